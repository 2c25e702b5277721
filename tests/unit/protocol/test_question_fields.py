from typing import Any

import msgspec
import pytest
from hypothesis import given

from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.question import BLANK_QUESTION, Question
from classroom_app.protocol.question_fields import (
    question_fields,
    question_of,
    read_question,
    stored_question,
    written_question,
)
from tests.helpers.drafts import QUESTIONS


def read(content: Any) -> tuple[Question | None, list[tuple[Rule, str]]]:
    faults: list[tuple[Rule, str]] = []
    return read_question(content, lambda rule, field: faults.append((rule, field))), faults


@given(QUESTIONS)
def test_what_is_written_is_read_again(question: Question) -> None:
    assert read(written_question(question)) == (question, [])
    assert question_of(stored_question(question)) == question
    assert question_fields(question).answers == list(question.answers)


def test_an_unfinished_question_is_stored_too() -> None:
    assert question_of(stored_question(BLANK_QUESTION)) == BLANK_QUESTION
    assert stored_question(None) is None
    assert question_of(None) is None
    assert read(None) == (None, [])


@pytest.mark.parametrize("stored", ["", "{}", "[]", "null", '{"text":1,"answers":[]}', '"x"'])
def test_what_no_program_of_ours_stored_is_refused(stored: str) -> None:
    with pytest.raises(msgspec.MsgspecError):
        question_of(stored)


def test_so_many_answers_were_never_stored() -> None:
    with pytest.raises(ValueError, match="answers"):
        question_of('{"text":"?","answers":["a","b","c","d","e","f","g"]}')


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("?", [(Rule.QUESTION, "question")]),
        ([], [(Rule.QUESTION, "question")]),
        (
            {},
            [(Rule.QUESTION_TEXT, "question.text"), (Rule.ANSWER_COUNT, "question.answers")],
        ),
        ({"text": "?", "answers": "ab"}, [(Rule.ANSWER_COUNT, "question.answers")]),
        ({"text": "?", "answers": ["a"]}, [(Rule.ANSWER_COUNT, "question.answers")]),
        ({"text": "?", "answers": list("abcdefg")}, [(Rule.ANSWER_COUNT, "question.answers")]),
        (
            {"text": "", "answers": ["same"] * 100_000},
            [
                (Rule.ANSWER_COUNT, "question.answers"),
                (Rule.QUESTION_TEXT, "question.text"),
                *((Rule.ANSWER_TWICE, f"question.answers[{number}]") for number in range(2, 7)),
            ],
        ),
        ({"text": "?", "answers": ["a", 2]}, [(Rule.ANSWER, "question.answers[2]")]),
        ({"text": "?", "answers": ["a", " A"]}, [(Rule.ANSWER_TWICE, "question.answers[2]")]),
        ({"text": " ", "answers": ["a", "b"]}, [(Rule.QUESTION_TEXT, "question.text")]),
    ],
)
def test_each_fault_of_a_file_is_named(content: Any, faults: list[tuple[Rule, str]]) -> None:
    assert read(content) == (None, faults)


def test_space_around_and_unknown_fields_are_passed_over() -> None:
    content = {"text": " Where? ", "answers": [" here", "there "], "right": 0}
    assert read(content) == (Question("Where?", ("here", "there")), [])
