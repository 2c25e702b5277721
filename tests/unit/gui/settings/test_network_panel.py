import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressReport
from classroom_app.gui.console import Console
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.settings.network_panel import NetworkPanel
from tests.unit.gui.conftest import Stage, language_change
from tests.unit.gui.finding import label
from tests.unit.gui.settings.conftest import FakeNetwork, all_words

WIFI = "http://192.168.0.12:8000"
CABLE = "http://10.0.0.5:8000"


def test_all_that_phones_can_use(stage: Stage, console: Console, network: FakeNetwork) -> None:
    panel = NetworkPanel(console, stage.window)
    network.reports = [
        AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=True),
        AddressReport(CABLE, "Ethernet", answers=False, was_reached=False),
    ]
    network.name_url, network.android_port = "http://pc.local:8000", 8001
    panel.look()
    assert label(panel, "networkVerdict") == "Phones can reach this computer."
    assert CABLE in all_words(panel)
    assert "http://pc.local:8000" in label(panel, "networkMore")
    assert "8001" in label(panel, "networkMore")
    network.android_port, network.android_fault = None, "8001: Address already in use"
    panel.look()
    assert "8001: already in use" in label(panel, "networkMore")
    language_change(panel)
    assert label(panel, "networkVerdict") == "Phones can reach this computer."


def test_another_address_is_chosen(stage: Stage, console: Console, network: FakeNetwork) -> None:
    panel = NetworkPanel(console, stage.window)
    network.reports = [
        AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=False),
        AddressReport(CABLE, "Ethernet", answers=True, was_reached=False),
    ]
    panel.look()
    use = panel.findChild(QPushButton, "useAddressButton")
    assert use is not None
    use.click()
    assert network.chosen == [CABLE]


def test_a_check_that_fails_says_why_in_words(
    stage: Stage, console: Console, network: FakeNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> list[AddressReport]:
        raise PermissionError(13, "Permission denied")

    panel = NetworkPanel(console, stage.window)
    check = network.check
    monkeypatch.setattr(network, "check", fail)
    panel.look()
    assert label(panel, "networkVerdict") == "Can't check the network: no permission."
    monkeypatch.setattr(network, "check", check)
    network.reports = [AddressReport(CABLE, "Ethernet", answers=True, was_reached=False)]
    panel.look()
    assert label(panel, "networkVerdict") == "Ready. Now try it with one phone."
    monkeypatch.setattr(network, "choose", fail)
    other = AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=False)
    network.reports = [other, *network.reports]
    panel.look()
    use = panel.findChild(QPushButton, "useAddressButton")
    assert use is not None
    use.click()
    assert label(panel, "networkVerdict") == "Can't use this address: no permission."


def test_without_a_network_there_is_no_code(
    stage: Stage, console: Console, network: FakeNetwork
) -> None:
    panel = NetworkPanel(console, stage.window)
    panel.look()
    assert label(panel, "networkVerdict") == "This computer isn't connected to a network."
    code = panel.findChild(QrCode)
    assert code is not None
    assert code.isHidden()


@pytest.mark.parametrize("state", sorted(FirewallState))
def test_what_windows_firewall_does(
    stage: Stage, console: Console, network: FakeNetwork, state: FirewallState
) -> None:
    panel = NetworkPanel(console, stage.window)
    open_button = panel.findChild(QPushButton, "openFirewallButton")
    copy = panel.findChild(QPushButton, "copyFirewallCommand")
    assert open_button is not None
    assert copy is not None
    network.reports = [AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=False)]
    network.wall = FirewallReport(state, r"C:\홍 길동\classroom-app.exe")
    panel.look()
    is_shut = not state.lets_phones_in
    assert open_button.isVisibleTo(panel) is is_shut
    verdict = label(panel, "networkVerdict")
    if is_shut and state is not FirewallState.UNKNOWN:
        assert "keep" in verdict or "not been told" in verdict
    else:
        assert verdict == "Ready. Now try it with one phone."
        assert "Windows' firewall" in label(panel, "networkMore")
    copy.click()
    command = QApplication.clipboard().text()
    assert (r'program="C:\홍 길동\classroom-app.exe"' in command) is is_shut
    # Whoever was reached is reached, whatever the rules seem to say.
    network.reports = [AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=True)]
    panel.look()
    assert label(panel, "networkVerdict") == "Phones can reach this computer."
    assert not open_button.isVisibleTo(panel)
    QApplication.clipboard().clear()


def test_looks_again_while_it_is_seen(
    stage: Stage, console: Console, network: FakeNetwork, qtbot: QtBot
) -> None:
    panel = NetworkPanel(console, stage.window)
    network.reports = [AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=False)]
    with qtbot.waitSignal(panel.checked):
        stage.window.show()
    assert panel._timer.isActive()
    stage.window.hide()
    assert not panel._timer.isActive()
