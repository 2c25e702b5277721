"""What one computer changes is heard on the others, whatever happens to the line."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable, Iterator

import pytest
from sqlalchemy import Engine

from classroom_app.application.shared_lists import EVERYTHING, Topic, Topics
from classroom_app.server.open_files import allow_many_connections
from classroom_app.storage import tables
from classroom_app.storage.database import make_engine
from classroom_app.storage.shared import change_feed
from classroom_app.storage.shared.change_feed import CHANNEL, ChangeFeed
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.timing import PATIENCE_S

LESSON = (
    "INSERT INTO lessons (id, title, language, content_sha256, created_at, is_unfinished) "
    "VALUES (1, 'L', 'en', '', now(), false)"
)
ROSTER = "INSERT INTO rosters (id, title, created_at) VALUES (1, 'R', now())"
PERSON = "INSERT INTO roster_people (id, roster_id, number, name) VALUES (1, 1, 1, 'Kim')"
USER = "INSERT INTO users (id, name, role, created_at) VALUES (1, 'T', 'INSTRUCTOR', now())"
CLASS = (
    "INSERT INTO lecture_sessions (id, lesson_id, instructor_id, title, session_code, status, "
    "guests_allowed, max_participants, locked, rehearsal, created_at) "
    "VALUES (1, 1, 1, 'C', 'ABCD', 'WAITING', false, 10, false, false, now())"
)
STUDENT = (
    "INSERT INTO session_participants (id, session_id, user_id, status, last_active_at) "
    "VALUES (1, 1, 1, 'WAITING', now())"
)
MARK = (
    "INSERT INTO attendance_corrections (session_id, person_id, mark, user_id, corrected_at) "
    "VALUES (1, 1, 'PRESENT', 1, now())"
)
MANY = 1_100

# What is nobody's news by itself: parts of what is told, and what goes on in a class.
_UNTOLD = {
    *("users", "subtasks", "pictures", "desks", "id_blocks", "cookies", "last_writes"),
    *("session_events", "session_helpers", "session_step_controls", "subtask_completions"),
    *("help_requests", "screenshots", "device_addresses"),
}


class Ears:
    """A feed, and what it has heard."""

    def __init__(self, engine: Engine, database: PostgresDatabase) -> None:
        self.heard: asyncio.Queue[Topics] = asyncio.Queue()
        self.database = database
        self.feed = ChangeFeed(engine, self.heard.put_nowait, check_s=0.2, retry_s=0.05)

    async def next(self) -> Topics:
        async with asyncio.timeout(PATIENCE_S):
            return await self.heard.get()

    async def after(self, *statements: str) -> Topics:
        """Return what is heard of statements in one transaction."""
        await asyncio.to_thread(self.database.run, ";".join(statements))
        return await self.next()


@pytest.fixture
async def ears(postgres: PostgresDatabase) -> AsyncIterator[Ears]:
    engine = make_engine(postgres.url)
    ears = Ears(engine, postgres)
    ears.feed.start()
    assert await ears.next() == EVERYTHING, "what was changed before anybody listened"
    yield ears
    await ears.feed.stop()
    engine.dispose()


async def test_each_change_is_heard_by_its_kind(ears: Ears) -> None:
    assert await ears.after(LESSON) == {Topic.LESSONS}
    assert await ears.after("UPDATE lessons SET title = 'M'") == {Topic.LESSONS}
    covered = "INSERT INTO covered_pictures (sha256, covered_sha256) VALUES ('a', 'b')"
    assert await ears.after(covered) == {Topic.COVERED}
    assert await ears.after(ROSTER, PERSON) == {Topic.ROSTERS}
    assert await ears.after("UPDATE roster_people SET name = 'Lee'") == {Topic.ROSTERS}
    assert await ears.after("UPDATE rosters SET card_token = 'abc'") == {Topic.ROSTERS}
    assert await ears.after("UPDATE rosters SET attendance = '{}'") == {Topic.ATTENDANCE}
    assert await ears.after(USER, CLASS) == {Topic.CLASSES}
    assert await ears.after(MARK) == {Topic.ATTENDANCE}
    assert await ears.after("UPDATE lecture_sessions SET status = 'ENDED'") == {Topic.CLASSES}
    assert await ears.after(STUDENT, "DELETE FROM session_participants") == {Topic.ERASED}
    erased = await ears.after("DELETE FROM attendance_corrections", "DELETE FROM lecture_sessions")
    assert erased == {Topic.ATTENDANCE, Topic.ERASED}
    assert await ears.after("DELETE FROM lessons") == {Topic.LESSONS}


def test_of_every_table_it_is_known_whether_it_is_told(postgres: PostgresDatabase) -> None:
    triggers = "SELECT DISTINCT event_object_table FROM information_schema.triggers"
    told = {name for (name,) in postgres.rows(triggers)}
    assert told | _UNTOLD == tables.metadata.tables.keys()
    assert not told & _UNTOLD


async def test_what_goes_on_in_a_class_is_nobodys_news(ears: Ears) -> None:
    await ears.after(LESSON, USER, CLASS)
    await ears.after(ROSTER, PERSON)
    for statement in (
        STUDENT,
        "UPDATE lecture_sessions SET status = 'WAITING', locked = true",
        "UPDATE session_participants SET status = 'ACTIVE'",
        "UPDATE roster_people SET comfort = '{}'",
    ):
        await asyncio.to_thread(ears.database.run, statement)
    assert await ears.after("UPDATE lessons SET title = 'M'") == {Topic.LESSONS}


async def test_a_word_of_a_newer_version_is_passed_over(ears: Ears) -> None:
    ears.database.run(f"NOTIFY {CHANNEL}, 'weather'")
    assert await ears.after(LESSON) == {Topic.LESSONS}


def _cut(database: PostgresDatabase) -> None:
    database.run(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        "WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def _restart(database: PostgresDatabase) -> None:
    database.server.restart()


@pytest.mark.parametrize("harm", [_cut, _restart])
async def test_after_a_cut_everything_may_have_changed(
    ears: Ears, harm: Callable[[PostgresDatabase], None]
) -> None:
    harm(ears.database)  # here: a server ends with the thread that has started it
    assert await ears.next() == EVERYTHING
    assert await ears.after(LESSON) == {Topic.LESSONS}


@pytest.fixture
def full_house() -> Iterator[None]:
    """As many open files as the phones of a thousand students and their pages take."""
    allow_many_connections()
    kept = [socket.socket() for _ in range(MANY)]
    yield
    for one in kept:
        one.close()


@pytest.mark.usefixtures("full_house")
async def test_a_feed_hears_beside_a_thousand_phones(postgres: PostgresDatabase) -> None:
    """A connection then has a number that `select` cannot look at."""
    engine = make_engine(postgres.url)
    ears = Ears(engine, postgres)
    ears.feed.start()
    try:
        assert await ears.next() == EVERYTHING
        assert await ears.after(LESSON) == {Topic.LESSONS}
    finally:
        await ears.feed.stop()
        engine.dispose()


async def test_a_feed_stops_at_once_while_its_server_is_away(ears: Ears) -> None:
    server = ears.database.server
    server.stop()
    try:
        await ears.feed.stop()
    finally:
        server.start()
    assert ears.heard.empty()


async def test_a_feed_that_is_just_connecting_is_not_waited_for(
    ears: Ears, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that takes connections and says nothing, as behind a firewall."""
    monkeypatch.setattr(change_feed, "FAREWELL_S", 0.05)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        engine = make_engine(f"postgresql://nobody@127.0.0.1:{port}/none?connect_timeout=2")
        feed = ChangeFeed(engine, ears.heard.put_nowait)
        feed.start()
        thread = feed._thread
        assert thread is not None
        line, _address = await asyncio.to_thread(silent.accept)
        await feed.stop()
        assert thread.is_alive()
        line.close()
        await asyncio.to_thread(thread.join, PATIENCE_S)
        assert not thread.is_alive()
        assert ears.heard.empty()
        engine.dispose()
