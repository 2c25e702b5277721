"""Unfinished classes that nobody leads."""

from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    func,
    literal_column,
    or_,
    select,
)
from sqlalchemy.sql import column, table

from classroom_app.application.ports import SessionSummary
from classroom_app.application.stranded_classes import StrandedClass, Unfinished
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import tables
from classroom_app.storage.database import Database
from classroom_app.storage.shared import desks
from classroom_app.storage.shared.desks import Desk
from classroom_app.storage.shared.leases import SESSION_LOCK

# An older unfinished class was forgotten: only its own desk still offers it.
OFFERED_FOR = timedelta(hours=3)
LONGEST_CLASS = timedelta(hours=12)
# Right after the server has started, desks may lead without holding their leases.
SETTLE_S = 15
_sessions, _desks, _steps = tables.lecture_sessions, tables.desks, tables.subtasks
_locks = table(
    "pg_locks",
    *(column(name) for name in ("locktype", "classid", "objid", "objsubid", "database")),
)
_here: ColumnElement[int] = literal_column(
    "(SELECT oid FROM pg_database WHERE datname = current_database())"
)
is_led = (
    select(_locks.c.objid)
    .where(
        _locks.c.locktype == "advisory",
        _locks.c.classid == SESSION_LOCK,
        _locks.c.objid == func.cast(_sessions.c.id, Integer),
        _locks.c.objsubid == 2,  # an advisory lock of two numbers
        _locks.c.database == _here,
    )
    .exists()
)


class SqlUnfinished:
    """Reads `application.stranded_classes.Unfinished`, as one desk sees it."""

    def __init__(self, database: Database, desk: Desk) -> None:
        self._database, self._desk = database, desk

    async def __call__(self) -> Unfinished:
        """Return those classes, and this desk's own unfinished ones.

        Raises:
            StorageError: they could not be read.
        """
        return await self._database.read(self._work)

    def _work(self, connection: Connection) -> Unfinished:
        total = (
            select(func.count())
            .where(_steps.c.lesson_id == _sessions.c.lesson_id)
            .scalar_subquery()
        )
        not_over = (
            select(_sessions, _desks.c.name.label("computer"), total.label("total_steps"))
            .select_from(_sessions.outerjoin(_desks, _desks.c.id == _sessions.c.desk_id))
            .where(_sessions.c.status != SessionStatus.ENDED.value)
            .order_by(_sessions.c.created_at, _sessions.c.id)
        )
        own = not_over.where(_sessions.c.desk_id == self._desk.id)
        stranded = not_over.where(
            ~_sessions.c.rehearsal,
            _sessions.c.desk_id.is_distinct_from(self._desk.id),
            _sessions.c.created_at > desks.server_time() - LONGEST_CLASS,
            or_(_desks.c.id.is_(None), ~desks.is_running() & desks.seen_within(OFFERED_FOR)),
            ~is_led,
            func.pg_postmaster_start_time() < func.now() - timedelta(seconds=SETTLE_S),
        )
        return Unfinished(_found(connection, stranded), _found(connection, own))


def _found(connection: Connection, query: Select[Any]) -> tuple[StrandedClass, ...]:
    return tuple(
        StrandedClass(
            SessionSummary(
                id=row.id,
                code=row.session_code,
                title=row.title,
                lesson_id=row.lesson_id,
                status=SessionStatus(row.status),
                total_steps=row.total_steps,
                created_at=row.created_at,
                rehearsal=row.rehearsal,
            ),
            row.computer or "",
        )
        for row in connection.execute(query)
    )
