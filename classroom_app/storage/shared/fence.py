"""Fencing: a desk that slept while another took up its class can no longer write to it.

Each time a class is taken up, its epoch is incremented. A desk remembers the epoch under which it
leads, and each of its transactions reads the present one under a lock that is held to the end:
nobody can take up the class between that check and the commit.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, func, select

from classroom_app.application.ports import Leader, LedElsewhereError
from classroom_app.domain.events import SessionOpened, SessionRecovered
from classroom_app.storage import event_store, tables
from classroom_app.storage.shared.desks import Desk

_sessions, _events, _desks = tables.lecture_sessions, tables.session_events, tables.desks
_BEGAN = [event_store.KINDS[kind] for kind in (SessionOpened, SessionRecovered)]
FIRST_EPOCH = 0
# Plain SQL, since every commit waits for it; the driver prepares it.
_LOOK = "SELECT id, owner_epoch FROM lecture_sessions WHERE id = ANY(%s) ORDER BY id FOR SHARE"


class Fence:
    """The sessions that this desk may write to, each with its epoch."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._epochs: dict[int, int] = {}

    def learn(self, connection: Connection) -> None:
        """Allow writing to the sessions that this desk was the last to lead, in an earlier run."""
        query = select(_sessions.c.id, _sessions.c.owner_epoch)
        for row in connection.execute(query.where(_sessions.c.desk_id == self.desk.id)):
            self.hold(row.id, row.owner_epoch)

    def hold(self, session_id: int, epoch: int = FIRST_EPOCH) -> None:
        """Allow writing to a session as long as it has this epoch."""
        self._epochs[session_id] = epoch

    def drop(self, session_id: int) -> None:
        """Forbid writing to a session."""
        self._epochs.pop(session_id, None)

    def led(self) -> Select[tuple[int]]:
        """Return a query for the ids of sessions that this desk leads or was the last to lead."""
        return select(_sessions.c.id).where(_sessions.c.desk_id == self.desk.id)

    def instructor(self) -> ScalarSelect[int | None]:
        """Return a subquery for the user id of this desk's instructor."""
        query = select(_desks.c.instructor_id).where(_desks.c.id == self.desk.id)
        return query.scalar_subquery()

    def goes_on_elsewhere(self) -> ColumnElement[bool]:
        """Return the condition that another desk is leading a session.

        For queries of `lecture_sessions` joined with `desks`. Such a class can neither be taken up
        nor deleted.
        """
        # Imported here: it imports `leases`, which imports this module.
        from classroom_app.storage.shared.leading import goes_on_elsewhere

        return goes_on_elsewhere(self.desk)

    def refuse_what_goes_on(self, connection: Connection, session_ids: Sequence[int]) -> None:
        """Check that no other desk leads any of these classes, until this transaction ends.

        Raises:
            ClassRunningError: one does.
        """
        from classroom_app.storage.shared.leading import refuse_what_goes_on

        refuse_what_goes_on(connection, session_ids, self.desk)

    def is_under(self, session_id: int, epoch: int | None) -> bool:
        """Return whether this desk may write to a session that has this epoch."""
        return self._epochs.get(session_id, -1) == epoch

    def check(self, connection: Connection, session_ids: Iterable[int]) -> None:
        """Check that this transaction may write to these sessions, until its commit.

        Raises:
            LedElsewhereError: another desk has taken one of them up.
            The driver's own errors.
        """
        wanted = sorted(set(session_ids))
        cursor = connection.connection.cursor()
        try:
            cursor.execute(_LOOK, (wanted,))
            # A session without a row yet is opened by this transaction.
            found = {**dict.fromkeys(wanted, FIRST_EPOCH), **dict(cursor.fetchall())}
        finally:
            cursor.close()
        for session_id, epoch in found.items():
            if not self.is_under(session_id, epoch):
                raise LedElsewhereError(session_id, leader_of(connection, session_id))


def leader_of(connection: Connection, session_id: int) -> Leader:
    """Return the desk that leads a session or was the last to, and since when."""
    since = (
        select(func.max(_events.c.at))
        .where(_events.c.session_id == session_id, _events.c.kind.in_(_BEGAN))
        .scalar_subquery()
    )
    query = (
        select(_desks.c.name, since.label("since"))
        .select_from(_sessions.outerjoin(_desks, _desks.c.id == _sessions.c.desk_id))
        .where(_sessions.c.id == session_id)
    )
    row = connection.execute(query).first()
    return Leader() if row is None else Leader(row.name or "", row.since)
