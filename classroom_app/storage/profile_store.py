"""The instructor's id and name."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from classroom_app.application.ports import InstructorProfile
from classroom_app.domain.numbered import IdSource, Numbered
from classroom_app.storage import tables
from classroom_app.storage.database import Database

_users = tables.users


class SqlProfileStore:
    """Implements `application.instructor_service.ProfileStore`."""

    def __init__(self, database: Database, ids: IdSource, now: Callable[[], datetime]) -> None:
        self._database, self._ids, self._now = database, ids, now

    async def instructor(self, default_name: str) -> InstructorProfile:
        """Return the instructor, created with `default_name` if there is none yet.

        Where several desks share the database, each has its own.
        """
        query = (
            select(_users.c.id, _users.c.name)
            .where(_users.c.role == "INSTRUCTOR")
            .order_by(_users.c.id)
        )
        fence = self._database.fence
        if fence is not None:
            query = query.where(_users.c.id == fence.instructor())

        def work(connection: Connection) -> InstructorProfile:
            row = connection.execute(query).first()
            if row is not None:
                return InstructorProfile(row.id, row.name)
            user_id = self._ids.next_id(Numbered.USER)
            profile = InstructorProfile(user_id, default_name, is_new=True)
            connection.execute(
                insert(_users),
                {
                    "id": profile.user_id,
                    "name": profile.name,
                    "role": "INSTRUCTOR",
                    "created_at": self._now(),
                },
            )
            if fence is not None:
                here = tables.desks.c.id == fence.desk.id
                values = {"instructor_id": profile.user_id}
                connection.execute(update(tables.desks).where(here).values(values))
            return profile

        return await self._database.write(work)

    async def rename_instructor(self, user_id: int, name: str) -> None:
        """Store the instructor's new name."""
        statement = update(_users).where(_users.c.id == user_id).values(name=name)
        await self._database.write(lambda connection: connection.execute(statement))
