"""What is painted stands where its value is, and nothing is painted over something else."""

import itertools

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from classroom_app.gui.history.chart import Bar, Box, Chart, Shape, Word
from classroom_app.gui.theme.tokens import DARK, LIGHT, Colours

WIDTH, HEIGHT = 600, 300
TICKS = [(0.0, "0"), (5.0, "5"), (10.0, "10")]


def painted(*shapes: Shape, colours: Colours = LIGHT, places: int = 3) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    chart = Chart(places, 10.0, TICKS, list(shapes))
    chart.paint(painter, QRectF(image.rect()), colours, QFont())
    painter.end()
    return image


def where(image: QImage, colour: str) -> list[tuple[int, int]]:
    return [
        (x, y)
        for x in range(WIDTH)
        for y in range(HEIGHT)
        if image.pixelColor(x, y) == QColor(colour)
    ]


def height_of(bar: Bar) -> int:
    rows = [y for _, y in where(painted(bar), LIGHT.accent)]
    return max(rows) - min(rows) if rows else 0


@pytest.mark.parametrize("colours", [LIGHT, DARK])
def test_ground_is_the_schemes(qtbot: QtBot, colours: Colours) -> None:
    image = painted(colours=colours)
    assert image.pixelColor(WIDTH - 1, 0) == QColor(colours.surface)


def test_bars_are_as_high_as_their_values(qtbot: QtBot) -> None:
    half, full = (height_of(Bar(2, value, 0.4, "accent")) for value in (5.0, 10.0))
    assert full == pytest.approx(2 * half, abs=3)
    assert full > HEIGHT * 0.8


def test_places_stand_side_by_side(qtbot: QtBot) -> None:
    image = painted(*(Bar(place, 5, 0.4, "accent") for place in (1, 2, 3)))
    columns = {x for x, _ in where(image, LIGHT.accent)}
    gaps = [x for x in range(min(columns), max(columns)) if x not in columns]
    assert len(columns) == pytest.approx(3 * 0.4 * (WIDTH - 52) / 3.2, rel=0.1)
    assert len(gaps) > len(columns) * 0.8


def test_hatched_bars_let_the_ground_through(qtbot: QtBot) -> None:
    full = where(painted(Bar(2, 9, 0.5, "warning")), LIGHT.warning)
    hatched = where(painted(Bar(2, 9, 0.5, "warning", hatched=True)), LIGHT.warning)
    assert 0 < len(hatched) < len(full) / 2


def test_box_of_times_that_are_all_alike_is_seen(qtbot: QtBot) -> None:
    image = painted(Box(2, (5, 5, 5, 5, 5), 0.4))
    assert len(where(image, LIGHT.text)) > 50, "its median"


def test_box_holds_its_median_and_reaches_its_ends(qtbot: QtBot) -> None:
    image = painted(Box(2, (1, 3, 5, 7, 9), 0.4))
    middle = {y for _, y in where(image, LIGHT.text)}
    inside = [y for _, y in where(image, LIGHT.accent_soft)]
    lines = [y for _, y in where(image, LIGHT.accent)]
    assert min(lines) < min(inside) < min(middle) <= max(middle) < max(inside) < max(lines)


def test_words_without_room_are_left_out(qtbot: QtBot) -> None:
    def dark(room: float) -> int:
        image = painted(Word("1:23", 2, 5, room))
        return len(where(image, LIGHT.text))

    assert dark(0.9) > 0
    assert dark(0.01) == 0


def test_numbers_of_many_places_do_not_touch(qtbot: QtBot) -> None:
    image = painted(places=200)
    line = HEIGHT - 12
    inked = [x for x in range(50, WIDTH) if image.pixelColor(x, line).lightness() < 200]
    gaps = [after - before for before, after in itertools.pairwise(inked)]
    assert sum(gap >= 6 for gap in gaps) >= 8, "blanks between the numbers"
