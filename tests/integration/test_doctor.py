"""The doctor looks at real folders, databases and ports, and names nobody."""

import socket
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from classroom_app import doctor
from classroom_app.application.firewall import FirewallReport, FirewallState
from classroom_app.config import Config
from classroom_app.doctor import examine
from classroom_app.system.crash_reports import KEPT
from classroom_app.system.data_folder import is_in_use
from tests.helpers.free_ports import free_pair
from tests.helpers.phone import cookie_of
from tests.helpers.school import HOST, School, open_school


def config_for(folder: Path, port: int | None = None) -> Config:
    return Config(data_dir=folder, host=HOST, port=free_pair() if port is None else port)


def faults(config: Config) -> list[str]:
    _, report = examine(config)
    return [line for line in report.splitlines() if line.startswith("  !! ")]


def is_of_this_computer(text: str) -> bool:
    """Whether it says what is true of the computer that runs the tests, not of the program."""
    return "no network that phones" in text or "firewall has no rule" in text


def test_before_the_first_start(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    config = config_for(folder)
    _, report = examine(config)
    assert f"{folder} is not created yet" in report
    assert [fault for fault in faults(config) if not is_of_this_computer(fault)] == []
    assert not folder.exists(), "it only looks"


async def test_a_running_class(school: School) -> None:
    student = await school.student("김영희")
    config = config_for(school.program.config.data_dir, school.program.server.port)
    is_well, report = examine_on_thread = await run_examine(config)
    assert examine_on_thread
    assert "in use by a running program" in report
    assert f"port {config.port} is served by a running classroom-app" in report
    assert "check: ok" in report
    assert "session_participants 1" in report
    assert "김영희" not in report
    assert school.session.code not in report
    key = (config.data_dir / "instructor.key").read_text().strip()
    assert key not in report
    await student.close()
    assert is_well or is_of_this_computer(report)


async def test_a_class_on_every_address_of_both_kinds(tmp_path: Path) -> None:
    """Phones come by IPv4, as the QR code says; to a socket of IPv6 their addresses look other."""
    async with open_school(tmp_path, host="::") as school:
        answer = await school.sign_in("Kim")  # at 127.0.0.1
        assert answer.status_code == 201
        origin = school.base_url
        phone = await school.connect(cookie_of(answer), origin=origin)
        assert (await phone.join())["user_name"] == "Kim"
        assert "sessions" in (await school.http.get("/healthz")).json()
        config = replace(config_for(tmp_path, school.program.server.port), host="::")
        _, report = await run_examine(config)
        await phone.close()
    assert "is served by a running classroom-app" in report


async def run_examine(config: Config) -> tuple[bool, str]:
    import asyncio

    return await asyncio.to_thread(examine, config)


async def test_an_encrypted_class(tmp_path: Path) -> None:
    async with open_school(tmp_path, tls=True) as school:
        _, report = await run_examine(config_for(tmp_path, school.program.server.port))
    assert "is served by a running classroom-app" in report


async def test_in_use_while_it_runs_only(tmp_path: Path) -> None:
    async with open_school(tmp_path):
        assert is_in_use(tmp_path)
    assert not is_in_use(tmp_path)


def test_a_port_that_another_program_has(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as taken:
        port = taken.getsockname()[1]
        (fault,) = [line for line in faults(config_for(tmp_path, port)) if "port" in line]
    assert f"port {port}" in fault
    assert "--port" in fault


async def test_a_damaged_database(tmp_path: Path) -> None:
    async with open_school(tmp_path):
        pass
    database = tmp_path / "classroom.db"
    with closing(sqlite3.connect(database)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = bytearray(database.read_bytes())
    content[8_192:] = b"\xff" * (len(content) - 8_192)
    database.write_bytes(content)
    assert any("malformed" in fault for fault in faults(config_for(tmp_path)))


async def test_a_newer_database(tmp_path: Path) -> None:
    async with open_school(tmp_path):
        pass
    with closing(sqlite3.connect(tmp_path / "classroom.db")) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    assert any("newer version" in fault for fault in faults(config_for(tmp_path)))


@pytest.mark.parametrize("last_words", ["Fatal Python error: Segmentation fault"])
def test_the_last_crash(tmp_path: Path, last_words: str) -> None:
    config = config_for(tmp_path)
    config.logs.mkdir()
    (config.logs / KEPT).write_text(f"classroom-app 0.1.0\n{last_words}\n", encoding="utf-8")
    is_well, report = examine(config)
    assert not is_well
    assert last_words in report


@pytest.mark.parametrize("state", sorted(FirewallState))
def test_windows_firewall_in_one_line(
    state: FirewallState, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = FirewallReport(state, r"C:\Classroom\classroom-app.exe")
    monkeypatch.setattr(doctor, "windows_firewall", lambda _port: found)
    _, report = examine(config_for(tmp_path / "new"))
    (line,) = [line for line in report.splitlines() if "Windows' firewall" in line]
    is_well = state.lets_phones_in or state is FirewallState.UNKNOWN
    assert line.startswith("  ok " if is_well else "  !! ")
