"""Who leads a class, where several desks may: one, and everybody knows when it is nobody."""

import asyncio
import time
from pathlib import Path

import pytest

from classroom_app.application.ports import LedElsewhereError, StorageError
from classroom_app.storage.shared.desks import DESK_KEY_FILE
from classroom_app.storage.shared.leases import DESK_LOCK
from tests.helpers.desks import bare_desk, put_to_sleep
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.timing import PATIENCE_S

SESSION = 7


@pytest.fixture
def with_class(postgres: PostgresDatabase) -> PostgresDatabase:
    """A database with a class that no desk has led yet."""
    for statement in (
        "INSERT INTO users (id, name, role, created_at) VALUES (1, 'Kim', 'INSTRUCTOR', now())",
        "INSERT INTO lessons (id, title, language, content_sha256, created_at) "
        "VALUES (1, 'Wi-Fi', 'en', 'a', now())",
        "INSERT INTO lecture_sessions (id, lesson_id, instructor_id, title, session_code, status, "
        "guests_allowed, max_participants, locked, rehearsal, created_at) "
        "VALUES (7, 1, 1, 'Wi-Fi', 'AAAAAA', 'WAITING', false, 40, false, false, now())",
    ):
        postgres.run(statement)
    return postgres


async def test_one_desk_leads_a_class(with_class: PostgresDatabase, tmp_path: Path) -> None:
    async with (
        bare_desk(with_class, tmp_path / "a", "ROOM-1") as one,
        bare_desk(with_class, tmp_path / "b", "ROOM-2") as two,
    ):
        await one.leases.take(SESSION)
        await one.check(SESSION)
        with pytest.raises(LedElsewhereError) as caught:
            await two.leases.take(SESSION)
        assert caught.value.leader.computer == "ROOM-1"
        with pytest.raises(LedElsewhereError):
            await two.check(SESSION)
        await one.check(SESSION)


async def test_a_class_that_is_given_up_may_go_on_elsewhere(
    with_class: PostgresDatabase, tmp_path: Path
) -> None:
    async with bare_desk(with_class, tmp_path / "b", "ROOM-2") as two:
        async with bare_desk(with_class, tmp_path / "a", "ROOM-1") as one:
            await one.leases.take(SESSION)
            await one.leases.stop()
        await two.leases.take(SESSION)
        await two.check(SESSION)
    assert with_class.one("SELECT owner_epoch FROM lecture_sessions") == 2


async def test_while_a_desk_runs_its_classes_are_its_own(
    with_class: PostgresDatabase, tmp_path: Path
) -> None:
    """Also in the moment in which its line was lost, as when the server is started anew."""
    async with (
        bare_desk(with_class, tmp_path / "a", "ROOM-1") as one,
        bare_desk(with_class, tmp_path / "b", "ROOM-2") as two,
    ):
        await one.leases.take(SESSION)
        one.leases.give_up(SESSION)
        await one.leases.beat()
        with pytest.raises(LedElsewhereError):
            await two.leases.take(SESSION)
        await one.leases.take(SESSION)


async def test_a_desk_that_slept_finds_its_class_led_elsewhere(
    with_class: PostgresDatabase, tmp_path: Path
) -> None:
    async with (
        bare_desk(with_class, tmp_path / "a", "ROOM-1") as sleeper,
        bare_desk(with_class, tmp_path / "b", "ROOM-2") as other,
    ):
        await sleeper.leases.take(SESSION)
        put_to_sleep(with_class, "ROOM-1")
        await other.leases.take(SESSION)
        await other.leases.beat()
        with pytest.raises(StorageError):  # the first thing that it hears: its line is cut
            await sleeper.check(SESSION)
        with pytest.raises(LedElsewhereError) as caught:
            await sleeper.check(SESSION)
        assert caught.value.leader.computer == "ROOM-2"
        await sleeper.leases.beat()
        assert sleeper.lost == [(SESSION, "ROOM-2")]
        await other.check(SESSION)


