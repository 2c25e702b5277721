from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lead.qr_dialog import QrDialog
from tests.unit.gui.finding import button


def test_how_to_join(window: QWidget, qtbot: QtBot) -> None:
    address = "http://192.168.0.12:8000"
    dialog = QrDialog(f"{address}/join/482913", [address], "482913", window)
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()
