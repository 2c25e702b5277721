import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.gui.kit.search_text import has_text

NAMES = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("text", "typed", "is_there"),
    [
        ("김영희", "ㄱ", True),
        ("김영희", "기", True),
        ("김영희", "김", True),
        ("김영희", "김ㅇ", True),
        ("김영희", "영희", True),
        ("기러기", "길", True),  # on the way to 기러
        ("과수원", "고", True),
        ("닭갈비", "달", True),
        ("김영희", "ㅁ", False),  # not the beginning of a syllable
        ("김영희", "김연", False),
        ("김영희", "희영", False),
        ("Ahn Young-hee", "young", True),
        ("Ahn Young-hee", "", True),
        ("STRASSE", "straße", True),
    ],
)
def test_what_is_found(text: str, typed: str, is_there: bool) -> None:
    assert has_text(text, typed) is is_there


@given(NAMES, NAMES, st.data())
def test_what_contains_it_is_found(before: str, name: str, data: st.DataObject) -> None:
    part = name[: data.draw(st.integers(1, len(name)))]
    assert has_text(before + name, part)
