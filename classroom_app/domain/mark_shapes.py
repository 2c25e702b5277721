"""The shapes of marks on a picture, shared by the window, the projector and paper.

The student page draws the same shapes in JavaScript; tests/fixtures/marks.json keeps both in step.
All lengths except the thinnest line are fractions of the picture's width, or of a smaller length
(`unit`) on a picture so flat that a ring would not fit on it.
"""

import math
from collections.abc import Sequence

from msgspec import Struct

from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    ring_numbers,
)

# The same in every color scheme of the window: a picture has its own colors. The outline is white.
COLOUR = "#3457d5"
FLATTEST = 6.0
RING = 0.07
INNER_RING = 0.045
LINE = 0.012
THINNEST_LINE = 2.0
# On each side of a line, as a fraction of the line's width.
OUTLINE = 0.5
DOT = 0.02
HEAD = 0.07
# The longest head, as a fraction of the arrow, so that a short arrow keeps some of its shaft.
HEAD_OF_ARROW = 0.6
HEAD_ANGLE = math.radians(35)
CORNER = 0.03
BADGE = 0.035
DIGIT = 0.042


class Point(Struct, frozen=True):
    """A place in pixels from the picture's upper left corner."""

    x: float
    y: float


class Circle(Struct, frozen=True):
    """A circle; the radius of a ring is that of the middle of its line."""

    x: float
    y: float
    radius: float


class Box(Struct, frozen=True):
    """A box with rounded corners."""

    x: float
    y: float
    width: float
    height: float
    corner: float


class MarkShape(Struct, frozen=True):
    """One mark: rings and boxes are outlines, dots and badges are filled."""

    rings: tuple[Circle, ...] = ()
    lines: tuple[tuple[Point, ...], ...] = ()
    dot: Circle | None = None
    box: Box | None = None
    badge: Circle | None = None
    number: int | None = None


class MarkDrawing(Struct, frozen=True):
    """All marks of a picture; `line` is the width of lines, `outline` that of the white beside it.

    `digit` is the height of the badges' bold font. All lengths are in pixels.
    """

    line: float
    outline: float
    digit: float
    shapes: tuple[MarkShape, ...]


def unit(width: float, height: float) -> float:
    """Return the length that the sizes of marks on a picture of this size are fractions of."""
    return min(width, FLATTEST * height)


def mark_drawing(marks: Sequence[Mark], width: float, height: float) -> MarkDrawing:
    """Return how marks are drawn on a picture of this size in pixels."""
    share = unit(width, height)
    line = max(THINNEST_LINE, LINE * share)
    shapes = tuple(
        _shape(mark, number, width, height)
        for mark, number in zip(marks, ring_numbers(marks), strict=True)
    )
    return MarkDrawing(line, OUTLINE * line, DIGIT * share, shapes)


def _shape(mark: Mark, number: int | None, width: float, height: float) -> MarkShape:
    x, y = mark.x * width, mark.y * height
    share = unit(width, height)
    match mark:
        case TapMark() | LongPressMark():
            radii = (RING,) if isinstance(mark, TapMark) else (RING, INNER_RING)
            rings = tuple(Circle(x, y, radius * share) for radius in radii)
            badge = None if number is None else _badge(rings[0], width, height)
            return MarkShape(rings=rings, badge=badge, number=number)
        case SwipeMark():
            tail, tip = Point(x, y), Point(mark.to_x * width, mark.to_y * height)
            lines = ((tail, tip), _head(tail, tip, share))
            return MarkShape(lines=lines, dot=Circle(x, y, DOT * share))
        case TypeMark():
            wide, high = mark.width * width, mark.height * height
            return MarkShape(box=Box(x, y, wide, high, min(CORNER * share, wide / 2, high / 2)))


def _head(tail: Point, tip: Point, share: float) -> tuple[Point, ...]:
    """Return the line of an arrow's head: from one barb over the tip to the other."""
    back = math.atan2(tail.y - tip.y, tail.x - tip.x)
    length = min(HEAD * share, HEAD_OF_ARROW * math.dist((tail.x, tail.y), (tip.x, tip.y)))
    one, other = (
        Point(tip.x + length * math.cos(angle), tip.y + length * math.sin(angle))
        for angle in (back + HEAD_ANGLE, back - HEAD_ANGLE)
    )
    return one, tip, other


def _badge(ring: Circle, width: float, height: float) -> Circle:
    """Return the badge of a number: on the ring's upper right, entirely within the picture."""
    radius, aside = BADGE * unit(width, height), ring.radius * math.sqrt(0.5)
    return Circle(
        _within(ring.x + aside, radius, width), _within(ring.y - aside, radius, height), radius
    )


def _within(place: float, radius: float, size: float) -> float:
    return max(radius, min(place, size - radius))
