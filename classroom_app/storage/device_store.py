"""What the listener for the Android app stores: screenshots, and the address of each phone."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from classroom_app.storage import tables
from classroom_app.storage.database import Database

_screenshots, _addresses = tables.screenshots, tables.device_addresses


class SqlScreenshotStore:
    """Implements `server.android.screenshot_files.ScreenshotStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def add(
        self,
        session_id: int,
        participant_id: int,
        path: str,
        captured_at: datetime,
        created_at: datetime,
        keep: int,
    ) -> tuple[int, list[str]]:
        """Store a screenshot's row; delete all but this participant's newest `keep` rows.

        Returns the row's id and the paths of the deleted rows, whose files are still there.

        Raises:
            StorageError: nothing was stored.
        """
        fence = self._database.fence

        def work(connection: Connection) -> tuple[int, list[str]]:
            if fence is not None:
                fence.check(connection, (session_id,))
            row = {
                "session_id": session_id,
                "participant_id": participant_id,
                "path": path,
                "captured_at": captured_at,
                "created_at": created_at,
            }
            added = connection.execute(insert(_screenshots), row).inserted_primary_key
            assert added is not None, "one row was inserted"
            older = connection.execute(
                select(_screenshots.c.id, _screenshots.c.path)
                .where(_screenshots.c.participant_id == participant_id)
                .order_by(_screenshots.c.id.desc())
                .offset(keep)
            ).all()
            if older:
                surplus = [found.id for found in older]
                connection.execute(delete(_screenshots).where(_screenshots.c.id.in_(surplus)))
            return int(added[0]), [found.path for found in older]

        return await self._database.write(work)

    async def path(self, screenshot_id: int) -> str | None:
        """Return the path of a screenshot, or None if there is none.

        Raises:
            StorageError: it could not be read.
        """
        if screenshot_id > tables.LARGEST_ID:  # PostgreSQL would raise an error
            return None
        query = select(_screenshots.c.path).where(_screenshots.c.id == screenshot_id)

        def work(connection: Connection) -> str | None:
            found: str | None = connection.scalar(query)
            return found

        return await self._database.read(work)


class SqlDeviceStore:
    """Implements `server.android.device_service.DeviceStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, session_id: int, participant_id: int, address: str) -> None:
        """Store the address from which a participant's device joined last.

        Raises:
            StorageError: it was not stored.
        """
        row = {"participant_id": participant_id, "session_id": session_id, "address": address}

        fence = self._database.fence

        def work(connection: Connection) -> None:
            if fence is not None:
                fence.check(connection, (session_id,))
            connection.execute(
                delete(_addresses).where(_addresses.c.participant_id == participant_id)
            )
            connection.execute(insert(_addresses), row)

        await self._database.write(work)

    async def addresses(self, session_id: int | None = None) -> list[tuple[int, int, str]]:
        """Return (session, participant, address) of every device in this desk's sessions.

        With `session_id`, of every device in that session, whichever desk led it.

        Raises:
            StorageError: they could not be read.
        """
        query = select(
            _addresses.c.session_id, _addresses.c.participant_id, _addresses.c.address
        ).order_by(_addresses.c.participant_id)
        fence = self._database.fence
        if session_id is not None:
            query = query.where(_addresses.c.session_id == session_id)
        elif fence is not None:
            query = query.where(_addresses.c.session_id.in_(fence.led()))

        def work(connection: Connection) -> list[tuple[int, int, str]]:
            return [
                (row.session_id, row.participant_id, row.address)
                for row in connection.execute(query)
            ]

        return await self._database.read(work)
