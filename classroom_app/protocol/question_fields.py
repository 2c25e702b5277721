"""Questions as JSON: in lesson files, on the wire and in the database."""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.question import MAX_ANSWERS, Question, answer_field, question_faults

FIELD = "question"

# Called with the rule that is broken and the field that breaks it.
Complain = Callable[[Rule, str], None]


class QuestionFields(Struct, frozen=True):
    """A question on the wire; an answer is identified by its place in `answers`, from 0."""

    text: str
    answers: list[str]


def question_fields(question: Question) -> QuestionFields:
    """Return a question in the form of the wire."""
    return QuestionFields(question.text, list(question.answers))


def written_question(question: Question) -> dict[str, Any]:
    """Return a question as a JSON value, which `read_question` reads."""
    return {"text": question.text, "answers": list(question.answers)}


def read_question(content: Any, complain: Complain) -> Question | None:
    """Return the question in a JSON value; null means none. Calls `complain` with each fault."""
    if content is None:
        return None
    if not isinstance(content, dict):
        complain(Rule.QUESTION, FIELD)
        return None
    text, answers = content.get("text"), content.get("answers")
    is_whole = True
    if not isinstance(text, str):
        complain(Rule.QUESTION_TEXT, f"{FIELD}.text")
        text, is_whole = "", False
    if not isinstance(answers, list):
        complain(Rule.ANSWER_COUNT, f"{FIELD}.answers")
        return None
    is_right = len(answers) <= MAX_ANSWERS
    answers = answers[:MAX_ANSWERS]
    if not is_right:
        complain(Rule.ANSWER_COUNT, f"{FIELD}.answers")
    for number, answer in enumerate(answers, 1):
        if not isinstance(answer, str):
            complain(Rule.ANSWER, f"{FIELD}.{answer_field(number)}")
            is_whole = False
    if not is_whole:
        return None
    question = Question(text.strip(), tuple(str(answer).strip() for answer in answers))
    for fault, field in question_faults(question):
        complain(Rule(fault.value), f"{FIELD}.{field}")
        is_right = False
    return question if is_right else None


def stored_question(question: Question | None) -> str | None:
    """Return a question as it is stored in the database, even an unfinished one; None for none."""
    return None if question is None else msgspec.json.encode(written_question(question)).decode()


def question_of(stored: str | None) -> Question | None:
    """Return a question that is stored in the database, even an unfinished one.

    Raises:
        ValueError: it is not valid.
    """
    if stored is None:
        return None
    content = msgspec.json.decode(stored, type=_Stored)
    if len(content.answers) > MAX_ANSWERS:
        raise ValueError(f"{FIELD}.answers: {Rule.ANSWER_COUNT}")
    return Question(content.text, tuple(content.answers))


class _Stored(Struct, frozen=True):
    text: str
    answers: list[str]
