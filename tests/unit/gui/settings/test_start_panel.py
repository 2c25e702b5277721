"""Another port, another folder, encryption."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from classroom_app.application.services import CertificateFacts
from classroom_app.application.start_service import DataPlace, RestartRequest
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.settings.start_panel import StartPanel
from classroom_app.system.data_folder import DATABASE_FILE, DataHome, NetworkFolderError
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import Stage, language_change
from tests.unit.gui.finding import label
from tests.unit.gui.settings.conftest import TAKEN, all_words


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
    assert asked.args == [RestartRequest(8_200, tmp_path, tls=False)]


def test_nothing_is_changed_while_a_class_is_open(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    change = panel.findChild(QPushButton, "changeFolderButton")
    assert isinstance(change, QPushButton)
    assert not change.isEnabled()
    assert change.toolTip() == "A class is open. End it first."
    stage.hall.teach(cmd.EndSession())
    assert change.isEnabled()


def confirm(name: str) -> None:
    dialog = shown_dialog()
    assert dialog is not None
    assert dialog.objectName() == name
    QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_what_the_certificate_is_good_for(
    stage: Stage, console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel = StartPanel(console, stage.window)
    assert panel._certificate.isHidden()
    facts = CertificateFacts(("192.168.0.12", "pc.local"), datetime(2027, 6, 18, 12, tzinfo=UTC))
    monkeypatch.setattr(console.services.server, "certificate", facts)
    panel.refresh()
    assert not panel._certificate.isHidden()
    said = panel._certificate.text()
    assert "192.168.0.12, pc.local" in said
    assert "18" in said
    assert "2027" in said
    language_change(panel)
    assert panel._certificate.text() == said


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
    dialog = shown_dialog()
    assert dialog is not None
    assert ("already" if has_data else "copied") in all_words(dialog)
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("moveDialog")
    assert asked.args == [RestartRequest(8_000, new, tls=False)]


def test_with_a_schools_server_it_is_said_what_the_folder_holds(
    stage: Stage, console: Console, tmp_path: Path
) -> None:
    console.services.start.place = DataPlace("postgresql://room1@db/classroom")
    panel = StartPanel(console, stage.window)
    panel._ask_move(DataHome(tmp_path / "new", False))
    dialog = shown_dialog()
    assert dialog is not None
    assert "All lessons" not in all_words(dialog)
    assert "settings and the photos" in all_words(dialog)
    assert panel._present.database == "postgresql://room1@db/classroom", "it stays there"
    dialog.reject()


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
    assert asked.args == [RestartRequest(8_000, tmp_path, tls=True)]


def test_a_folder_of_no_use_is_named(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    panel._on_bad_folder(OSError(13, "Permission denied"))
    assert "(no permission)" in label(panel, "startFault")
    panel._ask_move(DataHome(console.services.data_dir, has_data=True))
    assert shown_dialog() is None, "it is the present one"


def test_a_folder_on_another_computer_is_refused(stage: Stage, console: Console) -> None:
    panel = StartPanel(console, stage.window)
    panel._on_bad_folder(NetworkFolderError(Path("/mnt/nas"), r"\\nas\class"))
    assert r"is on another computer (\\nas\class)" in label(panel, "startFault")


def test_a_synchronised_folder_is_warned_of(stage: Stage, console: Console, tmp_path: Path) -> None:
    stage.bridge.follow(None)
    panel = StartPanel(console, stage.window)
    panel._ask_move(DataHome(tmp_path / "new", has_data=False, synchroniser="OneDrive"))
    dialog = shown_dialog()
    assert dialog is not None
    assert "OneDrive synchronizes this one" in all_words(dialog)
    confirm("moveDialog")
