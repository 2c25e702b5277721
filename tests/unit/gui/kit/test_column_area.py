"""A column that scrolls is never cut at its side."""

import pytest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.column_area import ColumnArea


@pytest.mark.parametrize("count", [1, 30])
def test_it_asks_for_room_beside_its_scroll_bar(window: QWidget, qtbot: QtBot, count: int) -> None:
    column = QWidget()
    rows = QVBoxLayout(column)
    for _ in range(count):
        rows.addWidget(QPushButton("A button with many words on it", column))
    area = ColumnArea(column, window)
    window.show()
    qtbot.waitExposed(window)
    area.resize(area.minimumSizeHint().width(), 200)
    qtbot.waitUntil(lambda: column.width() <= area.viewport().width())
    before = area.minimumSizeHint().width()
    rows.addWidget(QPushButton("A button with a good many more words on it", column))
    qtbot.waitUntil(lambda: area.minimumSizeHint().width() > before)
