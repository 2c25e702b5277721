"""The parts of Settings that look at the network and choose port and folder."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.application.services import AddressReport
from classroom_app.application.start_desk import NextStart, StartDesk
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.settings.firewall_help import ALLOWED_APPS, FirewallHelp
from classroom_app.gui.settings.network_panel import NetworkPanel
from classroom_app.gui.settings.start_panel import StartPanel
from classroom_app.system.data_folder import DATABASE_FILE, DataHome, NetworkFolderError
from tests.unit.gui.board.test_students_panel import Address, label
from tests.unit.gui.conftest import Stage, language_change

WIFI = "http://192.168.0.12:8000"
CABLE = "http://10.0.0.5:8000"
TAKEN = 8_123


class FakeNetwork:
    """A network as the test wants it."""

    def __init__(self) -> None:
        self.reports: list[AddressReport] = []
        self.name_url: str | None = None
        self.android_port: int | None = None
        self.android_fault: str | None = None
        self.wall: FirewallReport | None = None

    async def firewall(self) -> FirewallReport | None:
        return self.wall

    async def check(self) -> list[AddressReport]:
        return self.reports


def refuse_taken(port: int) -> None:
    if port == TAKEN:
        raise OSError(98, "Address already in use")


class PromptStartDesk(StartDesk):
    """Needs no thread."""

    async def try_port(self, port: int) -> None:
        self._try_port(port)


@pytest.fixture
def network() -> FakeNetwork:
    return FakeNetwork()


@pytest.fixture
def console(stage: Stage, network: FakeNetwork, tmp_path: Path) -> Console:
    made = SimpleNamespace(
        services=SimpleNamespace(
            server=Address(),
            network=network,
            start=PromptStartDesk(refuse_taken),
            data_dir=tmp_path,
        ),
        tasks=stage.tasks,
        actions=stage.actions,
    )
    return cast(Console, made)


def all_words(panel: QWidget) -> str:
    return "\n".join(str(part.property("text") or "") for part in panel.findChildren(QWidget))


@pytest.mark.parametrize(
    ("report", "verdict"),
    [
        (("http://127.0.0.1:8000", "", True, False), "This computer isn't connected to a network."),
        ((WIFI, "Wi-Fi", False, False), "This computer doesn't answer at its own address."),
        ((WIFI, "Wi-Fi", True, False), "Ready. Now try it with one phone."),
        ((WIFI, "Wi-Fi", True, True), "Phones can reach this computer."),
    ],
)
def test_the_network_in_plain_words(
    stage: Stage,
    console: Console,
    network: FakeNetwork,
    report: tuple[str, str, bool, bool],
    verdict: str,
) -> None:
    panel = NetworkPanel(console, stage.window)
    network.reports = [AddressReport(*report)]
    panel.look()
    assert label(panel, "networkVerdict") == verdict


def test_all_addresses_the_likeliest_first(
    stage: Stage, console: Console, network: FakeNetwork
) -> None:
    panel = NetworkPanel(console, stage.window)
    network.reports = [
        AddressReport(WIFI, "Wi-Fi", answers=True, was_reached=True),
        AddressReport(CABLE, "Ethernet", answers=False, was_reached=False),
    ]
    network.name_url, network.android_port = "http://pc.local:8000", 8001
    panel.look()
    words = all_words(panel)
    assert words.index(WIFI) < words.index(CABLE)
    assert "Wi-Fi · answers · phone connected · recommended" in words
    assert "Ethernet · does not answer" in words
    assert "http://pc.local:8000" in label(panel, "networkMore")
    assert "8001" in label(panel, "networkMore")
    network.android_port, network.android_fault = None, "8001: Address already in use"
    panel.look()
    assert "8001: already in use" in label(panel, "networkMore")


def test_a_guide_for_every_trouble(stage: Stage, console: Console) -> None:
    panel = NetworkPanel(console, stage.window)
    assert "client isolation" in label(panel, "networkGuide")
    for name, words in (
        ("windowsGuide", "Allow an app through firewall"),
        ("macosGuide", "Allow incoming connections"),
        ("linuxGuide", "8000/tcp"),
    ):
        chip = panel.findChild(QPushButton, name)
        assert isinstance(chip, QPushButton)
        chip.click()
        assert words in label(panel, "networkGuide")
    language_change(panel)


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


def test_the_page_of_the_allowed_apps_is_asked_for(
    stage: Stage, console: Console, qtbot: QtBot
) -> None:
    panel = FirewallHelp(stage.window)
    panel.show_report(FirewallReport(FirewallState.BLOCKED_BY_RULE, "x.exe"))
    button = panel.findChild(QPushButton, "openFirewallButton")
    assert button is not None
    with qtbot.waitSignal(panel.open_requested) as asked:
        button.click()
    assert asked.args == [ALLOWED_APPS]


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


def use_port(panel: StartPanel, port: int) -> None:
    field, button = panel.findChild(QLineEdit), panel.findChild(QPushButton, "usePortButton")
    assert isinstance(field, QLineEdit)
    assert isinstance(button, QPushButton)
    field.selectAll()
    QTest.keyClicks(field, str(port))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_another_port(stage: Stage, console: Console, tmp_path: Path, qtbot: QtBot) -> None:
    stage.bridge.follow(None)
    panel = StartPanel(console, stage.window)
    button = panel.findChild(QPushButton, "usePortButton")
    assert isinstance(button, QPushButton)
    assert not button.isEnabled(), "it is the present one"
    use_port(panel, TAKEN)
    assert "Port 8123 isn't available (already in use)" in label(panel, "startFault")
    with qtbot.waitSignal(panel.restart_requested) as asked:
        use_port(panel, 8_200)
    assert asked.args == [NextStart(8_200, tmp_path, tls=False)]


def test_nothing_is_changed_while_a_class_is_open(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    change = panel.findChild(QPushButton, "changeFolderButton")
    assert isinstance(change, QPushButton)
    assert not change.isEnabled()
    assert change.toolTip() == "A class is open. End it first."
    stage.hall.teach(cmd.EndSession())
    assert change.isEnabled()


def confirm(name: str) -> None:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert dialog.objectName() == name
    QTest.keyClick(dialog, Qt.Key.Key_Return)


@pytest.mark.parametrize("has_data", [False, True])
def test_another_folder(
    stage: Stage, console: Console, tmp_path: Path, qtbot: QtBot, has_data: bool
) -> None:
    stage.bridge.follow(None)
    panel = StartPanel(console, stage.window)
    new = tmp_path / "new"
    new.mkdir()
    if has_data:
        (new / DATABASE_FILE).touch()
    panel._ask_move(DataHome(new, has_data))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert ("already" if has_data else "copied") in all_words(dialog)
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("moveDialog")
    assert asked.args == [NextStart(8_000, new, tls=False)]


def test_encryption_asks_first(
    stage: Stage, console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    stage.bridge.follow(None)
    panel = StartPanel(console, stage.window)
    panel.resize(panel.sizeHint())
    box = panel.findChild(QCheckBox, "encryptSetting")
    assert isinstance(box, QCheckBox)
    box.click()
    assert not box.isChecked(), "not before the program has started again"
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("encryptDialog")
    assert asked.args == [NextStart(8_000, tmp_path, tls=True)]


def test_a_folder_of_no_use_is_named(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    panel._on_bad_folder(OSError(13, "Permission denied"))
    assert "(no permission)" in label(panel, "startFault")
    panel._ask_move(DataHome(console.services.data_dir, has_data=True))
    assert QApplication.activeModalWidget() is None, "it is the present one"


def test_a_folder_on_another_computer_is_refused(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    panel._on_bad_folder(NetworkFolderError(Path("/mnt/nas"), r"\\nas\class"))
    assert r"is on another computer (\\nas\class)" in label(panel, "startFault")


def test_a_synchronised_folder_is_warned_of(stage: Stage, console: Console, tmp_path: Path) -> None:
    stage.bridge.follow(None)
    panel = StartPanel(console, stage.window)
    panel._ask_move(DataHome(tmp_path / "new", has_data=False, synchroniser="OneDrive"))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "OneDrive synchronizes this one" in all_words(dialog)
    confirm("moveDialog")
