"""Marks on a picture as JSON: in lesson files, on the wire and in the database."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
from msgspec import Struct

from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.marks import (
    MARK_TYPES,
    MAX_MARKS,
    LongPressMark,
    Mark,
    MarkKind,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    field_names,
    rounded,
)

# Called with the rule that is broken and the field that breaks it.
Complain = Callable[[Rule, str], None]


class TapFields(Struct, frozen=True, tag_field="kind", tag="tap"):
    """Tap here: fractions of the shown picture's width and height."""

    x: float
    y: float


class LongPressFields(Struct, frozen=True, tag_field="kind", tag="long_press"):
    """Touch here and hold."""

    x: float
    y: float


class SwipeFields(Struct, frozen=True, tag_field="kind", tag="swipe"):
    """Swipe from here to there."""

    x: float
    y: float
    to_x: float
    to_y: float


class TypeFields(Struct, frozen=True, tag_field="kind", tag="type"):
    """Type into this box, whose upper left corner is at x and y."""

    x: float
    y: float
    width: float
    height: float


MarkFields = TapFields | LongPressFields | SwipeFields | TypeFields


def mark_fields(mark: Mark) -> MarkFields:
    """Return a mark in the form of the wire."""
    match mark:
        case TapMark(x, y):
            return TapFields(x, y)
        case LongPressMark(x, y):
            return LongPressFields(x, y)
        case SwipeMark(x, y, to_x, to_y):
            return SwipeFields(x, y, to_x, to_y)
        case TypeMark(x, y, width, height):
            return TypeFields(x, y, width, height)


def written_marks(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Return marks as JSON values, which `read_marks` reads."""
    found: list[dict[str, Any]] = msgspec.to_builtins([mark_fields(rounded(m)) for m in marks])
    return found


def read_marks(content: Any, complain: Complain) -> tuple[Mark, ...]:
    """Return the marks in a JSON value; null means none. Calls `complain` with each fault."""
    if content is None:
        return ()
    if not isinstance(content, list) or len(content) > MAX_MARKS:
        complain(Rule.MARK_COUNT, "marks")
    if not isinstance(content, list):
        return ()
    found = (
        _mark(each, f"marks[{number}]", complain)
        for number, each in enumerate(content[:MAX_MARKS], 1)
    )
    return tuple(mark for mark in found if mark is not None)


def stored_marks(marks: Sequence[Mark]) -> str | None:
    """Return marks as they are stored in the database; None if there are none."""
    return msgspec.json.encode(written_marks(marks)).decode() if marks else None


def marks_of(stored: str | None) -> tuple[Mark, ...]:
    """Return marks that are stored in the database.

    Raises:
        ValueError: they are not valid.
    """
    if stored is None:
        return ()

    def refuse(rule: Rule, field: str) -> None:
        raise ValueError(f"{field}: {rule}")

    return read_marks(msgspec.json.decode(stored), refuse)


def _mark(content: Any, place: str, complain: Complain) -> Mark | None:
    if not isinstance(content, dict):
        complain(Rule.MARK, place)
        return None
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in list(MarkKind):
        complain(Rule.MARK_KIND, f"{place}.kind")
        return None
    names = field_names(MarkKind(kind))
    faulty = [name for name in names if not _is_number(content.get(name))]
    if not faulty:
        mark = rounded(MARK_TYPES[MarkKind(kind)](**{name: content[name] for name in names}))
        faulty = list(faulty_fields(mark))
        if not faulty:
            return mark
    for name in faulty:
        complain(Rule.MARK_PLACE, f"{place}.{name}")
    return None


def _is_number(value: Any) -> bool:
    # Fractions are within ±2; this also keeps out integers too large for a float.
    return isinstance(value, int | float) and not isinstance(value, bool) and -2 < value < 2
