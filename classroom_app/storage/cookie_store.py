"""Cookies as rows; only the hash of a token is ever written."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, insert

from classroom_app.application.ports import Grant
from classroom_app.storage import tables
from classroom_app.storage.database import Database


def grant_row(grant: Grant) -> dict[str, Any]:
    """Return the row of a cookie."""
    identity = grant.identity
    return {
        "token_sha256": grant.token_sha256,
        "user_id": identity.user_id,
        "role": identity.role,
        "session_id": identity.session_id,
        "participant_id": identity.participant_id,
        "remote": identity.remote,
        "created_at": grant.at,
    }


class SqlCookieStore:
    """Implements `server.identities.CookieStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def remember(self, grant: Grant) -> None:
        """Store a cookie's hash.

        Raises:
            StorageError: it was not stored.
        """
        row = grant_row(grant)
        await self._database.write(
            lambda connection: connection.execute(insert(tables.cookies), row)
        )

    async def forget_leaders(self) -> None:
        """Delete every cookie of this desk's instructor.

        Raises:
            StorageError: nothing was deleted.
        """
        await self._delete(tables.cookies.c.role == "INSTRUCTOR")

    async def forget_remotes(self, before: datetime) -> None:
        """Delete this desk's cookies of remotes that were created before a moment.

        Raises:
            StorageError: nothing was deleted.
        """
        await self._delete(tables.cookies.c.remote & (tables.cookies.c.created_at < before))

    async def _delete(self, which: ColumnElement[bool]) -> None:
        statement = delete(tables.cookies).where(which)
        fence = self._database.fence
        if fence is not None:  # other desks' cookies are theirs
            statement = statement.where(tables.cookies.c.user_id == fence.instructor())
        await self._database.write(lambda connection: connection.execute(statement))
