"""The cases of tests/fixtures/marks.json, and a check whether a picture shows their marks.

The fixture is the single description of marks for the window, the projector, paper and the phone
page; the tests of all four use it.
"""

import itertools
import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QImage

from classroom_app.domain.lesson_rules import Rule
from classroom_app.domain.marks import Mark
from classroom_app.protocol.mark_fields import read_marks

FIXTURE = Path(__file__).parents[1] / "fixtures" / "marks.json"
# A colour of neither the marks nor the window.
GROUND = QColor("#c8a060")
_FAR = 90
_TURN = 16


@dataclass(frozen=True)
class MarkCase:
    """Marks on a picture of some size, and how they are drawn and described."""

    name: str
    size: QSizeF
    marks: tuple[Mark, ...]
    words: dict[str, list[str]]
    drawing: dict[str, Any]

    def __str__(self) -> str:
        return self.name

    def ground(self, scale: float = 1) -> QImage:
        """Return a picture of the case's size in one colour."""
        picture = QImage((self.size * scale).toSize(), QImage.Format.Format_RGB32)
        picture.fill(GROUND)
        return picture


def mark_cases() -> list[MarkCase]:
    """Return all cases of the fixture."""
    return [
        MarkCase(
            case["name"],
            QSizeF(case["picture"]["width"], case["picture"]["height"]),
            read_marks(case["marks"], _refuse),
            case["words"],
            case["drawing"],
        )
        for case in _fixture()["cases"]
    ]


def mark_colour() -> str:
    """Return the colour of all marks."""
    colour: str = _fixture()["colour"]
    return colour


def missing_marks(
    image: QImage, picture: QRectF, case: MarkCase, seen: QRectF | None = None
) -> list[str]:
    """Return where an image, with the picture in this rectangle, does not show its marks.

    Checks the middle of each line for the marks' colour, and beside it for the white outline.
    `seen` is the part of the image in which the picture is visible, if not all of it.
    """
    colours = {"line": QColor(mark_colour()), "outline": QColor("white"), "ground": GROUND}
    return [
        f"{what} of {kind} at {place.x():.1f}, {place.y():.1f}"
        for kind, what, place in _places(picture, case)
        if picture.adjusted(2, 2, -2, -2).contains(place)
        and (seen is None or seen.contains(place))
        and not _shows(image, place, colours[what])
    ]


def _places(picture: QRectF, case: MarkCase) -> Iterator[tuple[str, str, QPointF]]:
    """Yield what to expect where, except where a later mark or a number may cover it."""
    scale, drawing = picture.width() / case.size.width(), case.drawing
    line = max(2.0, 0.012 * min(picture.width(), 6 * picture.height()))
    beside = 0.75 * line

    def at(x: float, y: float) -> QPointF:
        return picture.topLeft() + QPointF(x, y) * scale

    for shape in drawing["shapes"]:
        badge = shape.get("badge")
        hidden = badge and (at(badge["x"], badge["y"]), badge["radius"] * scale + 2 * line)
        for ring in shape.get("rings", ()):
            for what, wider in (("line", 0.0), ("outline", beside), ("ground", 3 * line)):
                if what != "line" and ring is not shape["rings"][0]:
                    continue
                for place in _around(at(ring["x"], ring["y"]), ring["radius"] * scale + wider):
                    if not hidden or _distance(place, hidden[0]) > hidden[1]:
                        yield "a ring", what, place
        for one, other in _pairs(shape.get("lines", ())):
            for part in (0.3, 0.5, 0.7):
                x, y = (one[n] + (other[n] - one[n]) * part for n in "xy")
                yield "an arrow", "line", at(x, y)
        for name in ("dot", "badge"):
            if name in shape:
                disc = shape[name]
                for place in _around(at(disc["x"], disc["y"]), disc["radius"] * scale - 1):
                    yield f"a {name}", "line", place
        if "box" in shape:
            box = shape["box"]
            for part in (0.3, 0.5, 0.7):
                for x, y in (
                    (box["width"] * part, 0),
                    (box["width"] * part, box["height"]),
                    (0, box["height"] * part),
                    (box["width"], box["height"] * part),
                ):
                    yield "a box", "line", at(box["x"] + x, box["y"] + y)


def _pairs(lines: Any) -> Iterator[tuple[dict[str, float], dict[str, float]]]:
    for points in lines:
        yield from itertools.pairwise(points)


def _around(centre: QPointF, radius: float) -> Iterator[QPointF]:
    for turn in range(_TURN):
        angle = 2 * math.pi * turn / _TURN
        yield centre + QPointF(math.cos(angle), math.sin(angle)) * radius


def _distance(one: QPointF, other: QPointF) -> float:
    return math.dist(one.toTuple(), other.toTuple())


def _shows(image: QImage, place: QPointF, colour: QColor) -> bool:
    """Return whether a pixel here, or next to it, has a colour; lines are antialiased."""
    x, y = math.floor(place.x()), math.floor(place.y())
    around = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    return any(_is_near(image.pixelColor(*at), colour) for at in around if image.valid(*at))


def _is_near(one: QColor, other: QColor) -> bool:
    differences = (
        abs(one.red() - other.red()),
        abs(one.green() - other.green()),
        abs(one.blue() - other.blue()),
    )
    return max(differences) < _FAR


def _fixture() -> Any:
    return json.loads(FIXTURE.read_text("utf-8"))


def _refuse(rule: Rule, field: str) -> None:
    raise AssertionError(f"{field}: {rule}")
