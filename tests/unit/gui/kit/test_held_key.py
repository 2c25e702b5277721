"""A key that is held, told from one that is pressed."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.held_key import SOON_S, HeldKey
from classroom_app.gui.kit.sheet import Sheet

PRESS, RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease
NONE = Qt.KeyboardModifier.NoModifier


class Time:
    now = 7.0

    def monotonic(self) -> float:
        return self.now


def key(kind: QEvent.Type, code: Qt.Key = Qt.Key.Key_Return, *, repeats: bool = False) -> QKeyEvent:
    return QKeyEvent(kind, code, NONE, "", repeats)


def test_a_press_soon_after_a_repeat_is_one_too() -> None:
    time = Time()
    held = HeldKey(time.monotonic)
    assert not held.is_repeat(key(PRESS))
    assert held.is_repeat(key(PRESS, repeats=True))
    for _ in range(5):
        time.now += SOON_S * 0.9
        assert held.is_repeat(key(PRESS)), "its release came alone"
    assert not held.is_repeat(key(PRESS, Qt.Key.Key_Space)), "another key"
    time.now += SOON_S * 1.1
    assert not held.is_repeat(key(PRESS))


@pytest.mark.parametrize("code", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_button_counts_a_held_key_once(code: Qt.Key, qtbot: QtBot) -> None:
    button, clicks = IconButton(), list[bool]()
    qtbot.addWidget(button)
    button.setAutoDefault(True)  # in a dialog Return presses it
    button.clicked.connect(lambda: clicks.append(True))
    for events in (
        [key(PRESS, code)],
        [key(RELEASE, code, repeats=True), key(PRESS, code, repeats=True)],
        [key(RELEASE, code), key(PRESS, code)],  # a repeat that Qt did not know as one
        [key(RELEASE, code), key(PRESS, code)],
        [key(RELEASE, code)],
    ):
        for event in events:
            QApplication.sendEvent(button, event)
    assert len(clicks) == 1


def test_a_dialog_counts_a_held_key_once(qtbot: QtBot) -> None:
    sheet, answers = Sheet("sheet", None), list[int]()
    qtbot.addWidget(sheet)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    sheet.add_button("confirmButton", is_default=True).clicked.connect(lambda: answers.append(1))
    sheet.show()
    for event in (key(PRESS, repeats=True), key(RELEASE), key(PRESS)):
        QApplication.sendEvent(sheet, event)
    assert answers == []
