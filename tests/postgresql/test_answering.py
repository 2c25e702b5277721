"""Connections over a line that falls silent: they neither wait for ever nor give up too soon."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable

import psycopg
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError

from classroom_app.storage.database import make_engine
from classroom_app.storage.shared.answering import ANSWER_S, AnsweringConnection
from tests.helpers.database_line import DatabaseLine
from tests.helpers.postgres import HOST, PostgresDatabase
from tests.helpers.timing import PATIENCE_S


@pytest.fixture
async def line(postgres: PostgresDatabase) -> AsyncIterator[DatabaseLine]:
    line = DatabaseLine((HOST, postgres.server.port))
    await line.start()
    yield line
    await line.stop()


@pytest.fixture
async def engine(postgres: PostgresDatabase, line: DatabaseLine) -> AsyncIterator[Engine]:
    url = make_url(postgres.url).set(port=line.port).render_as_string(hide_password=False)
    engine = make_engine(url)
    yield engine
    await asyncio.to_thread(engine.dispose)


Open = Callable[[], Awaitable[AnsweringConnection]]


@pytest.fixture
async def open_one(engine: Engine) -> AsyncIterator[Open]:
    """Open connections of the driver's, which nobody else gets before the end."""
    held: list[Connection] = []

    def opened() -> AnsweringConnection:
        held.append(engine.connect())
        connection = held[-1].connection.driver_connection
        assert isinstance(connection, AnsweringConnection)
        return connection

    async def open_it() -> AnsweringConnection:
        return await asyncio.to_thread(opened)

    yield open_it
    for connection in held:
        connection.invalidate()
        connection.close()


async def test_a_statement_over_a_silent_line_fails_soon(
    open_one: Open, line: DatabaseLine
) -> None:
    connection = await open_one()
    line.black_out()
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        await asyncio.to_thread(connection.execute, "SELECT 1")
    assert ANSWER_S <= time.monotonic() - begun < 3 * ANSWER_S
    assert connection.closed


async def test_a_connection_that_only_a_firewall_has_forgotten_fails_sooner(
    open_one: Open, line: DatabaseLine
) -> None:
    """Others get through: the server says at once that it does not work on it."""
    connection = await open_one()
    line.forget()
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        await asyncio.to_thread(connection.execute, "SELECT 1")
    assert time.monotonic() - begun < ANSWER_S + 1


async def test_sqlalchemy_knows_that_such_a_connection_is_lost(
    engine: Engine, line: DatabaseLine
) -> None:
    def ask() -> None:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            line.forget()
            with pytest.raises(OperationalError) as failed:
                connection.execute(text("SELECT 2"))
            assert failed.value.connection_invalidated

    await asyncio.to_thread(ask)


async def test_a_connection_knows_its_end_on_the_server(
    open_one: Open, postgres: PostgresDatabase
) -> None:
    connection = await open_one()
    assert connection.backend is not None
    started_at = postgres.one(
        "SELECT backend_start FROM pg_stat_activity WHERE pid = %s", connection.backend.pid
    )
    assert connection.backend.started_at == started_at
    other = await open_one()
    await asyncio.to_thread(connection.backend.end, other)
    with pytest.raises(psycopg.OperationalError):
        await asyncio.to_thread(connection.execute, "SELECT 1")


@pytest.mark.parametrize("rows", [1, 3])
async def test_the_server_ends_who_stands_still_after_many_rows(
    rows: int, open_one: Open, postgres: PostgresDatabase
) -> None:
    """Else a program that stands still in a transaction keeps others out of its class."""
    postgres.run("CREATE TABLE words (word text)")
    postgres.run("GRANT ALL ON words TO classroom")
    connection = await open_one()
    assert connection.backend is not None

    def stand_still() -> None:
        connection.execute("SET idle_in_transaction_session_timeout = '200ms'")
        connection.commit()
        cursor = connection.cursor()
        cursor.executemany("INSERT INTO words VALUES (%s)", [("a",)] * rows)

    await asyncio.to_thread(stand_still)
    is_there = "SELECT count(*) FROM pg_stat_activity WHERE pid = %s"
    async with asyncio.timeout(PATIENCE_S):
        while postgres.one(is_there, connection.backend.pid):  # noqa: ASYNC110 - the server's row
            await asyncio.sleep(0.05)
    with pytest.raises(psycopg.errors.IdleInTransactionSessionTimeout):
        await asyncio.to_thread(connection.execute, "SELECT 1")


async def test_many_rows_of_which_one_is_refused_leave_the_connection_usable(
    open_one: Open, postgres: PostgresDatabase
) -> None:
    postgres.run("CREATE TABLE numbers (number integer PRIMARY KEY)")
    postgres.run("GRANT ALL ON numbers TO classroom")
    connection = await open_one()

    def write(*numbers: int) -> None:
        connection.cursor().executemany("INSERT INTO numbers VALUES (%s)", [(n,) for n in numbers])

    with pytest.raises(psycopg.errors.UniqueViolation):
        await asyncio.to_thread(write, 1, 2, 2, 3)
    await asyncio.to_thread(connection.rollback)
    await asyncio.to_thread(write, 1, 2, 3)
    await asyncio.to_thread(connection.commit)
    assert postgres.one("SELECT count(*) FROM numbers") == 3
