import random
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.collation import sort_key


@pytest.mark.parametrize(
    "ordered",
    [
        ["게스트 1", "게스트 2", "게스트 9", "게스트 10", "게스트 11", "게스트 100"],
        ["1강 시작", "2강 사진", "10강 끝"],
        ["강 1.2", "강 1.9", "강 1.10"],
        [
            "(가)",
            "3",
            "ㄱ",
            "가",
            "가나",
            "각",
            "까",
            "ㄴ",
            "나",
            "힣",
            "apple",
            "Banana",
            "cherry",
        ],
        ["alice", "Bob", "carol"],
        ["cafe", "café", "Cafeteria"],
        ["김영희", "김영희 (2)", "김영희 (10)", "이영희", "Kim"],
        ["file 007", "file 8", "file 10"],
        ["\u0662", "\uff13", "10"],
        ["", " ", "a"],
        ["9" * 30, "1" + "0" * 30],
    ],
)
def test_names_stand_as_in_a_dictionary(ordered: list[str]) -> None:
    shuffled = ordered[:]
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=sort_key) == ordered


def test_composed_or_not_a_name_has_its_place() -> None:
    apart = unicodedata.normalize("NFD", "박영희")
    assert sorted(["이영희", apart, "김영희"], key=sort_key) == ["김영희", apart, "이영희"]


@given(st.lists(st.text(st.characters(exclude_categories=()))))
def test_every_text_has_a_place_of_its_own(texts: list[str]) -> None:
    keys = {sort_key(text) for text in texts}
    assert len(keys) == len(set(texts))
    assert sorted(keys) == sorted(keys, reverse=True)[::-1]


@given(st.text(), st.integers(0, 10**9), st.integers(0, 10**9))
def test_numbers_count_by_their_value(before: str, one: int, other: int) -> None:
    lower, higher = sorted((one, other))
    first, second = (sort_key(f"{before} {number}") for number in (lower, higher))
    assert (first < second) is (lower != higher)
