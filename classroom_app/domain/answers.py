"""What a class has answered, in numbers; who answered what is nobody's business here."""

from dataclasses import dataclass

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.question import Question


@dataclass(frozen=True, slots=True)
class AnswerCounts:
    """How often each answer of a question was given, in the order of the answers.

    `people` could answer: they are in the class.
    """

    question: Question
    counts: tuple[int, ...]
    people: int

    @property
    def answered(self) -> int:
        """How many have answered."""
        return sum(self.counts)

    def share(self, answer: int) -> float:
        """Return which part of those who answered gave this answer, 0 to 1."""
        return self.counts[answer] / self.answered if self.answered else 0.0


def answer_counts(session: ClassSession, subtask_id: int | None) -> AnswerCounts | None:
    """Return what was answered to the question of a step; None if it asks none.

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
