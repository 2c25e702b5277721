"""Lets one desk at a time write what all desks share: lessons, rosters and attendance.

So what was read before a change still holds when it is made, as with a single program.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

# Any two keys that no other lock of ours has.
_LOCK: Final = (0x636C7373, 1)
# How long to wait for another desk, and how often to try again, in seconds.
PATIENCE_S, LOOK_S = 5.0, 0.05


class ListsBusyError(Exception):
    """Another desk is writing the shared lists; nothing was done."""


def alone(work: Callable[[Connection], T]) -> Callable[[Connection], T]:
    """Return `work` made to run only while no other desk changes a list.

    Otherwise it raises `ListsBusyError` at once: it runs on the connection that classes write on,
    and waiting there would keep a class waiting.
    """

    def guarded(connection: Connection) -> T:
        lock = "SELECT pg_try_advisory_xact_lock({}, {})".format(*_LOCK)
        if not connection.exec_driver_sql(lock).scalar():
            raise ListsBusyError
        return work(connection)

    return guarded
