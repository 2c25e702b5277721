from PySide6.QtWidgets import QScrollArea, QVBoxLayout
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.flowing_page import FlowingPage
from classroom_app.gui.kit.label import Label


def test_words_that_wrap_get_their_height(qtbot: QtBot) -> None:
    area, page = QScrollArea(), FlowingPage()
    qtbot.addWidget(area)
    column = QVBoxLayout(page)
    words = Label("many words that need several lines " * 30, wraps=True)
    column.addWidget(words)
    area.setWidgetResizable(True)
    area.setWidget(page)
    area.resize(300, 100)
    area.show()
    assert words.height() >= words.heightForWidth(words.width()) > 200
