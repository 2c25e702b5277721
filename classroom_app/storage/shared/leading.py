"""Which classes go on at other desks at this moment: nobody here deletes them, or looks back."""

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
    """Return whether a row of `lecture_sessions`, beside its row of `desks`, is led by others.

    As nobody may take such a class up, so nobody may delete it.
    """
    return and_(
        _sessions.c.status != SessionStatus.ENDED.value,
        _sessions.c.desk_id.is_distinct_from(me.id),
        or_(is_led, and_(_desks.c.id.is_not(None), desks.is_running())),
    )


def refuse_what_goes_on(connection: Connection, session_ids: Sequence[int], me: Desk) -> None:
    """See that no other desk leads one of these classes, up to the end of this transaction.

    Raises:
        ClassRunningError: one does.
    """
    those = _sessions.c.id.in_(session_ids)
    # Who takes one up counts in its row, and waits for that.
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
