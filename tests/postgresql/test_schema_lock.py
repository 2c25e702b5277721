"""No computer changes the tables under another one, and none writes into what it does not know."""

import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from classroom_app.application.ports import StorageError
from classroom_app.bootstrap.faults import fault_of_database
from classroom_app.storage import migrate
from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.errors import DesksConnectedError, NewerDatabaseError
from classroom_app.storage.migrate import HEAD, KNOWN_REVISIONS, bring_up_to_date, known_revision
from classroom_app.storage.shared import schema_lock
from classroom_app.storage.shared.connecting import application_name
from classroom_app.system.paths import migrations_dir
from classroom_app.system.start_faults import FaultKind
from tests.helpers.postgres import GUARDED, PASSWORD, PostgresDatabase

NOW = datetime(2026, 1, 2, tzinfo=UTC)


class Computers:
    """Engines of several computers on one database."""

    def __init__(self) -> None:
        self._engines: list[Engine] = []

    def engine(self, database: PostgresDatabase, name: str = "ROOM-1", url: str = "") -> Engine:
        shown = application_name(name).replace(" ", "+")
        engine = make_engine(f"{url or database.url}?application_name={shown}")
        self._engines.append(engine)
        return engine

    def end(self) -> None:
        for engine in self._engines:
            engine.dispose()


@pytest.fixture
def computers() -> Iterator[Computers]:
    computers = Computers()
    yield computers
    computers.end()


def run_migrations(engine: Engine) -> None:
    bring_up_to_date(engine, migrations_dir(), NOW)


def at_revision(database: PostgresDatabase, revision: str) -> None:
    engine = make_engine(database.url)
    with engine.begin() as connection:
        migrate.upgrade(connection, migrations_dir(), revision)
    engine.dispose()


def test_an_older_database_is_brought_up_to_date(
    empty_postgres: PostgresDatabase, computers: Computers
) -> None:
    at_revision(empty_postgres, KNOWN_REVISIONS[0])
    engine = computers.engine(empty_postgres)
    assert known_revision(engine) == KNOWN_REVISIONS[0]
    run_migrations(engine)
    assert known_revision(engine) == HEAD


@pytest.mark.parametrize("name", ["ROOM-2", "교실3-PC"])
def test_not_while_another_computer_is_connected_which_is_named(
    empty_postgres: PostgresDatabase,
    computers: Computers,
    name: str,
) -> None:
    at_revision(empty_postgres, KNOWN_REVISIONS[-2])
    older = computers.engine(empty_postgres, name)
    schema_lock.hold(older, KNOWN_REVISIONS[-2])
    older_at_work = older.connect()
    newer = computers.engine(empty_postgres, "ROOM-1")
    with pytest.raises(DesksConnectedError) as caught:
        run_migrations(newer)
    assert tuple(caught.value.computers) == (name,)
    assert name in str(caught.value)
    fault = fault_of_database(caught.value)
    assert (fault.kind, fault.cause) == (FaultKind.SERVER_DESKS, name)
    assert fault.place.endswith(f"/{empty_postgres.name}")
    assert known_revision(newer) == KNOWN_REVISIONS[-2], "nothing was changed"
    older_at_work.close()
    older.dispose()
    run_migrations(newer)
    assert known_revision(newer) == HEAD


def test_a_program_that_is_just_being_closed_is_waited_for(
    empty_postgres: PostgresDatabase, computers: Computers, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_revision(empty_postgres, KNOWN_REVISIONS[-2])
    older = computers.engine(empty_postgres, "ROOM-2")
    schema_lock.hold(older, KNOWN_REVISIONS[-2])
    older.connect().close()
    found: list[tuple[str, ...]] = []

    def look_while_it_closes(connection: Connection) -> tuple[str, ...]:
        found.append(connected_computers(connection))
        older.dispose()
        return found[-1]

    connected_computers = schema_lock.connected_computers
    monkeypatch.setattr(schema_lock, "connected_computers", look_while_it_closes)
    newer = computers.engine(empty_postgres)
    run_migrations(newer)
    assert found[0] == ("ROOM-2",)
    assert known_revision(newer) == HEAD


def test_computers_with_roles_of_their_own_see_each_other(
    postgres: PostgresDatabase, computers: Computers
) -> None:
    postgres.run(f"GRANT SELECT ON alembic_version TO {GUARDED}")
    other = computers.engine(
        postgres, "ROOM-2", postgres.server.url(postgres.name, GUARDED, PASSWORD)
    )
    schema_lock.hold(other, HEAD)
    engine = computers.engine(postgres)
    with other.connect(), engine.begin() as connection:
        assert schema_lock.connected_computers(connection) == ("ROOM-2",)


def test_two_computers_that_start_at_once_make_the_tables_once(
    empty_postgres: PostgresDatabase, computers: Computers
) -> None:
    engines = [computers.engine(empty_postgres, f"ROOM-{n}") for n in range(4)]
    done: list[Engine] = []
    barrier = threading.Barrier(len(engines))

    def start(engine: Engine) -> None:
        barrier.wait()
        run_migrations(engine)
        done.append(engine)

    threads = [threading.Thread(target=start, args=(engine,)) for engine in engines]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(done) == len(engines)
    assert inspect(engines[0]).has_table("session_events")


async def test_a_computer_that_slept_through_an_update_writes_nothing(
    postgres: PostgresDatabase, computers: Computers
) -> None:
    engine = computers.engine(postgres)
    run_migrations(engine)
    database = Database(engine)
    await database.write(lambda connection: connection.execute(text("SELECT 1")))
    # While it sleeps, the server ends its connections, and a newer version changes the tables.
    postgres.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s "
        "AND pid <> pg_backend_pid()",
        postgres.name,
    )
    postgres.run("UPDATE alembic_version SET version_num = '9999'")
    written = "INSERT INTO users (name, role, created_at) VALUES ('x', 'STUDENT', now())"
    with pytest.raises(StorageError):  # it may only find out that its connection is gone
        await database.write(lambda connection: connection.execute(text(written)))
    with pytest.raises(StorageError, match="newer version"):
        await database.write(lambda connection: connection.execute(text(written)))
    assert postgres.one("SELECT count(*) FROM users") == 0
    await database.close()


def test_a_newer_database_is_left_as_it_is(
    postgres: PostgresDatabase, computers: Computers
) -> None:
    postgres.run("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabaseError) as caught:
        run_migrations(computers.engine(postgres))
    assert f"{postgres.name} on 127.0.0.1:{postgres.server.port}" in str(caught.value)


def test_a_line_that_stays_on_this_computer_needs_no_encryption(
    postgres: PostgresDatabase, computers: Computers, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        run_migrations(computers.engine(postgres))
    assert caplog.records == []
