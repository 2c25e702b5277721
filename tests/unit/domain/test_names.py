import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.names import clean_name, distinct_name, guest_name, is_name, name_key


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("김영희", "김영희"),
        ("  박 순자 \u3000", "박 순자"),
        ("X" * 40, "X" * 40),
        ("👩‍🏫", "👩‍🏫"),
        ("한" * 40, "한" * 40),
        ("José", "José"),
        (unicodedata.normalize("NFD", "José"), "José"),
        (
            unicodedata.normalize("NFD", "가나다라마바사아자차카타파하"),
            "가나다라마바사아자차카타파하",
        ),
        (unicodedata.normalize("NFD", "김" * 40), "김" * 40),
        ("김\u00a0 영희", "김 영희"),
        ("김\u3164영희", "김 영희"),
        ("김\u200b영\u2060희\ufeff", "김영희"),
        ("김\u00ad영\u115f희\u034f", "김영희"),
        ("김\u200d영희\ufe0f", "김영희"),
        ("e\u200b\u0301", "é"),
        ("❤\ufe0f", "❤\ufe0f"),
        ("👁\ufe0f\u200d🗨\ufe0f", "👁\ufe0f\u200d🗨\ufe0f"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("葛\U000e0100城", "葛\U000e0100城"),
    ],
)
def test_a_name_is_kept_as_it_is_seen(name: str, clean: str) -> None:
    assert clean_name(name) == clean
    assert is_name(name)


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
        "\u3164",
        "\u115f\u1160",
        "\uffa0 \u2800",
        "\u00ad\ufe0f",
        "\U000e0041",
        "김" * 41,
        unicodedata.normalize("NFD", "김" * 41),
        "a\ufffe",
        "a\ufdd0",
        "a\tb",
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
    assert unicodedata.is_normalized("NFC", clean)
    assert 1 <= len(clean) <= 40


def test_composed_and_decomposed_are_one_name() -> None:
    assert name_key(unicodedata.normalize("NFD", "김영희")) == name_key("김영희")


@pytest.mark.parametrize(
    "twin",
    [
        *("김\u200b영희", "김\u00a0영희", "김 영희", "김\u3000영희", "김\u3164영희"),
        *("김\u200d영희", "김\u2060영희", "김\ufeff영희", "김\u00ad영희", "김영희\ufe0f"),
    ],
)
def test_what_looks_the_same_is_the_same(twin: str) -> None:
    assert name_key(clean_name(twin)) == name_key("김영희")
    assert distinct_name(clean_name(twin), {name_key("김영희")}).endswith(" (2)")


def test_a_space_between_letters_is_seen() -> None:
    assert name_key("Mary Ann") == name_key("Mary\u00a0Ann") != name_key("Maryann")


def test_a_name_without_end_is_refused_before_it_is_read() -> None:
    """Composing two million marks would take minutes."""
    assert not is_name("a" + "\u0301\u0316" * 1_000_000)


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
        assert name_key(key) == key
        taken.add(key)


@given(st.text(max_size=20), st.integers(2, 2_000))
def test_a_number_is_seen_beside_any_name(name: str, number: int) -> None:
    assume(is_name(name))
    name = clean_name(name)
    assert name_key(f"{name} ({number})") == f"{name_key(name)} ({number})"
