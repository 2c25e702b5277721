"""A question that a step asks, with its answers; none of them is the right one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MIN_ANSWERS, MAX_ANSWERS = 2, 6
MAX_QUESTION = 200
MAX_ANSWER = 60


@dataclass(frozen=True, slots=True)
class Question:
    """A question and its possible answers; an answer is identified by its index."""

    text: str
    answers: tuple[str, ...]

    def has(self, answer: int) -> bool:
        """Tell whether this is the index of one of the answers."""
        return 0 <= answer < len(self.answers)


BLANK_QUESTION = Question("", ("",) * MIN_ANSWERS)
"""A question in which nothing is written yet."""


class QuestionFault(StrEnum):
    """What can be wrong with a question."""

    TEXT = "question_text"
    COUNT = "answer_count"
    ANSWER = "answer"
    TWICE = "answer_twice"


def question_faults(question: Question) -> Iterator[tuple[QuestionFault, str]]:
    """Yield each fault and its field: `text`, `answers`, or one answer (from `answers[1]` on)."""
    if not _is_line(question.text, MAX_QUESTION):
        yield QuestionFault.TEXT, "text"
    if not MIN_ANSWERS <= len(question.answers) <= MAX_ANSWERS:
        yield QuestionFault.COUNT, "answers"
    seen: set[str] = set()
    for number, answer in enumerate(question.answers, 1):
        key = " ".join(answer.split()).casefold()
        if not _is_line(answer, MAX_ANSWER):
            yield QuestionFault.ANSWER, answer_field(number)
        elif key in seen:
            yield QuestionFault.TWICE, answer_field(number)
        seen.add(key)


def answer_field(number: int) -> str:
    """Return the name of an answer's field; answers count from 1 in it."""
    return f"answers[{number}]"


def _is_line(text: str, most: int) -> bool:
    return bool(text.strip()) and len(text) <= most
