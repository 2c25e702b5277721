"""When a start that failed is told in a window, and with what it goes on."""

import os
import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from classroom_app import failed_start
from classroom_app.config import Config
from classroom_app.failed_start import BY_CONSOLE_PROGRAM, details_of, free_port, is_told_in_window
from classroom_app.gui.frame.start_fault_dialog import Retry
from classroom_app.server.addresses import check_port
from classroom_app.system.data_folder import DATABASE_FILE
from classroom_app.system.passwords import PASSWORDS
from classroom_app.system.start_faults import OF_A_SERVER, Fault, FaultKind
from classroom_app.system.startup_settings import StartupSettings

HOST = "127.0.0.1"
TAKEN = Fault(FaultKind.PORT_TAKEN, "taken", HOST, "in use", 8000)


class Stream:
    """Standard input or output: a terminal, or not."""

    def __init__(self, is_terminal: bool) -> None:
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def fileno(self) -> int:
        return 2


@pytest.fixture
def from_icon(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """As a desktop starts a program: a screen, and streams that nobody reads."""
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, Stream(False))
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("SSH_CONNECTION", raising=False)
    yield monkeypatch
    monkeypatch.undo()


def test_from_an_icon_it_is_a_window(from_icon: pytest.MonkeyPatch) -> None:
    assert is_told_in_window()
    for name in ("stdin", "stdout", "stderr"):  # as pythonw and windowed programs have it
        from_icon.setattr(sys, name, None)
    assert is_told_in_window()


def test_by_the_program_for_consoles_it_is_the_line_alone(from_icon: pytest.MonkeyPatch) -> None:
    """A script that reads the line through a pipe must not wait for somebody to close a window."""
    from_icon.setenv(BY_CONSOLE_PROGRAM, "1")
    assert not is_told_in_window()


@pytest.mark.parametrize("name", ["stdin", "stdout", "stderr"])
def test_in_a_terminal_it_is_the_line_alone(from_icon: pytest.MonkeyPatch, name: str) -> None:
    from_icon.setattr(sys, name, Stream(True))
    from_icon.setattr(failed_start, "_is_for_reading", lambda _number: True)
    assert not is_told_in_window()


def test_a_console_that_closes_with_us_is_none(from_icon: pytest.MonkeyPatch) -> None:
    from_icon.setattr(sys, "stderr", Stream(True))
    from_icon.setattr(failed_start, "_is_for_reading", lambda _number: False)
    assert is_told_in_window()


def test_the_null_device_is_no_terminal(from_icon: pytest.MonkeyPatch) -> None:
    """On Windows it says that it is one."""
    with Path(os.devnull).open("r", encoding="utf-8") as nothing:
        from_icon.setattr(sys, "stdin", nothing)
        assert is_told_in_window()


def test_without_a_screen_it_is_the_line_alone(from_icon: pytest.MonkeyPatch) -> None:
    from_icon.setenv("QT_QPA_PLATFORM", "offscreen:size=1x1")
    assert not is_told_in_window()
    from_icon.delenv("QT_QPA_PLATFORM")
    from_icon.setattr(sys, "platform", "linux")
    from_icon.delenv("DISPLAY")
    from_icon.delenv("WAYLAND_DISPLAY", raising=False)
    assert not is_told_in_window(), "as a service of systemd"
    from_icon.setattr(sys, "platform", "darwin")
    assert is_told_in_window()
    from_icon.setenv("SSH_CONNECTION", "10.0.0.1 2 10.0.0.2 22")
    assert not is_told_in_window()


def test_the_proposed_port_can_be_had(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, host=HOST)
    first = free_port(config)
    assert first is not None
    with socket.socket() as taken:
        taken.bind((HOST, first + 1))
        taken.listen()
        second = free_port(config)
        assert second is not None
        assert second > first + 1
        for needed in (second, second + 1, second + 2):
            check_port(HOST, needed)


def test_a_port_for_once_and_for_good(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path / "data", host=HOST)
    assert failed_start._with(config, Retry(port=8010)) == replace(config, port=8010)
    assert StartupSettings(config.data_dir).port is None
    kept = failed_start._with(config, Retry(port=8010, is_kept=True))
    assert kept == replace(config, port=8010)
    assert StartupSettings(config.data_dir).port == 8010
    if os.name == "posix":
        assert config.data_dir.stat().st_mode & 0o777 == 0o700


