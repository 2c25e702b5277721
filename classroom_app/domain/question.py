"""A question that a step asks, with its answers; there is no right one."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

MIN_ANSWERS, MAX_ANSWERS = 2, 6
MAX_QUESTION = 200
MAX_ANSWER = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked and what can be answered; an answer is known by its place, from 0."""

    text: str
    answers: tuple[str, ...]

    def has(self, answer: int) -> bool:
        """Tell whether this is the place of one of the answers."""
        return 0 <= answer < len(self.answers)


BLANK_QUESTION = Question("", ("",) * MIN_ANSWERS)
"""One of which nothing is written yet."""


class QuestionFault(StrEnum):
    """What can be wrong with a question."""

    TEXT = "question_text"
    COUNT = "answer_count"
    ANSWER = "answer"
    TWICE = "answer_twice"


def question_faults(question: Question) -> Iterator[tuple[QuestionFault, str]]:
    """Yield what is wrong, and where: `text`, `answers`, or one (`answers[1]` first)."""
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
    """Return how the field of an answer is called; they count from 1."""
    return f"answers[{number}]"


def _is_line(text: str, most: int) -> bool:
    return bool(text.strip()) and len(text) <= most
