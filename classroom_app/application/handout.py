"""The content of a lesson's handout: the lesson as students take it home, on paper or as a file."""

from collections.abc import Collection

from msgspec import Struct

from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.marks import Mark
from classroom_app.domain.question import Question


class HandoutStep(Struct, frozen=True):
    """One step; `number` is its number in the lesson, `text` what to do, `more` its description."""

    number: int
    title: str
    text: str = ""
    more: str = ""
    picture: Picture | None = None
    marks: tuple[Mark, ...] = ()
    question: Question | None = None


class Handout(Struct, frozen=True):
    """A lesson, or the steps of it that a class has been on; `language` is the lesson's."""

    title: str
    language: str
    steps: tuple[HandoutStep, ...]


def handout_of(draft: LessonDraft, reached: Collection[int] | None = None) -> Handout:
    """Return the handout of a lesson: the steps whose numbers are in `reached`, or all of them.

    If `reached` is empty, the class ended before its first step, and students get all steps.
    """
    steps = [
        HandoutStep(
            number,
            step.title.strip(),
            (step.guide_text or step.voice_guide_text or "").strip(),
            (step.description or "").strip(),
            step.picture,
            step.marks,
            step.question,
        )
        for number, step in enumerate(draft.subtasks, start=1)
        if not reached or number in reached
    ]
    return Handout(draft.title.strip(), draft.language, tuple(steps))
