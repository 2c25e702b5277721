from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.qr_code import LEAST_SIDE, QrCode
from classroom_app.gui.lead.qr_dialog import QrDialog
from tests.unit.gui.finding import button


def test_how_to_join(window: QWidget, qtbot: QtBot) -> None:
    address = "http://192.168.0.12:8000"
    dialog = QrDialog(f"{address}/join/482913", [address], "482913", window)
    dialog.open()
    with qtbot.waitSignal(dialog.accepted):
        button(dialog, "closeButton").click()


def test_a_low_screen_gets_a_smaller_code(window: QWidget) -> None:
    address = "http://192.168.0.12:8000"
    dialog = QrDialog(f"{address}/join/482913", [address], "482913", window)
    code, layout = dialog.findChildren(QrCode)[0], dialog.layout()
    assert layout is not None
    side, height = code.sizeHint().height(), layout.totalMinimumSize().height()
    assert dialog.give_way(120)
    assert code.sizeHint().height() == side - 120
    dialog.give_way(1_000)
    assert code.sizeHint().height() == LEAST_SIDE
    assert not dialog.give_way(1)
    layout.activate()
    assert layout.totalMinimumSize().height() == height - (side - LEAST_SIDE)
    dialog.deleteLater()
