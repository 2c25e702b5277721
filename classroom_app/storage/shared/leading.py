"""Classes that other desks are leading now: they can be neither deleted nor reviewed here."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.domain.transitions import SessionStatus
from classroom_app.storage import tables
from classroom_app.storage.shared import desks
from classroom_app.storage.shared.desks import Desk
from classroom_app.storage.shared.stranded import is_led

_sessions, _desks = tables.lecture_sessions, tables.desks


def goes_on_elsewhere(me: Desk) -> ColumnElement[bool]:
    """Return the condition that another desk is leading a session.

    For queries of `lecture_sessions` joined with `desks`. Such a class can neither be taken up nor
    deleted.
    """
    return and_(
        _sessions.c.status != SessionStatus.ENDED.value,
        _sessions.c.desk_id.is_distinct_from(me.id),
        or_(is_led, and_(_desks.c.id.is_not(None), desks.is_running())),
    )


def refuse_what_goes_on(connection: Connection, session_ids: Sequence[int], me: Desk) -> None:
    """Check that no other desk leads any of these classes, until this transaction ends.

    Raises:
        ClassRunningError: one does.
    """
    those = _sessions.c.id.in_(session_ids)
    # Taking up a class updates its row, and waits for this lock.
    connection.execute(
        select(_sessions.c.id).where(those).order_by(_sessions.c.id).with_for_update()
    )
    query = (
        select(_sessions.c.title, _desks.c.name)
        .select_from(_sessions.outerjoin(_desks, _desks.c.id == _sessions.c.desk_id))
        .where(those, goes_on_elsewhere(me))
        .order_by(_sessions.c.id)
    )
    led = connection.execute(query).first()
    if led is not None:
        raise ClassRunningError(led.title, led.name or "?")
