"""Marks on a step's picture: where to tap, to hold, to swipe and to type.

Places are fractions of the picture: x of its width from the left, y of its height from the top. So
marks are independent of the size at which the picture is drawn.
"""

import math
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import ClassVar

from msgspec import Struct

MAX_MARKS = 10
# The least width and height of a box and length of a swipe; less would be drawn as a dot.
MIN_SIZE = 0.01
# A tenth of a pixel of the largest picture; finer fractions would only lengthen the files.
DECIMALS = 4
_UNIT = 10**-DECIMALS
# Tolerance, since fractions such as 0.7 and 0.3 may add up to slightly more than 1.
_HAIR = 1e-9


class MarkKind(StrEnum):
    """What a mark asks the student to do."""

    TAP = "tap"
    LONG_PRESS = "long_press"
    SWIPE = "swipe"
    TYPE = "type"


class TapMark(Struct, frozen=True):
    """Tap here."""

    KIND: ClassVar = MarkKind.TAP
    x: float
    y: float


class LongPressMark(Struct, frozen=True):
    """Touch here and hold."""

    KIND: ClassVar = MarkKind.LONG_PRESS
    x: float
    y: float


class SwipeMark(Struct, frozen=True):
    """Swipe from here to there."""

    KIND: ClassVar = MarkKind.SWIPE
    x: float
    y: float
    to_x: float
    to_y: float


class TypeMark(Struct, frozen=True):
    """Type into this box; x and y are its upper left corner."""

    KIND: ClassVar = MarkKind.TYPE
    x: float
    y: float
    width: float
    height: float


class Area(Struct, frozen=True):
    """A part of a picture; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float


Mark = TapMark | LongPressMark | SwipeMark | TypeMark

MARK_TYPES: dict[MarkKind, type[Mark]] = {
    MarkKind.TAP: TapMark,
    MarkKind.LONG_PRESS: LongPressMark,
    MarkKind.SWIPE: SwipeMark,
    MarkKind.TYPE: TypeMark,
}


def field_names(kind: MarkKind) -> tuple[str, ...]:
    """Return the names of the numbers that a mark of this kind has, in order."""
    return MARK_TYPES[kind].__struct_fields__


def faulty_fields(mark: Mark) -> Iterator[str]:
    """Yield the names of the numbers that are outside the picture or make the mark too small.

    The mark is checked as it would be stored, so that whatever was stored passes again.
    """
    mark = rounded(mark)
    outside = [name for name in field_names(mark.KIND) if not _is_fraction(getattr(mark, name))]
    yield from outside
    if outside:
        return
    match mark:
        case SwipeMark():
            if max(abs(mark.to_x - mark.x), abs(mark.to_y - mark.y)) < MIN_SIZE - _HAIR:
                yield "to_x"
        case TypeMark():
            for name, start in (("width", mark.x), ("height", mark.y)):
                size = getattr(mark, name)
                if size < MIN_SIZE or start + size > 1 + _HAIR:
                    yield name
        case TapMark() | LongPressMark():
            pass


def rounded(mark: Mark) -> Mark:
    """Round a mark as for storing; a box that ends at the picture's edge still does."""
    numbers = {name: round(float(getattr(mark, name)), DECIMALS) for name in field_names(mark.KIND)}
    for start, size in (("x", "width"), ("y", "height")):
        if size in numbers and 1 < numbers[start] + numbers[size] < 1 + 2 * _UNIT:
            numbers[size] = round(1 - numbers[start], DECIMALS)
    return MARK_TYPES[mark.KIND](**numbers)


def ring_numbers(marks: Sequence[Mark]) -> tuple[int | None, ...]:
    """Return the number, from 1, of each mark's ring; None for a mark without a number.

    Taps and long presses are numbered in order, but only if there are several of them.
    """
    rings = [isinstance(mark, TapMark | LongPressMark) for mark in marks]
    if sum(rings) < 2:
        return (None,) * len(marks)
    return tuple(
        sum(rings[: place + 1]) if is_ring else None for place, is_ring in enumerate(rings)
    )


def _is_fraction(number: float) -> bool:
    return math.isfinite(number) and 0 <= number <= 1
