"""Reads tasks exported by the MobEdu app as lessons. Unknown fields are ignored."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from classroom_app.domain.lesson_draft import LessonDraft, SubtaskDraft
from classroom_app.domain.lesson_rules import MAX_TITLE, SUBTASK_TEXTS, Rule
from classroom_app.protocol.lesson_file import (
    FieldReader,
    read_document,
    read_lesson_document,
)
from classroom_app.protocol.mobedu_button import Bounds, bounds_of, mark_of, screen_of
from classroom_app.protocol.plain_screen import plain_screen

_HANGUL = re.compile("[가-힣]")
_UNNAMED_STEP = {"ko": "{number}단계", "en": "Step {number}"}
# The fields that can replace a missing title, the best first.
_NAMES = ("guide_text", "text", "content_description", "description")


def read_any_lesson(content: bytes) -> LessonDraft:
    """Return the lesson in a lesson file, or in a task of MobEdu, which names no format.

    Raises:
        LessonFileError: it is neither, or not valid; every fault is named with its place.
    """
    document = read_document(content)
    if "format" not in document and "subtasks" in document:
        return read_mobedu_task(document)
    return read_lesson_document(document)


def read_mobedu_task(document: dict[str, Any]) -> LessonDraft:
    """Return a task of MobEdu as a lesson; nulls count as missing.

    Raises:
        LessonFileError: it is not a valid task; every fault is named with its place.
    """
    reader = FieldReader()
    steps = [
        (_order(reader, step, number), number, step)
        for number, step in enumerate(reader.steps(document), 1)
    ]
    steps.sort(key=lambda entry: entry[:2])
    title = reader.title(document)
    buttons = [bounds_of(step) for *_place, step in steps if isinstance(step, dict)]
    all_bounds = [bounds for bounds in buttons if bounds is not None]
    language = "ko" if _is_korean(document, *(step for *_place, step in steps)) else "en"
    lesson = LessonDraft(
        title=title,
        language=language,
        description=reader.text(document, "description"),
        subtasks=tuple(
            _with_mark(
                _subtask(reader, step, number, _UNNAMED_STEP[language].format(number=place)),
                step,
                document,
                all_bounds,
            )
            for place, (_order_index, number, step) in enumerate(steps, 1)
        ),
    )
    reader.finish()
    return lesson


def _order(reader: FieldReader, step: Any, number: int) -> int:
    """Return a step's `order_index`, or its place in the file if it has none."""
    wish = step.get("order_index") if isinstance(step, dict) else None
    if wish is None:
        return number
    if isinstance(wish, int) and not isinstance(wish, bool):
        return wish
    if isinstance(wish, float) and wish.is_integer():
        return int(wish)
    reader.fault(Rule.ORDER, "order_index", number)
    return number


def _subtask(reader: FieldReader, step: Any, number: int, unnamed: str) -> SubtaskDraft:
    if not isinstance(step, dict):
        reader.fault(Rule.OBJECT, "", number)
        return SubtaskDraft(title="")
    texts = {name: reader.text(step, name, number) or None for name in SUBTASK_TEXTS}
    title = step.get("title")
    if title is None or title == "":
        first = next((texts[name] for name in _NAMES if (texts[name] or "").strip()), None)
        title = " ".join((first or unnamed).split())[:MAX_TITLE]
    action = step.get("target_action")
    return SubtaskDraft(
        title=reader.title({"title": title}, number),
        target_action=reader.action(
            action.upper() or None if isinstance(action, str) else action, number
        ),
        picture=reader.picture(step.get("picture") or None, number),
        marks=(),
        question=None,
        **texts,
    )


def _with_mark(
    draft: SubtaskDraft, step: Any, task: dict[str, Any], all_bounds: Sequence[Bounds]
) -> SubtaskDraft:
    """Add a mark for the button, on the step's picture or on a plain screen."""
    bounds = bounds_of(step) if isinstance(step, dict) else None
    if bounds is None:
        return draft
    screen = screen_of(step, task, draft.picture, all_bounds)
    mark = mark_of(bounds, screen, draft.target_action)
    if mark is None:
        return draft
    picture = draft.picture or plain_screen(screen, bounds)
    return replace(draft, picture=picture, marks=(mark,))


def _is_korean(*owners: Any) -> bool:
    """Return whether any text is in Korean letters, since a task has no language."""
    texts = (
        str(owner.get(name))
        for owner in owners
        if isinstance(owner, dict)
        for name in ("title", *_NAMES)
    )
    return any(_HANGUL.search(text) for text in texts)
