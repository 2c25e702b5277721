import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom_app.domain.question import (
    BLANK_QUESTION,
    MAX_ANSWER,
    MAX_ANSWERS,
    MAX_QUESTION,
    MIN_ANSWERS,
    Question,
    QuestionFault,
    question_faults,
)
from tests.helpers.drafts import QUESTIONS


@given(QUESTIONS)
def test_a_right_question_has_no_fault(question: Question) -> None:
    assert list(question_faults(question)) == []


@pytest.mark.parametrize(
    ("question", "faults"),
    [
        (BLANK_QUESTION, ["text", "answers[1]", "answers[2]"]),
        (Question("?", ("a", "b")), []),
        (Question(" ", ("a", "b")), ["text"]),
        (Question("x" * MAX_QUESTION, ("a", "b" * MAX_ANSWER)), []),
        (Question("x" * (MAX_QUESTION + 1), ("a", "b" * (MAX_ANSWER + 1))), ["text", "answers[2]"]),
        (Question("?", ("a",)), ["answers"]),
        (Question("?", tuple("abcdef")), []),
        (Question("?", tuple("abcdefg")), ["answers"]),
        (Question("?", ("Yes", " ", "yes ")), ["answers[2]", "answers[3]"]),
        (Question("?", ("큰  글씨", "큰 글씨")), ["answers[2]"]),
    ],
)
def test_each_fault_is_named_with_its_place(question: Question, faults: list[str]) -> None:
    assert [field for _fault, field in question_faults(question)] == faults


@given(st.lists(st.text(max_size=5), max_size=9).map(tuple), st.text(max_size=5))
def test_whatever_is_written_is_right_or_named(answers: tuple[str, ...], text: str) -> None:
    found = dict(question_faults(Question(text, answers)))
    is_right = (
        bool(text.strip())
        and MIN_ANSWERS <= len(answers) <= MAX_ANSWERS
        and all(answer.strip() for answer in answers)
        and len({" ".join(answer.split()).casefold() for answer in answers}) == len(answers)
    )
    assert (not found) is is_right
    assert set(found) <= set(QuestionFault)


def test_an_answer_is_named_by_its_place() -> None:
    question = Question("?", ("a", "b"))
    assert [place for place in range(-2, 4) if question.has(place)] == [0, 1]
