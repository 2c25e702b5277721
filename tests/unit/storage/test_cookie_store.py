"""Cookies in a real database: what is stored, and which are deleted."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from classroom_app.application.ports import Grant, Identity, StorageError
from classroom_app.server.identities import INSTRUCTOR, STUDENT, grant_of, token_sha256
from classroom_app.storage import tables
from classroom_app.storage.cookie_store import SqlCookieStore
from classroom_app.storage.database import Database, make_engine
from tests.helpers.lecture import NINE

YESTERDAY, LATER = NINE - timedelta(days=1), NINE + timedelta(hours=1)
TEACHER, KIM, SESSION, PARTICIPANT = 1, 2, 3, 4

# The rows that cookies refer to; foreign keys are enforced.
ROWS = [
    (tables.users, {"id": TEACHER, "name": "Han", "role": INSTRUCTOR, "created_at": NINE}),
    (tables.users, {"id": KIM, "name": "Kim", "role": STUDENT, "created_at": NINE}),
    (
        tables.lessons,
        {"id": 1, "title": "A", "language": "ko", "content_sha256": "0" * 64, "created_at": NINE},
    ),
    (
        tables.lecture_sessions,
        {
            "id": SESSION,
            "lesson_id": 1,
            "instructor_id": TEACHER,
            "title": "A",
            "session_code": "482913",
            "status": "WAITING",
            "guests_allowed": False,
            "max_participants": 40,
            "locked": False,
            "rehearsal": False,
            "created_at": NINE,
        },
    ),
    (
        tables.session_participants,
        {
            "id": PARTICIPANT,
            "session_id": SESSION,
            "user_id": KIM,
            "status": "JOINED",
            "last_active_at": NINE,
        },
    ),
]

STUDENTS = grant_of("kim", Identity(KIM, STUDENT, SESSION, PARTICIPANT), YESTERDAY)
PROGRAM = grant_of("program", Identity(TEACHER, INSTRUCTOR), YESTERDAY)
OLD_REMOTE = grant_of(
    "old", Identity(TEACHER, INSTRUCTOR, SESSION, remote=True, invited_at=YESTERDAY), YESTERDAY
)
NEW_REMOTE = grant_of(
    "new", Identity(TEACHER, INSTRUCTOR, SESSION, remote=True, invited_at=NINE), NINE
)
ALL = [STUDENTS, PROGRAM, OLD_REMOTE, NEW_REMOTE]


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    engine = make_engine(tmp_path / "classroom.db")
    tables.metadata.create_all(engine)
    with engine.begin() as connection:
        for table, row in ROWS:
            connection.execute(insert(table), row)
    database = Database(engine)
    yield database
    await database.close()


@pytest.fixture
async def store(database: Database) -> SqlCookieStore:
    store = SqlCookieStore(database)
    for grant in ALL:
        await store.remember(grant)
    return store


async def stored(database: Database) -> set[str]:
    query = select(tables.cookies.c.token_sha256)
    return await database.read(lambda connection: set(connection.scalars(query)))


def written(folder: Path) -> bytes:
    """Return all that the database has on disk; Windows locks the index of the write-ahead log."""
    files = [path for path in folder.iterdir() if not path.name.endswith("-shm")]
    return b"".join(path.read_bytes() for path in files)


def hashes(*grants: Grant) -> set[str]:
    return {grant.token_sha256 for grant in grants}


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("grant", ALL)
async def test_a_cookie_is_stored_as_it_was_granted(database: Database, grant: Grant) -> None:
    query = select(tables.cookies).where(tables.cookies.c.token_sha256 == grant.token_sha256)
    row = await database.read(lambda connection: connection.execute(query).one())
    assert row._asdict() == {
        "token_sha256": grant.token_sha256,
        "user_id": grant.identity.user_id,
        "role": grant.identity.role,
        "session_id": grant.identity.session_id,
        "participant_id": grant.identity.participant_id,
        "remote": grant.identity.remote,
        "created_at": grant.at,
    }


async def test_the_file_holds_no_token(database: Database, tmp_path: Path) -> None:
    token = "a-token-that-would-open-the-class"
    await SqlCookieStore(database).remember(grant_of(token, Identity(TEACHER, INSTRUCTOR), NINE))
    assert await stored(database) == {token_sha256(token)}
    content = written(tmp_path)
    assert token_sha256(token).encode() in content
    assert token.encode() not in content


async def test_everyone_who_may_lead_is_forgotten_and_no_student(
    store: SqlCookieStore, database: Database
) -> None:
    await store.forget_leaders()
    assert await stored(database) == hashes(STUDENTS)


async def test_only_remotes_of_before_are_forgotten(
    store: SqlCookieStore, database: Database
) -> None:
    await store.forget_remotes(NINE)
    assert await stored(database) == hashes(STUDENTS, PROGRAM, NEW_REMOTE)
    await store.forget_remotes(LATER)
    assert await stored(database) == hashes(STUDENTS, PROGRAM)


async def test_a_cookie_that_cannot_be_stored_is_told(
    store: SqlCookieStore, database: Database
) -> None:
    with pytest.raises(StorageError):
        await store.remember(PROGRAM)
    with pytest.raises(StorageError):
        await store.remember(grant_of("nobody", Identity(99, INSTRUCTOR), NINE))
    assert await stored(database) == hashes(*ALL)
