"""Makes sure that all computers on one database use the same schema.

Each connection of a running program takes a shared lock, and then checks the revision before
anything else. A program that changes the tables needs the lock exclusively: it gets it when no
other computer is connected, and connections made meanwhile wait and then check the revision.
"""

import logging
import time
from collections.abc import Callable
from typing import Any, Final

from psycopg import Connection as DriverConnection
from sqlalchemy import URL, Connection, Engine, text

from classroom_app.storage.errors import (
    DesksConnectedError,
    NewerDatabaseError,
    UnusableDatabaseError,
)
from classroom_app.storage.shared.connecting import (
    computer_of,
    is_readable_on_the_way,
    prepare_each,
)
from classroom_app.storage.shared.place import place_of, shown_place

log = logging.getLogger(__name__)

# The two keys of the lock; the locks of `leases` have the next first keys.
SPACE, SCHEMA = 0x636C6172, 0
PATIENCE_S: Final = 60.0
# The server needs a moment to end the connections of a program that has just been closed.
_CLOSING_S: Final = 2.0
_PAUSE_S: Final = 0.2
_NUMBERS: Final = {"space": SPACE, "schema": SCHEMA}
_TAKE_ALONE: Final = text("SELECT pg_try_advisory_xact_lock(:space, :schema)")
_HOLDERS: Final = text(
    "SELECT activity.application_name FROM pg_locks AS held "
    "JOIN pg_stat_activity AS activity ON activity.pid = held.pid "
    "WHERE held.locktype = 'advisory' AND held.granted AND held.mode = 'ShareLock' "
    "AND held.database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    "AND held.classid::bigint = :space AND held.objid::bigint = :schema AND held.objsubid = 2 "
    "AND held.pid <> pg_backend_pid()"
)
# A migration may take longer than anything in a class.
_WITHOUT_LIMITS: Final = text(
    "SELECT set_config('statement_timeout', '0', true), set_config('lock_timeout', '0', true), "
    "set_config('idle_in_transaction_session_timeout', '0', true)"
)


def take_alone(connection: Connection, url: URL, is_done: Callable[[], bool]) -> bool:
    """Keep every other computer out until the present transaction ends. Blocks.

    Waits while another one is changing the tables; returns False if `is_done` then says that
    nothing is left to do.

    Raises:
        DesksConnectedError: other computers are connected; they stay connected.
        UnusableDatabaseError: another computer has been changing the tables for a minute.
    """
    connection.execute(_WITHOUT_LIMITS)
    began = time.monotonic()
    while True:
        is_alone = connection.scalar(_TAKE_ALONE, _NUMBERS)
        if is_done():
            return False
        if is_alone:
            return True
        waited = time.monotonic() - began
        computers = connected_computers(connection)
        if computers and waited > _CLOSING_S:
            raise DesksConnectedError(place_of(url), computers, shown_place(url))
        if waited > PATIENCE_S:
            raise UnusableDatabaseError(
                place_of(url),
                "another computer has been bringing it up to date for a minute",
                "Wait until it has, then start again",
            )
        time.sleep(_PAUSE_S)


def connected_computers(connection: Connection) -> tuple[str, ...]:
    """Return the names of the other computers whose programs are connected."""
    found = connection.scalars(_HOLDERS, _NUMBERS)
    return tuple(sorted({computer_of(name or "") or "?" for name in found}))


def hold(engine: Engine, revision: str) -> None:
    """Make each new connection take the shared lock and check that this is the revision.

    With another revision, connecting raises `NewerDatabaseError`: the tables were changed while
    this computer slept, and it must not write to a schema that it does not know.
    """
    place = place_of(engine.url)

    def say_so(connection: DriverConnection[Any]) -> None:
        connection.execute("SELECT pg_advisory_lock_shared(%s, %s)", [SPACE, SCHEMA])
        connection.commit()
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        connection.commit()
        found = "?" if row is None else str(row[0])
        if found != revision:
            raise NewerDatabaseError(place, found)

    engine.dispose()  # connections made before do not hold the lock
    prepare_each(engine, say_so)
    with engine.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is not None and is_readable_on_the_way(driver):
            log.warning(
                "The line to the database %s is not encrypted: others in the network can read "
                "along. Add ?sslmode=require to the URL, or verify-full where the server's "
                "certificate is known",
                place,
            )