def test_a_folder_for_once_and_for_good(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual, other = tmp_path / "usual", tmp_path / "other"
    monkeypatch.setattr(failed_start, "default_data_dir", lambda: usual)
    StartupSettings(other).choose(port=8_500, tls=True)
    config = Config(data_dir=usual, host=HOST)
    expected = replace(config, data_dir=other, port=8_500, tls=True)
    assert failed_start._with(config, Retry(data_dir=other)) == expected
    assert StartupSettings(usual).data_dir is None
    assert failed_start._with(config, Retry(data_dir=other, is_kept=True)) == expected
    assert StartupSettings(usual).data_dir == other


def test_a_choice_that_cannot_be_kept_harms_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("x", "utf-8")
    config = Config(data_dir=tmp_path / "file", host=HOST)
    assert failed_start._with(config, Retry(port=8010, is_kept=True)).port == 8010
    assert "cannot be kept" in caplog.text


def test_without_the_lesson(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, lesson_file=tmp_path / "x.json", code="AB12", guests=True)
    assert failed_start._with(config, Retry(without_lesson=True)) == Config(data_dir=tmp_path)


def test_what_is_offered(tmp_path: Path) -> None:
    config = Config(data_dir=tmp_path, host=HOST)
    port = failed_start._offers(config, [TAKEN])
    assert port.port is not None
    assert port.can_keep
    assert port.home_in is None
    named = failed_start._offers(replace(config, port=9_000), [TAKEN])
    assert not named.can_keep, "the command line names the port, at the next start too"
    newer = Fault(FaultKind.NEWER, "newer", "classroom.db", "0042")
    folder = failed_start._offers(config, [TAKEN, newer])
    assert (folder.port, folder.home_in is None) == (None, False)
    assert (
        failed_start._offers(replace(config, database_url="sqlite:///x"), [newer]).home_in is None
    )
    crash = Fault(FaultKind.CRASH, "crash", str(tmp_path))
    assert not failed_start._offers(config, [crash]).again


def test_where_to_start_without_the_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never in the drive's place: there it would be hidden when that is back."""
    usual, stick = tmp_path / "classroom_app", tmp_path / "stick"
    monkeypatch.setattr(failed_start, "default_data_dir", lambda: usual)
    StartupSettings(usual).choose(data_dir=str(stick))
    config = Config(data_dir=stick, host=HOST, expects_data=True)
    missing = Fault(FaultKind.FOLDER_MISSING, "missing", str(stick))
    offers = failed_start._offers(config, [missing])
    assert (offers.empty, offers.own, offers.can_keep) == (usual, None, True)
    assert offers.home_in is not None
    assert offers.again
    (usual / DATABASE_FILE).touch()
    offers = failed_start._offers(config, [missing])
    assert (offers.empty, offers.own) == (tmp_path / "classroom_app-2", usual)
    after = failed_start._with(config, Retry(data_dir=offers.empty))
    assert (after.data_dir, after.expects_data) == (offers.empty, False)
    assert failed_start._with(config, Retry()).expects_data
    assert not stick.exists()


def test_details_are_complete_and_english(tmp_path: Path) -> None:
    details = details_of(Config(data_dir=tmp_path), [TAKEN, Fault.other("more")])
    for part in ("classroom-app", "taken", "more", str(tmp_path)):
        assert part in details


URL = "postgresql://room1@db:5432/classroom"


def test_this_computers_data_for_once(tmp_path: Path) -> None:
    config = Config(tmp_path, database_url=URL, is_database_chosen=True, expects_data=True)
    without = failed_start._with(config, Retry(own_data=True))
    assert (without.database_url, without.passed_over) == (None, URL)
    assert without.database == tmp_path / DATABASE_FILE
    assert not without.is_data_missing, "there may be none yet"
    assert without.is_bare
    assert not without.is_database_given
    assert StartupSettings(tmp_path).database is None, "the next start tries the server again"


def test_a_password_is_told_to_this_run(tmp_path: Path) -> None:
    config = Config(tmp_path, database_url=URL)
    assert failed_start._with(config, Retry(password="secret")) == config
    assert PASSWORDS.known("room1@db:5432/classroom") == "secret"
    assert "secret" not in f"{config}{details_of(config, [TAKEN])}"


@pytest.mark.parametrize("kind", sorted(OF_A_SERVER))
def test_what_a_server_refuses_is_offered_a_way_out(tmp_path: Path, kind: FaultKind) -> None:
    config = Config(tmp_path, database_url=URL)
    offers = failed_start._offers(config, [Fault(kind, "x", "db/classroom", "y")])
    assert offers.own_data
    assert offers.again
    assert (offers.keep_password is not None) is (kind is FaultKind.SERVER_PASSWORD)
