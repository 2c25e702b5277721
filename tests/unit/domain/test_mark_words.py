import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.mark_words import mark_sentences, mark_text
from classroom_app.domain.marks import LongPressMark, Mark, SwipeMark, TapMark
from tests.helpers.drafts import MARKS
from tests.helpers.mark_cases import MarkCase, mark_cases


@pytest.mark.parametrize("case", mark_cases(), ids=str)
@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_words_are_what_all_are_held_to(case: MarkCase, language: str) -> None:
    assert list(mark_sentences(case.marks, language)) == case.words[language]


@given(st.lists(MARKS, max_size=10), st.sampled_from(["ko", "en"]))
def test_each_mark_is_told_in_one_sentence(marks: list[Mark], language: str) -> None:
    sentences = mark_sentences(marks, language)
    assert len(sentences) == len(marks)
    assert all(one.endswith(".") and "{" not in one for one in sentences)


def test_other_languages_get_english_words() -> None:
    assert mark_text([TapMark(0.5, 0)], "fr") == "Tap at the top."
    assert mark_text([], "ko") == ""


def test_all_are_one_text() -> None:
    marks: list[Mark] = [TapMark(0, 0.5), LongPressMark(1, 0.5)]
    assert mark_text(marks, "en") == "1. Tap on the left. 2. Touch and hold on the right."
    assert mark_text(marks, "ko") == "1. 왼쪽을 누르세요. 2. 오른쪽을 길게 누르세요."


@pytest.mark.parametrize(
    ("to", "words"),
    [
        ((0.5, 0.1), "Swipe up"),
        ((0.5, 0.9), "Swipe down"),
        ((0.1, 0.6), "Swipe left"),
        ((0.9, 0.6), "Swipe right"),
        ((0.9, 0.8), "Swipe down and to the right"),
        ((0.2, 0.2), "Swipe up and to the left"),
    ],
)
def test_a_swipe_has_a_way(to: tuple[float, float], words: str) -> None:
    assert mark_text([SwipeMark(0.5, 0.5, *to)], "en") == f"{words}, starting in the middle."
