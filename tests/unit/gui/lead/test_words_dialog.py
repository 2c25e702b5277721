from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lead.words_dialog import MAX_LENGTH, WordsDialog
from tests.unit.gui.finding import button


def test_words_are_sent_with_ctrl_return(window: QWidget, qtbot: QtBot) -> None:
    dialog = WordsDialog("Message to all", window)
    dialog.open()
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    send = button(dialog, "sendButton")
    assert not send.isEnabled()
    field.setPlainText("x" * (MAX_LENGTH + 1))
    assert send.toolTip() == "Message is too long."
    field.setPlainText("  <b>Look</b> up  ")
    with qtbot.waitSignal(dialog.words_given) as given:
        send.click()
    assert given.args == ["<b>Look</b> up"]
