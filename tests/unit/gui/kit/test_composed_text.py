import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.composed_text import ComposedText
from tests.helpers.composing import compose, hand_over


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_each_syllable_counts_from_its_first_key(
    kind: type[QLineEdit] | type[QPlainTextEdit], qtbot: QtBot
) -> None:
    field = kind()
    qtbot.addWidget(field)
    written, seen = ComposedText(field), list[str]()
    written.changed.connect(seen.append)
    for syllable in ("ㄴ", "네"):
        compose(field, syllable)
        assert written.text == syllable
    hand_over(field, "네")
    assert written.text == "네"
    assert seen == ["ㄴ", "네"]
    compose(field, "!")
    assert written.finish() == "네!"
    compose(field, "")
    assert written.text == "네"


def test_it_is_composed_where_the_cursor_is(qtbot: QtBot) -> None:
    line, lines = QLineEdit("🙂강 님"), QPlainTextEdit("🙂강 님")
    for field in (line, lines):
        qtbot.addWidget(field)
    line.setCursorPosition(3)
    lines.moveCursor(QTextCursor.MoveOperation.Start)
    for _letter in range(2):
        lines.moveCursor(QTextCursor.MoveOperation.Right)
    for field in (line, lines):
        written = ComposedText(field)
        compose(field, "사")
        assert written.text == "🙂강사 님"


def test_what_the_program_writes_is_not_edited(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    written, seen = ComposedText(field), list[str]()
    written.edited.connect(seen.append)
    field.setText("강사")
    assert seen == []
    compose(field, "님")
    assert seen == ["강사님"]
    hand_over(field, "님")
    QTest.keyClicks(field, "!")
    assert seen[-1] == "강사님!"


@pytest.mark.parametrize("kind", [QLineEdit, QPlainTextEdit])
def test_what_an_input_method_drops_is_kept(
    kind: type[QLineEdit] | type[QPlainTextEdit], qtbot: QtBot
) -> None:
    """Asked to hand it over, fcitx5 drops it; others hand it over later."""
    window, field = QWidget(), kind()
    qtbot.addWidget(window)
    field.setParent(window)
    button = QPushButton("Send", window)
    written = ComposedText(field, commit=lambda: compose(field, ""))
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    compose(field, "네")
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert written.text == "네"
    hand_over(field, "네")
    assert written.text == "네", "once"
    compose(field, "네")
    hand_over(field, "네")
    assert written.text == "네네", "typed again, it counts again"


def test_what_is_composed_is_kept_when_the_keyboard_goes_elsewhere(qtbot: QtBot) -> None:
    window, field = QWidget(), QLineEdit()
    qtbot.addWidget(window)
    field.setParent(window)
    other = QLineEdit(window)
    written = ComposedText(field, commit=lambda: compose(field, ""))
    window.show()
    window.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    compose(field, "김")
    other.setFocus()
    assert (written.text, field.text()) == ("김", "김")
