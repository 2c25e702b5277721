from PySide6.QtCore import QSize
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ring import Ring


def test_the_ring(qtbot: QtBot) -> None:
    ring = Ring(60, 8)
    qtbot.addWidget(ring)
    empty = ring.grab().toImage()
    ring.show_part(1, 2)
    assert ring.grab().toImage() != empty
    assert ring.accessibleName() == "1/2"
    ring.resize_to(90, 8)
    assert ring.sizeHint() == QSize(90, 90)
