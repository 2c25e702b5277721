from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.faults_dialog import FaultsDialog
from tests.unit.gui.finding import button


def test_all_faults_at_once(window: QWidget, qtbot: QtBot) -> None:
    dialog = FaultsDialog("Couldn't import bad.json", "Fix:", ["title: missing", "x"], window)
    dialog.open()
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    assert "title: missing" in field.toPlainText()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()
