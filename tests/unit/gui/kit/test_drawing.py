from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.drawing import draw_bar, elided
from classroom_app.gui.theme.tokens import LIGHT
from tests.unit.gui.painting import canvas


def test_a_bar_is_as_full_as_it_is_told(qtbot: QtBot) -> None:
    image = canvas(LIGHT, 100, 10)
    painter = QPainter(image)
    draw_bar(painter, QRectF(0, 2, 100, 6), 0.5, LIGHT)
    painter.end()
    assert image.pixelColor(30, 5).name() == LIGHT.accent
    assert image.pixelColor(70, 5).name() == LIGHT.track


def test_a_text_that_is_too_long_ends_in_dots(qtbot: QtBot) -> None:
    image = canvas(LIGHT)
    painter = QPainter(image)
    whole = painter.fontMetrics().horizontalAdvance("Turn notifications on")
    assert elided(painter, "Turn notifications on", whole + 1) == "Turn notifications on"
    short = elided(painter, "Turn notifications on", whole * 0.6)
    assert short.startswith("Turn")
    assert short.endswith("…")
    assert painter.fontMetrics().horizontalAdvance(short) <= whole * 0.6
    painter.end()
