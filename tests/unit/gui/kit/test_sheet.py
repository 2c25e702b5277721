"""What all dialogs have in common."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.label import Label


def test_no_line_of_the_words_is_cut_off(window: QWidget, qtbot: QtBot) -> None:
    window.show()
    dialog = AskDialog("x", "A long question " * 6, "Many words to read. " * 25, "Yes", window)
    dialog.open()
    for label in dialog.findChildren(Label):
        assert label.height() >= label.heightForWidth(label.width()), label.text()[:20]
    dialog.reject()
