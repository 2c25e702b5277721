"""The doctor at a real server: what it needs, and that it names nobody."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from classroom_app.config import Config
from classroom_app.doctor import examine
from classroom_app.storage.shared import examination
from tests.helpers.free_ports import free_pair
from tests.helpers.postgres import (
    GUARDED,
    HOST,
    PASSWORD,
    PostgresDatabase,
    PostgresServer,
    fresh_database,
)
from tests.helpers.school import open_school


@pytest.fixture
def school_database(encrypted_server: PostgresServer) -> Iterator[PostgresDatabase]:
    """A database on a server as a school has one."""
    with fresh_database(encrypted_server) as database:
        yield database


def lines_of(folder: Path, url: str) -> list[str]:
    config = Config(data_dir=folder, host=HOST, port=free_pair(), database_url=url)
    report = examine(config)[1]
    part = report.partition("\nDatabase\n")[2].partition("\nNetwork\n")[0]
    return part.splitlines()


def faults_of(folder: Path, url: str) -> list[str]:
    return [line for line in lines_of(folder, url) if line.startswith("  !! ")]


async def test_a_server_as_a_school_has_one(
    tmp_path: Path, school_database: PostgresDatabase
) -> None:
    name = "김하나-닥터"
    async with open_school(tmp_path / "data", database_url=school_database.url) as school:
        await school.student(name)
    url = f"{school_database.url}?sslmode=require"
    lines = lines_of(tmp_path / "data", url)
    assert [line for line in lines if line.startswith("  !! ")] == []
    report = "\n".join(lines)
    for words in (
        f"{school_database.name} on {HOST}",
        "as the role classroom",
        "the line is encrypted (TLSv1.",
        "what was stored outlives a power cut",
        "its tables can be read and written",
        "other computers connected: 0",
        "session_participants 1",
    ):
        assert words in report
    assert name not in report


def test_a_server_that_a_power_cut_destroys(tmp_path: Path, postgres: PostgresDatabase) -> None:
    (fault,) = faults_of(tmp_path, postgres.url)
    assert "fsync and full_page_writes off" in fault


def test_a_role_without_rights(
    tmp_path: Path, school_database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", PASSWORD)
    school_database.run(f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO {GUARDED}")
    school_database.run(f"GRANT ALL ON session_events TO {GUARDED}")
    url = school_database.server.url(school_database.name, GUARDED)
    (fault,) = faults_of(tmp_path, url)
    assert "no right to write into attendance_corrections, " in fault
    assert "session_events" not in fault
    assert PASSWORD not in "\n".join(lines_of(tmp_path, url))


def test_a_wrong_password(
    tmp_path: Path, school_database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGPASSWORD", "secret-and-wrong")
    (fault,) = faults_of(tmp_path, school_database.server.url(school_database.name, GUARDED))
    assert "password authentication failed" in fault
    assert "secret-and-wrong" not in fault


def test_a_password_that_others_could_read(tmp_path: Path, postgres: PostgresDatabase) -> None:
    (fault,) = faults_of(tmp_path, postgres.url.replace("@", ":s3cret@"))
    assert "holds a password" in fault
    assert "s3cret" not in fault


def test_a_server_that_is_away(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, f"postgresql://classroom@{HOST}:{free_pair()}/classroom")
    assert "refused" in fault.lower()


def test_before_the_first_start(tmp_path: Path, empty_postgres: PostgresDatabase) -> None:
    lines = lines_of(tmp_path, empty_postgres.url)
    assert any("not created yet" in line for line in lines)


def test_a_slow_line_and_clocks_that_differ(
    tmp_path: Path, school_database: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(examination, "CLOCKS_APART_S", -1.0)
    monkeypatch.setattr(examination, "SLOW_MS", 0.0)
    slow, apart = sorted(faults_of(tmp_path, school_database.url))
    assert "phones wait" in slow
    assert "s apart" in apart


def test_a_url_that_is_none(tmp_path: Path) -> None:
    (fault,) = faults_of(tmp_path, "no url")
    assert "this is no database URL" in fault
