import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSpinBox, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.freed_keys import FreedKeys

CTRL = Qt.KeyboardModifier.ControlModifier


class Keys:
    """A window with three actions, and what was pressed."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self._qtbot, self.pressed = qtbot, list[str]()
        self.end, self.next, self.undo = map(self._action, ("Ctrl+E", "Ctrl+Right", "Ctrl+Z"))
        self.freed = FreedKeys(self.end, self.next, self.undo, self.window)

    def _action(self, keys: str) -> QAction:
        action = QAction(self.window)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda: self.pressed.append(keys))
        self.window.addAction(action)
        return action

    def write_in(self, field: QWidget) -> None:
        field.setFocus()
        with self._qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self._qtbot.waitUntil(field.hasFocus)
        self.freed.follow(None, field)


@pytest.fixture
def keys(qtbot: QtBot) -> Keys:
    return Keys(qtbot)


def test_one_key_is_never_the_fields(keys: Keys) -> None:
    field = QLineEdit("Words", keys.window)
    keys.write_in(field)
    QTest.keyClick(field, Qt.Key.Key_E, CTRL)
    assert keys.pressed == ["Ctrl+E"]
    keys.end.setEnabled(False)
    QTest.keyClick(field, Qt.Key.Key_E, CTRL)
    assert keys.pressed == ["Ctrl+E"]


def test_one_is_the_fields_while_there_are_words(keys: Keys) -> None:
    field = QLineEdit("Words", keys.window)
    keys.write_in(field)
    QTest.keyClick(field, Qt.Key.Key_Right, CTRL)
    assert keys.pressed == []
    field.clear()
    QTest.keyClick(field, Qt.Key.Key_Right, CTRL)
    assert keys.pressed == ["Ctrl+Right"]


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox])
def test_undo_is_the_fields_once_something_was_written(kind: type[QWidget], keys: Keys) -> None:
    """Ctrl+Right leads from an empty search, so Ctrl+Z must take that back there."""
    field = kind(keys.window)
    keys.write_in(field)
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert keys.pressed == ["Ctrl+Z"], "nothing was written"
    QTest.keyClicks(field, "7")
    QTest.keyClick(field, Qt.Key.Key_Z, CTRL)
    assert keys.pressed == ["Ctrl+Z"], "takes back what was written"
