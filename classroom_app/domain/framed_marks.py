"""Moves marks along when their picture becomes part of a larger one."""

from collections.abc import Iterable

from classroom_app.domain.marks import (
    Area,
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    rounded,
)


def in_frame(marks: Iterable[Mark], area: Area) -> tuple[Mark, ...]:
    """Return the marks of a picture that now fills this area of a larger one."""
    return tuple(rounded(_moved(mark, area)) for mark in marks)


def _moved(mark: Mark, area: Area) -> Mark:
    x, y = area.x + mark.x * area.width, area.y + mark.y * area.height
    match mark:
        case TapMark():
            return TapMark(x, y)
        case LongPressMark():
            return LongPressMark(x, y)
        case SwipeMark():
            to_x, to_y = area.x + mark.to_x * area.width, area.y + mark.to_y * area.height
            return SwipeMark(x, y, to_x, to_y)
        case TypeMark():
            return TypeMark(x, y, mark.width * area.width, mark.height * area.height)
