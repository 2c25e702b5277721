"""Several desks on one PostgreSQL, as programs inside the test's own loop or as processes."""

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from classroom_app.storage.database import make_engine
from classroom_app.storage.shared import leases
from classroom_app.storage.shared.desk_line import DeskLine
from classroom_app.storage.shared.desks import Desk
from classroom_app.storage.shared.fence import Fence
from classroom_app.storage.shared.leases import DeskLeases
from classroom_app.system.paths import make_data_dir
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.school import School, open_school


def desk_school(
    postgres: PostgresDatabase, data_dir: Path, code: str, **config: Any
) -> AbstractAsyncContextManager[School]:
    """Open a class at a desk with its own data folder."""
    return open_school(data_dir, code=code, database_url=postgres.url, **config)


def put_to_sleep(postgres: PostgresDatabase, name: str) -> None:
    """Make a desk look silent for longer than its lease, and end its connections.

    The server does this to a computer that sleeps.
    """
    postgres.rows(
        "UPDATE desks SET seen_at = seen_at - interval '1 minute' WHERE name = %s RETURNING id",
        name,
    )
    postgres.rows(
        "SELECT pg_terminate_backend(l.pid, 10000) FROM pg_locks AS l "
        "JOIN desks AS d ON d.id = l.objid "
        "WHERE l.locktype = 'advisory' AND l.classid = %s AND d.name = %s",
        leases.DESK_LOCK,
        name,
    )


async def wake(school: School) -> None:
    """Make a desk that slept notice its lost connection, and reconnect."""
    assert school.program.sharing is not None
    await school.program.sharing.leases.beat()


@asynccontextmanager
async def bare_desk(
    postgres: PostgresDatabase, data_dir: Path, name: str
) -> AsyncIterator["BareDesk"]:
    """A desk's connection, fence and leases on the server, without a class."""
    make_data_dir(data_dir)
    engine = make_engine(postgres.url)
    line = DeskLine(engine)
    try:
        desk = await leases.sign_on(line, data_dir, name, "1.0")
        yield BareDesk(desk, line)
    finally:
        await line.close()
        engine.dispose()


class BareDesk:
    """A connection, a fence and leases; `lost` has the ids of sessions that others resumed."""

    def __init__(self, desk: Desk, line: DeskLine) -> None:
        self.desk, self.line = desk, line
        self.fence = Fence(desk)
        self.leases = DeskLeases(line, self.fence)
        self.lost: list[tuple[int, str]] = []
        self.leases.on_lost = lambda session_id, leader: self.lost.append(
            (session_id, leader.computer)
        )

    async def check(self, *session_ids: int) -> None:
        """Check whether a transaction of this desk may write into sessions."""

        def work(connection: Connection) -> None:
            self.fence.check(connection, session_ids)

        await self.line.ask(work)
