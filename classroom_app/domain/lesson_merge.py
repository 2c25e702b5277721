"""Merges the changes of two people who edited a lesson at the same time.

`base` is the version both started from. Steps have no ids in a draft, so they are matched by their
position and content.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import SequenceMatcher
from typing import Any

from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft

# Marks belong to their picture and mean nothing on another one.
_TOGETHER = ("picture", "marks")
_TEXTS = tuple(one.name for one in fields(SubtaskDraft) if one.name not in _TOGETHER)
_HEAD = ("title", "language", "description")


class _ClashError(Exception):
    """Both changed the same place, in different ways."""


@dataclass(slots=True)
class _Script:
    """What each step of `base` became (None: removed), and the steps added before each of them."""

    became: list[SubtaskDraft | None]
    added: list[list[SubtaskDraft]] = field(default_factory=list)


def merged(base: LessonDraft, mine: LessonDraft, theirs: LessonDraft) -> LessonDraft | None:
    """Return a lesson with the changes of both; None if they conflict.

    No change of either is lost in the result. Where both added steps in the same place, those of
    `theirs` come first.
    """
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    try:
        head = {
            name: _either(getattr(base, name), getattr(mine, name), getattr(theirs, name))
            for name in _HEAD
        }
        steps = _merged_steps(base.subtasks, mine.subtasks, theirs.subtasks)
    except _ClashError:
        return None
    return replace(mine, **head, subtasks=steps)


def changed_steps(before: LessonDraft, after: LessonDraft) -> list[int]:
    """Return the numbers, from 1, of the steps in `after` that are new or have changed."""
    known = set(before.subtasks)
    return [number for number, step in enumerate(after.subtasks, 1) if step not in known]


def place_after(before: LessonDraft, after: LessonDraft, place: int) -> int:
    """Return the place in `after` of the step that was at `place`, or one near it; from 0."""
    found = place_in_merged(before, after, place)
    return min(place, len(after.subtasks) - 1) if found is None else found


def place_in_merged(before: LessonDraft, after: LessonDraft, place: int) -> int | None:
    """Return the index in `after` of the step at index `place` before; None if it is gone."""
    steps = after.subtasks
    if not 0 <= place < len(before.subtasks):
        return None
    here = before.subtasks[place]
    same = [at for at, step in enumerate(steps) if step == here]
    if same:
        return min(same, key=lambda at: abs(at - place))
    became = _script(before.subtasks, steps).became[place]
    return next((at for at, step in enumerate(steps) if step is became), None)


def _merged_steps(
    base: Sequence[SubtaskDraft], mine: Sequence[SubtaskDraft], theirs: Sequence[SubtaskDraft]
) -> tuple[SubtaskDraft, ...]:
    here, there = _script(base, mine), _script(base, theirs)
    steps: list[SubtaskDraft] = []
    for place in range(len(base) + 1):
        steps += there.added[place]
        if here.added[place] != there.added[place]:
            steps += here.added[place]
        if place < len(base):
            step = _merged_step(base[place], here.became[place], there.became[place])
            steps += [] if step is None else [step]
    return tuple(steps)


def _merged_step(
    base: SubtaskDraft, mine: SubtaskDraft | None, theirs: SubtaskDraft | None
) -> SubtaskDraft | None:
    if mine is None or theirs is None:
        left: SubtaskDraft | None = _either(base, mine, theirs)
        return left
    values = {
        name: _either(getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in _TEXTS
    }
    picture, marks = _either(*((one.picture, one.marks) for one in (base, mine, theirs)))
    return SubtaskDraft(picture=picture, marks=marks, **values)


def _either(base: Any, mine: Any, theirs: Any) -> Any:
    """Return the changed value; raise `_ClashError` if both changed it to different ones."""
    if mine in (base, theirs):
        return theirs
    if theirs == base:
        return mine
    raise _ClashError


def _script(base: Sequence[SubtaskDraft], after: Sequence[SubtaskDraft]) -> _Script:
    script = _Script([None] * len(base), [[] for _ in range(len(base) + 1)])
    for kind, start, end, first, last in SequenceMatcher(
        None, base, after, autojunk=False
    ).get_opcodes():
        if kind == "equal":
            script.became[start:end] = after[first:last]
            continue
        old, new = base[start:end], after[first:last]
        if kind == "replace" and (len(old) == len(new) or all(map(_are_alike, old, new))):
            # Changed one by one; any steps left over were removed or added.
            for at, step in enumerate(new[: len(old)]):
                script.became[start + at] = step
            new = new[len(old) :]
        script.added[end] += new
    return script


def _are_alike(one: SubtaskDraft, other: SubtaskDraft) -> bool:
    """Tell whether `other` is surely `one` after edits, not a step that replaced it."""
    return any(
        getattr(one, name) and getattr(one, name) == getattr(other, name)
        for name in ("title", "picture", "guide_text", "description", "question")
    )
