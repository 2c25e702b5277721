from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.label import Label
from classroom_app.gui.lead.words_dialog import MAX_LENGTH, WordsDialog
from tests.helpers.composing import compose
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


def test_one_syllable_can_be_sent_while_it_is_composed(window: QWidget, qtbot: QtBot) -> None:
    dialog = WordsDialog("Message to all", window)
    dialog.open()
    compose(dialog.findChildren(QPlainTextEdit)[0], "네")
    assert button(dialog, "sendButton").isEnabled()
    with qtbot.waitSignal(dialog.words_given) as given:
        button(dialog, "sendButton").click()
    assert given.args == ["네"]


def test_the_keys_are_said(window: QWidget) -> None:
    dialog = WordsDialog("Message to all", window)
    dialog.open()
    shown = [each.text() for each in dialog.findChildren(Label) if each.text().startswith("Enter:")]
    assert len(shown) == 1
    assert "Ctrl+Enter: send" in shown[0], "the key has one name in the line"
    dialog.reject()
