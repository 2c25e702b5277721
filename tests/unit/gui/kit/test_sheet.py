"""What all dialogs have in common."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.sheet import Sheet


def test_no_line_of_the_words_is_cut_off(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    dialog = AskDialog("x", "A long question " * 6, "Many words to read. " * 25, "Yes", window)
    dialog.open()
    for label in dialog.findChildren(Label):
        assert label.height() >= label.heightForWidth(label.width()), label.text()[:20]
    dialog.reject()


def test_a_dialog_that_is_too_high_for_the_screen_is_told_by_how_much(
    window: QWidget, qtbot: QtBot
) -> None:
    class High(Sheet):
        asked = 0
        box: QWidget

        def give_way(self, pixels: int) -> bool:
            self.asked = pixels
            self.box.setFixedHeight(self.box.height() - pixels)
            return True

    dialog = High("x", window)
    dialog.heading.setText("Some words")
    dialog.box = QWidget(dialog)
    room = dialog.screen().availableSize().height()
    dialog.box.setFixedHeight(room)
    dialog.body.addWidget(dialog.box)
    dialog.show()
    assert dialog.asked > 0
    assert dialog.height() <= room
    dialog.reject()


def test_what_a_dialog_would_like_to_have_does_not_lead_beyond_the_screen(
    window: QWidget, qtbot: QtBot
) -> None:
    class Wishful(QWidget):
        def sizeHint(self) -> QSize:
            return QSize(300, 2_000)

    dialog = Sheet("x", window)
    dialog.heading.setText("Some words")
    dialog.body.addWidget(Wishful(dialog), 1)
    dialog.add_button("closeButton")
    dialog.resize(500, 2_000)  # as Qt does for some dialogs, by what their parts wish
    dialog.show()
    assert dialog.height() <= dialog.screen().availableSize().height()
    dialog.reject()


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_it_leaves_the_window_usable_and_opens_once(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    first = AskDialog("x", "End the class?", "", "Yes", window)
    first.open()
    assert not first.isModal()
    assert QApplication.activeModalWidget() is None
    AskDialog("x", "End the class?", "", "Yes", window).open()
    other = AskDialog("x", "Remove Kim?", "", "Yes", window)
    other.open()
    shown = [d for d in window.findChildren(AskDialog) if d.isVisible()]
    assert shown == [first, other]
    first.reject()
    other.reject()


def test_a_held_key_answers_no_question(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    dialog = AskDialog("x", "End the class?", "", "Yes", window)
    dialog.open()
    none = Qt.KeyboardModifier.NoModifier
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        held = QKeyEvent(QKeyEvent.Type.KeyPress, key, none, "", autorep=True)
        QApplication.sendEvent(dialog, held)
        assert dialog.isVisible()
    dialog.reject()
