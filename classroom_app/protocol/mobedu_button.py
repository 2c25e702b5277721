"""Where the button of a MobEdu step is, in pixels of the phone on which it was recorded.

The app writes `bounds` as Android does, `[left,top][right,bottom]`, but not the size of the screen.
That is taken from a picture of the screen, or from the task; otherwise it is guessed by the usual
widths of phones.
"""

import math
import re
from collections.abc import Iterable
from typing import Any

from msgspec import Struct

from classroom_app.domain.lesson import TargetAction
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.marks import (
    LongPressMark,
    Mark,
    SwipeMark,
    TapMark,
    TypeMark,
    faulty_fields,
    rounded,
)
from classroom_app.protocol.picture_head import picture_head

_NUMBER = re.compile(r"-?\d{1,6}(?:\.\d+)?")
_EDGES = ("left", "top", "right", "bottom")
# Anything smaller cannot be hit with a finger.
_SMALLEST = 8
_WIDTHS = (720, 1080, 1440)
_USUAL_WIDTH = 1080
# Height by width, if it is unknown.
_TALL = 19.5 / 9
_LARGEST = 10_000
# The part of a scrolled area that the finger moves over.
_SCROLL_FROM, _SCROLL_TO = 0.75, 0.25
_LEAST_BOX = 0.02


class Screen(Struct, frozen=True):
    """The size of a phone's screen in pixels."""

    width: float
    height: float


class Bounds(Struct, frozen=True):
    """The edges of a button, in pixels of the screen."""

    left: float
    top: float
    right: float
    bottom: float

    def on(self, screen: Screen) -> "Bounds | None":
        """Return the part that is on a screen; None if that is too small to tap."""
        cut = Bounds(
            max(0.0, self.left),
            max(0.0, self.top),
            min(self.right, screen.width),
            min(self.bottom, screen.height),
        )
        return cut if cut.is_button else None

    @property
    def is_button(self) -> bool:
        """Whether it is large enough for a finger."""
        return self.right - self.left >= _SMALLEST and self.bottom - self.top >= _SMALLEST


def bounds_of(step: dict[str, Any]) -> Bounds | None:
    """Return the bounds of a step's button, or None if it has none."""
    numbers = _numbers(step.get("bounds"), _EDGES, 4)
    bounds = None if numbers is None else Bounds(*numbers)
    return bounds if bounds is not None and bounds.is_button else None


def screen_of(
    step: dict[str, Any],
    task: dict[str, Any],
    picture: Picture | None,
    all_bounds: Iterable[Bounds],
) -> Screen:
    """Return the size of the screen on which a step was recorded."""
    head = None if picture is None else picture_head(picture.data)
    if head is not None:
        return Screen(head.width, head.height)
    for owner in (step, task):
        size = _said_size(owner)
        if size is not None:
            return size
    return _usual_screen(list(all_bounds))


def mark_of(bounds: Bounds, screen: Screen, action: str | None) -> Mark | None:
    """Return the mark for an action on a button; None if it is not on the screen."""
    cut = bounds.on(screen)
    if cut is None:
        return None
    x, y = cut.left / screen.width, cut.top / screen.height
    width = (cut.right - cut.left) / screen.width
    height = (cut.bottom - cut.top) / screen.height
    middle = x + width / 2, y + height / 2
    mark: Mark
    match action:
        case TargetAction.LONG_CLICK:
            mark = LongPressMark(*middle)
        case TargetAction.SCROLL:
            start, end = y + height * _SCROLL_FROM, y + height * _SCROLL_TO
            mark = SwipeMark(middle[0], start, middle[0], end)
        case TargetAction.INPUT:
            high = max(height, _LEAST_BOX)
            mark = TypeMark(x, min(y, 1 - high), width, high)
        case _:
            mark = TapMark(*middle)
    return None if any(faulty_fields(mark)) else rounded(mark)


def _said_size(owner: dict[str, Any]) -> Screen | None:
    for said in (
        [owner.get("screen_width"), owner.get("screen_height")],
        owner.get("screen_size"),
        owner.get("screen"),
    ):
        numbers = _numbers(said, ("width", "height"), 2)
        if numbers is not None and min(numbers) > 0:
            return Screen(*numbers)
    return None


def _usual_screen(all_bounds: list[Bounds]) -> Screen:
    """Return a screen of a usual width that has room for all buttons of a task."""
    right = max((bounds.right for bounds in all_bounds), default=0)
    bottom = max((bounds.bottom for bounds in all_bounds), default=0)
    fitting = [width for width in _WIDTHS if width >= max(right, _USUAL_WIDTH)]
    # Only a button that reaches the edge shows that a screen is narrow.
    width = right if right in _WIDTHS else min(fitting, default=right)
    return Screen(width, max(bottom, width * _TALL))


def _numbers(said: Any, names: tuple[str, ...], count: int) -> list[float] | None:
    """Read `count` numbers from a text, a list or an object; None if they are not valid."""
    if isinstance(said, dict):
        said = [said.get(name) for name in names]
    if isinstance(said, str):
        said = [float(number) for number in _NUMBER.findall(said[:100])]
    if not isinstance(said, list) or len(said) != count:
        return None
    if not all(isinstance(one, int | float) and not isinstance(one, bool) for one in said):
        return None
    return said if all(math.isfinite(one) and abs(one) <= _LARGEST for one in said) else None
