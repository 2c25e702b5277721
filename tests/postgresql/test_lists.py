"""One desk at a time changes what all list, and no class waits for that."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from psycopg import Connection as ServerConnection
from sqlalchemy import Connection, func, select

from classroom_app.application.ports import StorageError
from classroom_app.storage import tables
from classroom_app.storage.database import Database, make_engine, open_database
from classroom_app.storage.shared import lists
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.sample import HandClock


@pytest.fixture
async def database(postgres: PostgresDatabase) -> AsyncIterator[Database]:
    database = open_database(make_engine(postgres.url), HandClock().now)
    yield database
    await database.close()


def count_lessons(connection: Connection) -> int:
    return connection.scalar(select(func.count()).select_from(tables.lessons)) or 0


def hold(postgres: PostgresDatabase) -> ServerConnection[object]:
    """Be a desk that is in the middle of a change."""
    other = postgres.connect()
    other.execute("BEGIN")
    other.execute("SELECT pg_advisory_xact_lock(%s, %s)", lists._LOCK)
    return other


async def test_a_class_is_stored_while_a_list_waits(
    postgres: PostgresDatabase, database: Database
) -> None:
    with hold(postgres) as other:
        waiting = asyncio.ensure_future(database.write_list(count_lessons))
        assert await database.write(count_lessons) == 0
        assert not waiting.done()
        other.execute("COMMIT")
        assert await waiting == 0


async def test_a_desk_that_stands_still_is_not_waited_for_long(
    postgres: PostgresDatabase, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PATIENCE_S", 0.1)
    with hold(postgres), pytest.raises(StorageError, match="another computer"):
        await database.write_list(count_lessons)
    assert await database.write_list(count_lessons) == 0


async def test_what_fails_lets_the_next_one_in(database: Database) -> None:
    def fail(_connection: Connection) -> None:
        raise ValueError("no lesson")

    for _ in range(2):
        with pytest.raises(ValueError, match="no lesson"):
            await database.write_list(fail)
    assert await database.write_list(count_lessons) == 0
