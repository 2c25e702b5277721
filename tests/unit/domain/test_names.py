import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.names import clean_name, distinct_name, guest_name, name_key


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("김영희", "김영희"),
        ("  박 순자 \u3000", "박 순자"),
        ("X" * 40, "X" * 40),
        ("👩‍🏫", "👩‍🏫"),
        ("한" * 40, "한" * 40),
        ("José", "José"),
    ],
)
def test_a_name_is_trimmed(name: str, clean: str) -> None:
    assert clean_name(name) == clean


@pytest.mark.parametrize(
    "name",
    [
        "",
        "   ",
        "X" * 41,
        "a\x00b",
        "a\nb",
        "a\x1b[31m",
        "a\u2028b",
        "\u202eabc",
        "a\u2066b",
        "\ud800",
        "\u200b",
        "\u200b \u200d",
        "\u0301",
    ],
)
def test_what_is_no_name(name: str) -> None:
    with pytest.raises(Refused) as refused:
        clean_name(name)
    assert refused.value.code is RefusalCode.INVALID_FIELD
    assert str(refused.value).startswith("name must")


@given(st.text(max_size=60))
def test_a_clean_name_stays_clean(name: str) -> None:
    try:
        clean = clean_name(name)
    except Refused:
        return
    assert clean_name(clean) == clean
    assert 1 <= len(clean) <= 40


def test_composed_and_decomposed_are_one_name() -> None:
    assert name_key(unicodedata.normalize("NFD", "김영희")) == name_key("김영희")


def test_the_second_of_a_name_is_numbered() -> None:
    taken = {"김영희"}
    assert distinct_name("이철수", taken) == "이철수"
    assert distinct_name("김영희", taken) == "김영희 (2)"
    assert distinct_name(unicodedata.normalize("NFD", "김영희"), taken).endswith(" (2)")
    assert distinct_name("김영희", taken | {"김영희 (2)", "김영희 (3)"}) == "김영희 (4)"


def test_guests_are_counted_from_one() -> None:
    assert guest_name(set()) == "게스트 1"
    assert guest_name({"게스트 1", "게스트 3"}) == "게스트 2"


@given(st.lists(st.sampled_from(["a", "a (2)", "b"]), max_size=12))
def test_distinct_names_are_distinct(names: list[str]) -> None:
    taken: set[str] = set()
    for name in names:
        key = name_key(distinct_name(name, taken))
        assert key not in taken
        taken.add(key)
