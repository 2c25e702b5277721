from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from classroom_app.storage.database import Database, make_engine
from classroom_app.storage.journal import SqlJournal
from tests.helpers.school import School
from tests.helpers.stored import one_of


@pytest.fixture
async def database(school: School) -> AsyncIterator[Database]:
    """Another hand on the file of a running program."""
    database = Database(make_engine(school.program.config.database))
    yield database
    await database.close()


async def test_a_sign_of_life_never_goes_back(school: School, database: Database) -> None:
    """An event is stored at once, a sign of life that came before it seconds later."""
    await school.student("Kim")
    journal = SqlJournal(database)

    def last_active() -> Any:
        query = "SELECT last_active_at FROM session_participants"
        return one_of(school.program.config.data_dir, query)

    joined = last_active()
    at = datetime.fromisoformat(f"{joined}+00:00")
    await journal.flush_activity({1: at - timedelta(milliseconds=1)})
    assert last_active() == joined
    await journal.flush_activity({1: at + timedelta(seconds=1), 99: at})
    assert datetime.fromisoformat(f"{last_active()}+00:00") == at + timedelta(seconds=1)


async def test_no_sign_of_life_is_no_write(database: Database) -> None:
    await database.close()  # who writes now, fails
    await SqlJournal(database).flush_activity({})
