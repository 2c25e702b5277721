"""Fencing: who slept while another desk took a class up cannot write into it any more.

Each time a class is taken up, its epoch counts on. A desk knows the epoch under which it leads, and
each of its transactions reads the present one under a lock that is held to the end: nobody takes
the class up between the look and the commit.
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
# By hand, since every commit waits for it; the driver prepares it.
_LOOK = "SELECT id, owner_epoch FROM lecture_sessions WHERE id = ANY(%s) ORDER BY id FOR SHARE"


class Fence:
    """The sessions into which this desk may write, each under its epoch."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._epochs: dict[int, int] = {}

    def learn(self, connection: Connection) -> None:
        """Write into the sessions that this desk was the last to lead, in an earlier run."""
        query = select(_sessions.c.id, _sessions.c.owner_epoch)
        for row in connection.execute(query.where(_sessions.c.desk_id == self.desk.id)):
            self.hold(row.id, row.owner_epoch)

    def hold(self, session_id: int, epoch: int = FIRST_EPOCH) -> None:
        """Write into a session from now on, as long as it has this epoch."""
        self._epochs[session_id] = epoch

    def drop(self, session_id: int) -> None:
        """Write into a session no more."""
        self._epochs.pop(session_id, None)

    def led(self) -> Select[tuple[int]]:
        """Return what finds the sessions that this desk leads, or was the last to lead."""
        return select(_sessions.c.id).where(_sessions.c.desk_id == self.desk.id)

    def instructor(self) -> ScalarSelect[int | None]:
        """Return what finds this desk's instructor among the users."""
        query = select(_desks.c.instructor_id).where(_desks.c.id == self.desk.id)
        return query.scalar_subquery()

    def goes_on_elsewhere(self) -> ColumnElement[bool]:
        """Return whether a row of `lecture_sessions`, beside its row of `desks`, is led by others.

        As nobody may take such a class up, so nobody may delete it.
        """
        # Imported here: that knows of leases, which know of fences.
        from classroom_app.storage.shared.leading import goes_on_elsewhere

        return goes_on_elsewhere(self.desk)

    def refuse_what_goes_on(self, connection: Connection, session_ids: Sequence[int]) -> None:
        """See that no other desk leads one of these classes, up to the end of this transaction.

        Raises:
            ClassRunningError: one does.
        """
        from classroom_app.storage.shared.leading import refuse_what_goes_on

        refuse_what_goes_on(connection, session_ids, self.desk)

    def is_under(self, session_id: int, epoch: int | None) -> bool:
        """Tell whether that is the epoch under which this desk writes into a session."""
        return self._epochs.get(session_id, -1) == epoch

    def check(self, connection: Connection, session_ids: Iterable[int]) -> None:
        """See that this transaction may write into these sessions, up to its commit.

        Raises:
            LedElsewhereError: another desk has taken one of them up.
            The driver's own errors.
        """
        wanted = sorted(set(session_ids))
        cursor = connection.connection.cursor()
        try:
            cursor.execute(_LOOK, (wanted,))
            # One that is not there yet is opened by this very transaction.
            found = {**dict.fromkeys(wanted, FIRST_EPOCH), **dict(cursor.fetchall())}
        finally:
            cursor.close()
        for session_id, epoch in found.items():
            if not self.is_under(session_id, epoch):
                raise LedElsewhereError(session_id, leader_of(connection, session_id))


def leader_of(connection: Connection, session_id: int) -> Leader:
    """Return who leads a session, or was the last to, and since when."""
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
