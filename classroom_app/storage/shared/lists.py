"""What all desks list, lessons, rosters and who came, is written by one desk at a time.

So what was looked up before a change is still so when it is made, as it is with one program alone.
"""

from sqlalchemy import Connection

from classroom_app.storage.shared import is_shared

# Any two numbers that no other lock of ours has.
_LOCK = (0x636C7373, 1)


def keep_others_out(connection: Connection) -> None:
    """Let no other desk change a list until this transaction ends; alone, there is no other.

    Raises:
        SQLAlchemyError: another desk took too long (`connecting.LOCK_TIMEOUT_MS`).
    """
    if is_shared(connection.engine):
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock({}, {})".format(*_LOCK))
