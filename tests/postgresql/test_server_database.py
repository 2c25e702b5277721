"""Writes over a line that fails: each is stored once, or the caller knows that it is not."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.engine import make_url

from classroom_app.application.ports import StorageError, UnreachableError
from classroom_app.storage.database import make_engine
from classroom_app.storage.shared import answering, server_database
from classroom_app.storage.shared.server_database import ServerDatabase
from tests.helpers.database_line import DatabaseLine
from tests.helpers.postgres import HOST, PostgresDatabase
from tests.helpers.timing import PATIENCE_S


class Desk:
    """A database over a line, and what is in it by another way."""

    def __init__(self, postgres: PostgresDatabase, line: DatabaseLine) -> None:
        self.postgres, self.line = postgres, line
        url = make_url(postgres.url).set(port=line.port).render_as_string(hide_password=False)
        self.database = ServerDatabase(make_engine(url), lambda: datetime.now(UTC))
        self.attempts: list[str] = []

    async def write(self, word: str, during: Callable[[], object] | None = None) -> str:
        """Write a word; `during` is called, in the loop, before the transaction is committed."""
        loop = asyncio.get_running_loop()

        async def call() -> None:
            if during is not None:
                during()

        def work(connection: Connection) -> str:
            self.attempts.append(word)
            connection.execute(text("INSERT INTO words VALUES (:word)"), {"word": word})
            if self.attempts.count(word) == 1:
                asyncio.run_coroutine_threadsafe(call(), loop).result(PATIENCE_S)
            return f"{word}!"

        return await self.database.write(work)

    @property
    def words(self) -> list[str]:
        """What is stored."""
        return [word for (word,) in self.postgres.rows("SELECT word FROM words ORDER BY word")]

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():  # noqa: ASYNC110 - the server's rows, and another thread's
                await asyncio.sleep(0.01)

    async def is_back(self) -> None:
        await self.until(lambda: self.database.line.trouble is None)


@pytest.fixture
async def desk(postgres: PostgresDatabase) -> AsyncIterator[Desk]:
    postgres.run("CREATE TABLE words (word text)")
    postgres.run("GRANT ALL ON words TO classroom")
    line = DatabaseLine((HOST, postgres.server.port))
    await line.start()
    desk = Desk(postgres, line)
    await desk.write("first")
    yield desk
    await line.stop()
    await desk.database.close()


async def test_a_connection_that_was_cut_is_replaced(desk: Desk) -> None:
    await desk.line.cut()
    assert await desk.write("second") == "second!"
    assert desk.words == ["first", "second"]
    assert desk.database.line.trouble is None


async def test_a_line_that_is_cut_in_mid_transaction_stores_once(desk: Desk) -> None:
    cutting: list[asyncio.Task[None]] = []
    cut = lambda: cutting.append(asyncio.ensure_future(desk.line.cut()))  # noqa: E731
    assert await desk.write("second", cut) == "second!"
    assert desk.words == ["first", "second"]
    assert desk.attempts.count("second") == 2


async def test_a_commit_whose_answer_was_lost_is_not_stored_twice(desk: Desk) -> None:
    """The server has stored it, and the line falls silent before it can say so."""
    writing = asyncio.ensure_future(desk.write("second", desk.line.swallow_answers))
    await desk.until(lambda: "second" in desk.words)
    assert not writing.done()
    desk.line.forget()
    desk.line.light_up()
    assert await writing == "second!"
    assert desk.words == ["first", "second"]
    assert desk.attempts.count("second") == 1, "it was found out that it is stored"
    assert desk.database.line.trouble is None


async def test_a_commit_that_never_arrived_is_made_again(desk: Desk) -> None:
    """The transaction of the silent connection holds its locks still, and is ended."""
    writing = asyncio.ensure_future(desk.write("second", desk.line.forget))
    assert await writing == "second!"
    assert desk.words == ["first", "second"]
    assert desk.attempts.count("second") == 2


async def test_who_was_told_that_it_failed_finds_nothing_stored(desk: Desk) -> None:
    desk.line.black_out()
    begun = time.monotonic()
    with pytest.raises(UnreachableError):
        await desk.write("second")
    took_s = time.monotonic() - begun
    assert server_database.SLOW_S < took_s < 4.0, "a phone still has its line"
    trouble = desk.database.line.trouble
    assert trouble is not None
    assert trouble.is_refusing
    assert not trouble.awaits_outcome
    begun = time.monotonic()
    with pytest.raises(UnreachableError):
        await desk.write("third")
    with pytest.raises(UnreachableError):
        await desk.database.read(lambda _: None)
    assert time.monotonic() - begun < 0.1, "at once: it is known"
    desk.line.light_up()
    await desk.is_back()
    assert await desk.write("fourth") == "fourth!"
    assert desk.words == ["first", "fourth"]


async def test_an_outcome_that_nobody_knows_is_waited_for(desk: Desk) -> None:
    """Longer than others are kept waiting, who are refused meanwhile."""
    writing = asyncio.ensure_future(desk.write("second", desk.line.black_out))
    line = desk.database.line
    await desk.until(lambda: line.trouble is not None and line.trouble.awaits_outcome)
    with pytest.raises(UnreachableError):
        await desk.write("third")
    assert not writing.done()
    desk.line.forget()
    desk.line.light_up()
    assert await writing == "second!"
    assert desk.words == ["first", "second"]
    await desk.is_back()


async def test_a_late_commit_of_a_lost_connection_changes_nothing_twice(desk: Desk) -> None:
    """What was on its way when the line fell silent arrives after all, and late."""
    writing = asyncio.ensure_future(desk.write("second", desk.line.black_out))
    line = desk.database.line
    await desk.until(lambda: line.trouble is not None and line.trouble.awaits_outcome)
    desk.line.light_up()  # the commit goes through, over a connection that was given up
    assert await writing == "second!"
    assert desk.words == ["first", "second"]


@pytest.mark.parametrize("how", ["stop", "stop_at_once", "kill"])
async def test_a_server_that_starts_anew_is_found(desk: Desk, how: str) -> None:
    server = desk.postgres.server
    getattr(server, how)()
    writing = asyncio.ensure_future(desk.write("second"))
    await asyncio.sleep(0)
    server.start()  # on this thread, with which it ends
    written = await asyncio.gather(writing, return_exceptions=True)
    await desk.is_back()
    assert await desk.write("third") == "third!"
    told = [word for word in written if isinstance(word, str)]
    assert desk.words == ["first", *(word.rstrip("!") for word in told), "third"]
    reading = text("SELECT count(*) FROM words")
    assert await desk.database.read(lambda connection: connection.scalar(reading)) == len(
        desk.words
    )


async def test_a_server_that_is_busy_is_waited_for(desk: Desk) -> None:
    """It works on it: however long that takes, nothing is cut."""

    def slow(connection: Connection) -> str:
        desk.attempts.append("slow")
        connection.execute(text("SELECT pg_sleep(:s)"), {"s": answering.ANSWER_S * 2 + 0.5})
        connection.execute(text("INSERT INTO words VALUES ('slow')"))
        return "done"

    writing = asyncio.ensure_future(desk.database.write(slow))
    line = desk.database.line
    await desk.until(lambda: line.trouble is not None)
    assert await writing == "done"
    assert desk.attempts.count("slow") == 1
    assert line.trouble is None


async def test_what_the_server_refuses_is_final(desk: Desk) -> None:
    def fail(connection: Connection) -> None:
        desk.attempts.append("fail")
        connection.execute(text("INSERT INTO words VALUES ('lost')"))
        connection.execute(text("SELECT 1 / 0"))

    with pytest.raises(StorageError, match="division by zero") as refused:
        await desk.database.write(fail)
    assert not isinstance(refused.value, UnreachableError)
    assert desk.attempts.count("fail") == 1
    assert desk.words == ["first"]
    assert desk.database.line.trouble is None
    assert await desk.write("second") == "second!"


async def test_what_the_server_refuses_is_said_without_the_row(desk: Desk) -> None:
    """Its details quote what was to be stored, names too; causes stand in logs."""

    def fail(connection: Connection) -> None:
        connection.execute(text("INSERT INTO words VALUES ('김하나', NULL)"))

    desk.postgres.run("ALTER TABLE words ADD COLUMN age INTEGER NOT NULL DEFAULT 1")

    with pytest.raises(StorageError, match="null value in column") as refused:
        await desk.database.write(fail)
    assert "김하나" not in str(refused.value)


async def test_readers_notice_nothing_of_a_server_that_was_restarted(desk: Desk) -> None:
    count = text("SELECT count(*) FROM words")
    read = desk.database.read
    assert await read(lambda connection: connection.scalar(count)) == 1
    desk.postgres.server.restart()  # on this thread, with which it ends
    assert await read(lambda connection: connection.scalar(count)) == 1


async def test_the_end_does_not_wait_for_a_line_that_never_comes_back(desk: Desk) -> None:
    writing = asyncio.ensure_future(desk.write("second", desk.line.black_out))
    line = desk.database.line
    await desk.until(lambda: line.trouble is not None and line.trouble.awaits_outcome)
    desk.database.give_up()
    with pytest.raises(UnreachableError):
        await writing
    async with asyncio.timeout(PATIENCE_S):
        await desk.database.close()


async def test_listeners_hear_of_trouble_and_of_its_end(desk: Desk) -> None:
    line, seen = desk.database.line, list[bool | None]()
    line.subscribe(lambda: seen.append(line.trouble.is_refusing if line.trouble else None))
    desk.line.black_out()
    with pytest.raises(UnreachableError):
        await desk.write("second")
    desk.line.light_up()
    await desk.is_back()
    assert seen[0] is False, "first it is late"
    assert True in seen
    assert seen[-1] is None


async def test_one_read_sees_one_moment_and_changes_nothing(desk: Desk) -> None:
    """As with SQLite: a report whose queries saw different moments would contradict itself."""

    def twice(connection: Connection) -> tuple[int, int]:
        count = text("SELECT count(*) FROM words")
        first = connection.scalar(count)
        desk.postgres.run("INSERT INTO words VALUES ('meanwhile')")
        return first or 0, connection.scalar(count) or 0

    assert await desk.database.read(twice) == (1, 1)
    assert await desk.database.read(twice) == (2, 2)
    written = text("INSERT INTO words VALUES ('by a reader')")
    with pytest.raises(StorageError, match="read-only"):
        await desk.database.read(lambda connection: connection.execute(written))
    await desk.write("second")
    assert "second" in desk.words, "the writer's connection is no reader's"
