from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.watermark import Watermark


def test_it_lies_over_everything_and_lets_the_mouse_through(qtbot: QtBot) -> None:
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(400, 300)
    mark = Watermark(below)
    below.show()
    clean = below.grab().toImage()
    assert mark.isHidden()
    mark.show_words("Rehearsal")
    below.resize(500, 300)
    assert mark.geometry() == below.rect()
    assert below.grab().toImage().copy(0, 0, 400, 300) != clean
    assert mark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    mark.show_words("")
    assert mark.isHidden()