async def test_a_lost_line_costs_no_class(with_class: PostgresDatabase, tmp_path: Path) -> None:
    async with (
        bare_desk(with_class, tmp_path / "a", "ROOM-1") as one,
        bare_desk(with_class, tmp_path / "b", "ROOM-2") as two,
    ):
        await one.leases.take(SESSION)
        put_to_sleep(with_class, "ROOM-1")
        await one.leases.beat()  # finds the line lost, and has it again, with the lease
        assert one.lost == []
        await one.check(SESSION)
        with pytest.raises(LedElsewhereError):
            await two.leases.take(SESSION)


async def test_a_lost_line_keeps_no_class_from_being_opened(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    """Its lease is taken before it is stored."""
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1") as one:
        await one.leases.take(SESSION)
        put_to_sleep(postgres, "ROOM-1")
        await one.leases.beat()
        assert one.lost == []
        await one.check(SESSION)


async def test_nobody_takes_a_class_up_in_the_middle_of_a_commit(
    with_class: PostgresDatabase, tmp_path: Path
) -> None:
    """Who is paused between look and commit holds the class until the server ends that."""
    async with (
        bare_desk(with_class, tmp_path / "a", "ROOM-1") as sleeper,
        bare_desk(with_class, tmp_path / "b", "ROOM-2") as other,
    ):
        await sleeper.leases.take(SESSION)
        with with_class.connect() as paused:
            paused.execute("BEGIN")
            paused.execute("SELECT owner_epoch FROM lecture_sessions FOR SHARE")
            put_to_sleep(with_class, "ROOM-1")
            await other.line.ask(lambda line: line.exec_driver_sql("SET lock_timeout = '50ms'"))
            with pytest.raises(StorageError, match="lock timeout") as caught:
                await other.leases.take(SESSION)
            assert not isinstance(caught.value, LedElsewhereError)
            paused.execute("COMMIT")
        await other.leases.take(SESSION)
        await other.check(SESSION)


async def test_a_desk_is_the_same_at_each_start(postgres: PostgresDatabase, tmp_path: Path) -> None:
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1") as desk:
        first = desk.desk
    async with bare_desk(postgres, tmp_path / "a", "ROOM-9") as desk:
        assert desk.desk.id == first.id
    assert postgres.rows("SELECT name FROM desks") == [("ROOM-9",)]


async def test_a_line_that_the_server_is_just_ending_makes_no_other_desk(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    """Nor where the computer was given another name meanwhile."""
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1") as desk:
        first = desk.desk
        await desk.leases.stop()
    with postgres.connect() as ending:
        ending.execute("SELECT pg_advisory_lock(%s, %s)", [DESK_LOCK, first.id])
        asyncio.get_running_loop().call_later(0.5, ending.close)
        async with bare_desk(postgres, tmp_path / "a", "ROOM-9") as desk:
            assert desk.desk.id == first.id


async def test_a_copied_data_folder_becomes_a_desk_of_its_own(
    postgres: PostgresDatabase, tmp_path: Path
) -> None:
    """As in a school where one computer's disk was copied to all others."""
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1") as one:
        copy = tmp_path / "b"
        copy.mkdir()
        (copy / DESK_KEY_FILE).write_bytes((tmp_path / "a" / DESK_KEY_FILE).read_bytes())
        async with bare_desk(postgres, copy, "ROOM-2") as two:
            assert two.desk.id != one.desk.id
    assert postgres.rows("SELECT name FROM desks ORDER BY name") == [("ROOM-1",), ("ROOM-2",)]
    assert (copy / DESK_KEY_FILE).read_bytes() != (tmp_path / "a" / DESK_KEY_FILE).read_bytes()


async def test_a_silent_line_is_ended_by_the_server(
    postgres: PostgresDatabase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("classroom_app.storage.shared.desks.LEASE_S", 1)
    held = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    async with bare_desk(postgres, tmp_path / "a", "ROOM-1"):
        assert postgres.one(held) == 1
        with postgres.connect() as watching:
            enough = time.monotonic() + PATIENCE_S
            while watching.execute(held).fetchone() != (0,):
                assert time.monotonic() < enough, "the server has not ended it"
