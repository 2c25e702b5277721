from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.console import Console
from classroom_app.gui.kit.qr_code import LEAST_SIDE, QrCode
from classroom_app.gui.lead.qr_dialog import QrDialog, Ways
from tests.unit.gui.conftest import Moving
from tests.unit.gui.finding import button, child, is_shown, label


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


def test_another_address_is_followed_and_can_be_chosen(window: QWidget, qtbot: QtBot) -> None:
    wifi, cable = "http://192.168.0.12:8000", "http://10.0.0.5:8000"
    dialog = QrDialog(f"{wifi}/join/482913", [wifi], "482913", window, name_url="http://pc.local")
    (code,) = dialog.findChildren(QrCode)
    others = dialog.findChild(QComboBox)
    assert others is not None
    assert label(dialog, "qrAddress") == f"{wifi}\nhttp://pc.local"
    assert not is_shown(others)
    dialog.show_ways(f"{cable}/join/482913", [cable, wifi])
    assert code.accessibleName() == f"{cable}/join/482913"
    assert label(dialog, "qrAddress") == cable
    assert is_shown(others)
    with qtbot.waitSignal(dialog.address_chosen) as chosen:
        others.activated.emit(1)
    assert chosen.args == [wifi]
    with qtbot.assertNotEmitted(dialog.address_chosen):
        others.activated.emit(0)
    dialog.deleteLater()


def test_without_a_network_there_is_no_code_until_there_is_one(window: QWidget) -> None:
    dialog = QrDialog("", [], "482913", window)
    (code,) = dialog.findChildren(QrCode)
    assert not is_shown(code)
    assert not is_shown(child(dialog, "qrAddress"))
    assert "no network that phones can reach" in dialog._hint.text()
    dialog.show_ways("http://10.0.0.5:8000/join/482913", ["http://10.0.0.5:8000"])
    assert is_shown(code)
    assert "Scan with the phone's camera" in dialog._hint.text()
    dialog.deleteLater()


def test_a_dialog_that_is_gone_follows_no_more(
    window: QWidget, console: Console, moving: Moving, qtbot: QtBot
) -> None:
    """Also one that was never shown, as when the same is open already."""
    asked: list[str] = []

    def made(name: str) -> QrDialog:
        def ways() -> Ways:
            asked.append(name)
            urls = console.services.server.urls()
            return f"{urls[0]}/join/482913", urls, None

        dialog = QrDialog(*ways()[:2], "482913", window)
        dialog.follow(console.addresses, ways)
        asked.clear()
        return dialog

    first, never_shown = made("first"), made("never shown")
    with qtbot.waitSignal(never_shown.destroyed):
        never_shown.deleteLater()
    moving.move("http://10.0.0.5:8000")
    assert asked == ["first"]
    assert label(first, "qrAddress") == "http://10.0.0.5:8000"
    first.open()
    with qtbot.waitSignal(first.destroyed):
        first.close()
    moving.move("http://192.168.0.12:8000")
    assert asked == ["first"]
