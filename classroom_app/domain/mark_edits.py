"""The edits of marks: each returns a mark that lies entirely on its picture.

Distances and places are fractions of the picture, as in `domain.marks`.
"""

from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    MarkKind,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    rounded,
)

# The sizes of marks that are placed, not drawn: large enough to be seen and dragged.
_SWIPE = 0.25
_BOX = (0.5, 0.07)
# A drag shorter than these is a trembling hand: the mark is placed, not drawn.
_DRAWN_SWIPE = 0.04
_DRAWN_BOX = 0.02

Handle = tuple[float, float]


def placed(kind: MarkKind, x: float, y: float) -> Mark:
    """Return a new mark of the usual size: centered here, or, for a swipe, starting here.

    A swipe goes up, or down where there is no room above.
    """
    x, y = _within(x), _within(y)
    match kind:
        case MarkKind.TAP:
            return rounded(TapMark(x, y))
        case MarkKind.LONG_PRESS:
            return rounded(LongPressMark(x, y))
        case MarkKind.SWIPE:
            to_y = y - _SWIPE if y >= _SWIPE else y + _SWIPE
            return rounded(SwipeMark(x, y, x, to_y))
        case MarkKind.TYPE:
            width, height = _BOX
            return rounded(
                TypeMark(
                    min(max(x - width / 2, 0), 1 - width),
                    min(max(y - height / 2, 0), 1 - height),
                    width,
                    height,
                )
            )


def drawn(kind: MarkKind, start: Handle, end: Handle) -> Mark:
    """Return a new mark drawn from one place to another.

    Taps and long presses are placed at `end`; a swipe or box too small to be drawn, at `start`.
    """
    (x, y), (to_x, to_y) = map(_inside, (start, end))
    wide, high = abs(to_x - x), abs(to_y - y)
    if kind is MarkKind.SWIPE and max(wide, high) >= _DRAWN_SWIPE:
        return rounded(SwipeMark(x, y, to_x, to_y))
    if kind is MarkKind.TYPE and min(wide, high) >= _DRAWN_BOX:
        return rounded(TypeMark(min(x, to_x), min(y, to_y), wide, high))
    return placed(kind, *end) if kind in (MarkKind.TAP, MarkKind.LONG_PRESS) else placed(kind, x, y)


def moved(mark: Mark, right: float, down: float) -> Mark:
    """Return the mark moved by this much, or as far as the picture's edges allow."""
    match mark:
        case TapMark() | LongPressMark():
            return rounded(type(mark)(_within(mark.x + right), _within(mark.y + down)))
        case SwipeMark():
            right = _way(right, min(mark.x, mark.to_x), max(mark.x, mark.to_x))
            down = _way(down, min(mark.y, mark.to_y), max(mark.y, mark.to_y))
            return _or_else(
                SwipeMark(mark.x + right, mark.y + down, mark.to_x + right, mark.to_y + down), mark
            )
        case TypeMark():
            right = _way(right, mark.x, mark.x + mark.width)
            down = _way(down, mark.y, mark.y + mark.height)
            return _or_else(TypeMark(mark.x + right, mark.y + down, mark.width, mark.height), mark)


def resized(mark: Mark, right: float, down: float) -> Mark:
    """Return the mark with its end moved: an arrow's head, a box's lower right corner."""
    ends = handles(mark)
    if not ends:
        return mark
    x, y = ends[-1]
    return with_handle(mark, len(ends) - 1, (x + right, y + down))


def handles(mark: Mark) -> tuple[Handle, ...]:
    """Return the points by which a mark can be dragged to change its shape.

    For an arrow its start and head; for a box its corners: upper left, upper right, lower left,
    lower right. Taps and long presses have none.
    """
    match mark:
        case TapMark() | LongPressMark():
            return ()
        case SwipeMark():
            return ((mark.x, mark.y), (mark.to_x, mark.to_y))
        case TypeMark():
            right, bottom = mark.x + mark.width, mark.y + mark.height
            return ((mark.x, mark.y), (right, mark.y), (mark.x, bottom), (right, bottom))


def with_handle(mark: Mark, number: int, to: Handle) -> Mark:
    """Return the mark with a handle moved to `to`, or unchanged if it would become too small."""
    x, y = _inside(to)
    match mark:
        case TapMark() | LongPressMark():
            return mark
        case SwipeMark():
            other = (
                SwipeMark(x, y, mark.to_x, mark.to_y)
                if number == 0
                else SwipeMark(mark.x, mark.y, x, y)
            )
            return _or_else(other, mark)
        case TypeMark():
            # The opposite corner stays where it is.
            across_x, across_y = handles(mark)[3 - number]
            box = TypeMark(min(x, across_x), min(y, across_y), abs(x - across_x), abs(y - across_y))
            return _or_else(box, mark)


def reversed_mark(mark: Mark) -> Mark:
    """Return a swipe in the opposite direction; any other mark unchanged."""
    if isinstance(mark, SwipeMark):
        return SwipeMark(mark.to_x, mark.to_y, mark.x, mark.y)
    return mark


def _or_else(mark: Mark, other: Mark) -> Mark:
    return other if any(faulty_fields(mark)) else rounded(mark)


def _inside(place: Handle) -> Handle:
    return _within(place[0]), _within(place[1])


def _within(number: float) -> float:
    return max(0.0, min(number, 1.0))


def _way(wanted: float, first: float, last: float) -> float:
    """Return how much of a wanted shift something from `first` to `last` can make, within 0..1."""
    return max(-first, min(wanted, 1 - last))
