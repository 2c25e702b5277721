"""Hit tests: which mark, and which of its handles, is under the mouse."""

import math
from collections.abc import Sequence

from classroom_app.domain.mark_edits import handles
from classroom_app.domain.mark_shapes import RING, unit
from classroom_app.domain.marks import LongPressMark, Mark, SwipeMark, TapMark, TypeMark

# Distances in pixels at which a mark and a handle are still hit.
_REACH = 10.0
_REACH_OF_HANDLE = 13.0

Size = tuple[float, float]
Place = tuple[float, float]


def mark_at(marks: Sequence[Mark], place: Place, size: Size) -> int | None:
    """Return the index of the topmost mark at a place (pixels) in a picture of this size."""
    for number in reversed(range(len(marks))):
        if _is_at(marks[number], place, size):
            return number
    return None


def handle_at(mark: Mark, place: Place, size: Size) -> int | None:
    """Return the index of the nearest handle of a mark that is within reach of a place."""
    distances = [
        (math.dist(place, (x * size[0], y * size[1])), number)
        for number, (x, y) in enumerate(handles(mark))
    ]
    distance, number = min(distances, default=(math.inf, 0))
    return number if distance <= _REACH_OF_HANDLE else None


def _is_at(mark: Mark, place: Place, size: Size) -> bool:
    width, height = size
    start = (mark.x * width, mark.y * height)
    match mark:
        case TapMark() | LongPressMark():
            return math.dist(place, start) <= RING * unit(width, height) + _REACH
        case SwipeMark():
            end = (mark.to_x * width, mark.to_y * height)
            return _from_line(place, start, end) <= _REACH
        case TypeMark():
            right, down = place[0] - start[0], place[1] - start[1]
            return (
                -_REACH <= right <= mark.width * width + _REACH
                and -_REACH <= down <= mark.height * height + _REACH
            )


def _from_line(place: Place, start: Place, end: Place) -> float:
    """Return the distance of a place from a line segment, which must not have length 0."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2
    part = ((place[0] - start[0]) * across + (place[1] - start[1]) * down) / length
    part = max(0.0, min(part, 1.0))
    return math.dist(place, (start[0] + part * across, start[1] + part * down))
