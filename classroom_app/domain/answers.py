"""How often each answer to a step's question was given, without who gave it."""

from msgspec import Struct

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.question import Question


class AnswerCounts(Struct, frozen=True):
    """How often each answer of a question was given, in the order of the answers.

    `people` is the number of participants who have not been removed.
    """

    question: Question
    counts: tuple[int, ...]
    people: int

    @property
    def answered(self) -> int:
        """How many people have answered."""
        return sum(self.counts)

    def share(self, answer: int) -> float:
        """Return the share (0 to 1) of people who gave this answer, among all who answered."""
        return self.counts[answer] / self.answered if self.answered else 0.0


def answer_counts(session: ClassSession, subtask_id: int | None) -> AnswerCounts | None:
    """Return the answers to a step's question; None if it has no question.

    Removed participants and steps that were marked as not done after all do not count.
    """
    step = None if subtask_id is None else session.lesson.by_id.get(subtask_id)
    if step is None or step.question is None:
        return None
    counts = [0] * len(step.question.answers)
    for participant in session.participants.values():
        if participant.removed:
            continue
        answer = participant.answer_to(step.id)
        if answer is not None and step.question.has(answer):
            counts[answer] += 1
    return AnswerCounts(step.question, tuple(counts), session.participant_count)
