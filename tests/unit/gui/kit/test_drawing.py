from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.drawing import draw_bar
from classroom_app.gui.theme.tokens import LIGHT
from tests.unit.gui.painting import canvas


def test_a_bar_is_as_full_as_it_is_told(qtbot: QtBot) -> None:
    image = canvas(LIGHT, 100, 10)
    painter = QPainter(image)
    draw_bar(painter, QRectF(0, 2, 100, 6), 0.5, LIGHT)
    painter.end()
    assert image.pixelColor(30, 5).name() == LIGHT.accent
    assert image.pixelColor(70, 5).name() == LIGHT.track
