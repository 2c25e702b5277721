"""The write side of the port: one call, one durable transaction."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, update

from classroom_app.application.ports import Record
from classroom_app.storage import tables
from classroom_app.storage.database import Database
from classroom_app.storage.projection import Projection

_participants = tables.session_participants
_TOUCH = (
    update(_participants)
    .where(_participants.c.id == bindparam("row_id"))
    # A later event may have been stored before this activity.
    .where(_participants.c.last_active_at < bindparam("at"))
    .values(last_active_at=bindparam("at"))
)


class SqlJournal:
    """Implements `application.ports.Journal`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def commit(self, records: Sequence[Record]) -> None:
        """Store events, cookies, and the tables kept from the events.

        Raises:
                LedElsewhereError: another desk leads one of the sessions; nothing was stored.
                StorageError: nothing was stored.
        """
        fence = self._database.fence

        def work(connection: Connection) -> None:
            if fence is not None:
                fence.check(connection, (record.session_id for record in records))
            projection = Projection(None if fence is None else fence.desk.id)
            for record in records:
                projection.add(record)
            projection.write(connection)

        await self._database.write(work)

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        """Store when each participant, by id, was last active.

        Raises:
            StorageError: nothing was stored.
        """
        rows = [{"row_id": row_id, "at": at} for row_id, at in last_active.items()]
        if not rows:
            return
        touch, fence = _TOUCH, self._database.fence
        if fence is not None:
            touch = touch.where(_participants.c.session_id.in_(fence.led()))
        await self._database.write(lambda connection: connection.execute(touch, rows))
