import pytest
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lessons.written_field import WrittenField, is_undo_key
from tests.helpers.composing import compose


@pytest.mark.parametrize("lines", [1, 3])
def test_a_field_counts_and_says_what_is_wrong(window: QWidget, qtbot: QtBot, lines: int) -> None:
    field = WrittenField("field", 255, lines, window)
    field.name("Title", "Open Settings")
    window.show()
    with qtbot.waitSignal(field.written) as written:
        QTest.keyClicks(field.field, "a")
    assert written.args == ["a"]
    assert field.counter == "1 / 255"
    field.show_text("abc", "Too short.")
    assert (field.text, field.counter, field.fault) == ("abc", "3 / 255", "Too short.")
    assert field.field.accessibleDescription() == "Too short."
    field.show_text("abc", "")
    assert field.fault == ""
    assert field.field.accessibleName() == "Title"


@pytest.mark.parametrize("lines", [1, 3])
def test_a_field_leaves_undo_to_the_lesson(window: QWidget, lines: int) -> None:
    heard: list[bool] = []

    class Around(QWidget):
        def keyPressEvent(self, qevent: QKeyEvent) -> None:
            heard.append(is_undo_key(qevent))

    around = Around(window)
    field = WrittenField("field", 255, lines, around)
    QTest.keyClicks(field.field, "abc")
    for keys in (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo):
        QTest.keySequence(field.field, QKeySequence(keys))
    assert field.text == "abc"
    assert heard.count(True) == 2


def test_showing_what_is_there_keeps_the_cursor(window: QWidget) -> None:
    field = WrittenField("field", 255, 3, window)
    field.show_text("one two", "")
    edit = field.field
    assert isinstance(edit, QPlainTextEdit)
    cursor = edit.textCursor()
    cursor.setPosition(3)
    edit.setTextCursor(cursor)
    field.show_text("one two", "Something.")
    assert edit.textCursor().position() == 3


@pytest.mark.parametrize("lines", [1, 3])
def test_the_last_syllable_is_kept_when_one_leaves(
    window: QWidget, qtbot: QtBot, lines: int
) -> None:
    field = WrittenField("field", 255, lines, window)
    # As fcitx5 does.
    field._composed._commit = lambda: compose(field.field, "")
    window.show()
    window.activateWindow()
    field.field.setFocus()
    qtbot.waitUntil(field.field.hasFocus)
    compose(field.field, "김")
    heard: list[str] = []
    field.written.connect(heard.append)
    field.field.clearFocus()
    assert (heard[-1], field.text) == ("김", "김")
