"""The elements of a picture and their places; marks are made from them, not written by hand."""

from dataclasses import dataclass

WIDTH = 400.0
"""The width of every picture, in units of the drawing; their heights differ."""

Mark = dict[str, str | float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the units of the drawing."""

    x: float
    y: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """Its center."""
        return self.x + self.width / 2, self.y + self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    def inset(self, by: float) -> "Box":
        """Return the box without an edge of this width."""
        return Box(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point is in it."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Element:
    """Something on the screen that a step may mention; `called` is the step's word for it."""

    called: str
    box: Box
    spot: tuple[float, float]
    """The point for a finger."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One mark, and the element that it is about."""

    kind: str
    element: Element
    to: tuple[float, float] | None = None

    def mark(self, height: float) -> Mark:
        """Return the mark of a lesson file, in fractions of a picture of this height."""
        x, y = self.element.spot
        if self.kind == "type":
            box = self.element.box
            return {
                "kind": "type",
                "x": _part(box.x, WIDTH),
                "y": _part(box.y, height),
                "width": _part(box.width, WIDTH),
                "height": _part(box.height, height),
            }
        mark: Mark = {"kind": self.kind, "x": _part(x, WIDTH), "y": _part(y, height)}
        if self.to is not None:
            mark |= {"to_x": _part(self.to[0], WIDTH), "to_y": _part(self.to[1], height)}
        return mark


def _part(length: float, whole: float) -> float:
    return round(length / whole, 4)
