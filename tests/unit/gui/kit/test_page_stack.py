from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.page_stack import PageStack


def test_a_page_that_is_not_seen_asks_for_no_room(qtbot: QtBot) -> None:
    stack = PageStack()
    qtbot.addWidget(stack)
    assert stack.minimumSizeHint().width() <= 0
    small, large = QWidget(), QWidget()
    small.setMinimumSize(100, 80)
    large.setMinimumSize(1_000, 900)
    stack.addWidget(small)
    stack.addWidget(large)
    assert stack.minimumSizeHint().toTuple() == (100, 80)
    stack.setCurrentWidget(large)
    assert stack.minimumSizeHint().toTuple() == (1_000, 900)
