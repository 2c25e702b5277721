"""The writer's connection, which is kept from commit to commit."""

import asyncio
import threading
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, QueuePool

from classroom_app.application.ports import StorageError
from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.prepared import prepared_insert
from classroom_app.storage.tables import cookies, metadata


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    engine = make_engine(tmp_path / "a.db")
    metadata.create_all(engine)
    database = Database(engine)
    yield database
    await database.close()


def write_word(connection: Connection, word: str) -> int:
    """Write, and return which connection of the driver did it."""
    connection.exec_driver_sql("CREATE TABLE IF NOT EXISTS words (word TEXT UNIQUE)")
    connection.exec_driver_sql("INSERT INTO words VALUES (?)", (word,))
    return id(connection.connection.driver_connection)


def words(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT word FROM words ORDER BY word")
    return list(found.scalars())


async def test_one_connection_writes_all(database: Database) -> None:
    writers = {await database.write(partial(write_word, word=word)) for word in "abc"}
    assert len(writers) == 1
    assert await database.read(words) == ["a", "b", "c"]


@pytest.mark.parametrize("by_driver", [False, True])
async def test_what_fails_leaves_nothing_and_stops_nobody(
    database: Database, by_driver: bool
) -> None:
    """The cause is the driver's own word, whoever raised it."""
    await database.write(lambda connection: write_word(connection, "first"))

    def fail(connection: Connection) -> None:
        write_word(connection, "second")
        if by_driver:
            statement = prepared_insert(cookies, ("token_sha256",), connection.dialect)
            statement.run(connection, [{"token_sha256": "x"}])
        else:
            write_word(connection, "first")

    with pytest.raises(StorageError, match="constraint failed"):
        await database.write(fail)
    assert await database.read(words) == ["first"]
    await database.write(lambda connection: write_word(connection, "third"))
    assert await database.read(words) == ["first", "third"]


async def test_a_bug_in_the_work_leaves_nothing_either(database: Database) -> None:
    await database.write(lambda connection: write_word(connection, "first"))

    def fail(connection: Connection) -> None:
        write_word(connection, "second")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await database.write(fail)
    await database.write(lambda connection: write_word(connection, "third"))
    assert await database.read(words) == ["first", "third"]


async def test_nobody_holds_a_connection_during_maintenance(database: Database) -> None:
    await database.write(lambda connection: write_word(connection, "first"))

    def held(engine: Engine) -> int:
        assert isinstance(engine.pool, QueuePool)
        return engine.pool.checkedout()

    assert await database.maintain(held) == 0
    await database.write(lambda connection: write_word(connection, "second"))
    assert await database.read(words) == ["first", "second"]


async def test_the_loop_goes_on_while_the_disk_is_busy(database: Database) -> None:
    done = threading.Event()
    writing = asyncio.ensure_future(database.write(lambda _: done.wait(30)))
    await asyncio.sleep(0)
    assert not writing.done()
    done.set()
    assert await writing


async def test_closing_twice_is_closing(database: Database) -> None:
    await database.write(lambda connection: write_word(connection, "first"))
    await database.close()
    await database.close()
