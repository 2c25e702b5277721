"""What all desks list, lessons, rosters and who came, is written by one desk at a time.

So what was looked up before a change is still so when it is made, as it is with one program alone.
"""

from collections.abc import Callable
from typing import Final, TypeVar

from sqlalchemy import Connection

T = TypeVar("T")

# Any two numbers that no other lock of ours has.
_LOCK: Final = (0x636C7373, 1)
# How long another desk may take, and how often to look whether it is ready, in seconds.
PATIENCE_S, LOOK_S = 5.0, 0.05


class ListsBusyError(Exception):
    """Another desk is writing what all list; nothing was done."""


def alone(work: Callable[[Connection], T]) -> Callable[[Connection], T]:
    """Return `work` as it is done while no other desk changes a list.

    It does not wait for that: what waits on a class's own connection keeps the class waiting. It
    raises `ListsBusyError`.
    """

    def guarded(connection: Connection) -> T:
        lock = "SELECT pg_try_advisory_xact_lock({}, {})".format(*_LOCK)
        if not connection.exec_driver_sql(lock).scalar():
            raise ListsBusyError
        return work(connection)

    return guarded
