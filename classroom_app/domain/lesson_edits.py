"""The edits of a lesson: each function takes a lesson and returns a changed copy."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from classroom_app.domain.lesson_draft import LessonDraft, Picture, SubtaskDraft
from classroom_app.domain.marks import Mark
from classroom_app.domain.question import Question

BLANK_STEP = SubtaskDraft(title="")


def blank_lesson(language: str) -> LessonDraft:
    """Return an empty lesson with one empty step."""
    return LessonDraft(title="", language=language, description=None, subtasks=(BLANK_STEP,))


def is_blank(lesson: LessonDraft) -> bool:
    """Tell whether nothing at all was written, so that discarding the lesson loses nothing."""
    return lesson == blank_lesson(lesson.language)


def with_text(lesson: LessonDraft, field: str, text: str) -> LessonDraft:
    """Set a text of the lesson itself; `field` is title, language or description."""
    text = _storable(text)
    if field == "title":
        return replace(lesson, title=text)
    if field == "language":
        return replace(lesson, language=text)
    return replace(lesson, description=text or None)


def with_step_text(lesson: LessonDraft, place: int, field: str, text: str) -> LessonDraft:
    """Set a text of a step; an empty text becomes None, except for the title."""
    text = _storable(text)
    change: dict[str, Any] = {field: text if field == "title" else text or None}
    return with_step(lesson, place, replace(lesson.subtasks[place], **change))


def with_picture(lesson: LessonDraft, place: int, picture: Picture | None) -> LessonDraft:
    """Give a step another picture and keep its marks, or remove picture and marks (None)."""
    step = lesson.subtasks[place]
    marks = () if picture is None else step.marks
    return with_step(lesson, place, replace(step, picture=picture, marks=marks))


def with_picture_covered(lesson: LessonDraft, original: Picture, covered: Picture) -> LessonDraft:
    """Replace the original by the covered picture wherever the lesson shows it."""
    return replace(
        lesson,
        subtasks=tuple(
            replace(step, picture=covered) if step.picture == original else step
            for step in lesson.subtasks
        ),
    )


def without_pictures(lesson: LessonDraft) -> LessonDraft:
    """Remove all pictures and their marks."""
    steps = (replace(step, picture=None, marks=()) for step in lesson.subtasks)
    return replace(lesson, subtasks=tuple(steps))


def with_marks(lesson: LessonDraft, place: int, marks: Sequence[Mark]) -> LessonDraft:
    """Replace the marks on a step's picture."""
    return with_step(lesson, place, replace(lesson.subtasks[place], marks=tuple(marks)))


def with_question(lesson: LessonDraft, place: int, question: Question | None) -> LessonDraft:
    """Set the question of a step, or remove it (None)."""
    if question is not None:
        answers = tuple(_storable(answer) for answer in question.answers)
        question = Question(_storable(question.text), answers)
    return with_step(lesson, place, replace(lesson.subtasks[place], question=question))


def without_questions(lesson: LessonDraft) -> LessonDraft:
    """Remove all questions."""
    return replace(lesson, subtasks=tuple(replace(step, question=None) for step in lesson.subtasks))


def with_step(lesson: LessonDraft, place: int, step: SubtaskDraft) -> LessonDraft:
    """Replace a step; places count from 0."""
    steps = lesson.subtasks
    return replace(lesson, subtasks=(*steps[:place], step, *steps[place + 1 :]))


def with_step_added(
    lesson: LessonDraft, place: int, step: SubtaskDraft = BLANK_STEP
) -> LessonDraft:
    """Insert a step before the one at `place`."""
    steps = lesson.subtasks
    return replace(lesson, subtasks=(*steps[:place], step, *steps[place:]))


def without_step(lesson: LessonDraft, place: int) -> LessonDraft:
    """Remove a step."""
    steps = lesson.subtasks
    return replace(lesson, subtasks=(*steps[:place], *steps[place + 1 :]))


def with_step_moved(lesson: LessonDraft, place: int, to: int) -> LessonDraft:
    """Move a step so that it is at `to` afterwards."""
    return with_step_added(without_step(lesson, place), to, lesson.subtasks[place])


def place_of_step(before: LessonDraft, after: LessonDraft, place: int) -> int | None:
    """Return where a step is after an edit, None if it was removed; places count from 0.

    Steps are compared by identity, since an edit keeps the steps that it does not change.
    """
    old, new = before.subtasks, after.subtasks
    first = _shared(old, new)
    if place < first:
        return place
    behind = len(old) - place
    last = _shared(old[first:][::-1], new[first:][::-1])
    if behind <= last:
        return len(new) - behind
    if len(old) == len(new) == first + 1 + last:
        return place  # it was edited; if it was blank, another step may be the same object
    moved = [at for at, step in enumerate(new) if step is old[place]]
    if moved:
        return min(moved, key=lambda at: abs(at - place))
    return place if len(old) == len(new) else None


def _shared(one: Sequence[SubtaskDraft], other: Sequence[SubtaskDraft]) -> int:
    """Return how many steps both sequences begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a is not b), min(len(one), len(other)))


def as_copy(lesson: LessonDraft, title: str) -> LessonDraft:
    """Return the same lesson under another title."""
    return replace(lesson, title=title)


def _storable(text: str) -> str:
    """Replace lone surrogates, which pasted text can contain but no file can, and drop NULs."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")
