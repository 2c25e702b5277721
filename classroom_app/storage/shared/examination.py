"""What `doctor` reports about a database on a server; nothing is changed there."""

import statistics
import time
from collections.abc import Iterator, Sequence
from typing import Any, Final

import psycopg
from psycopg import Connection as DriverConnection
from sqlalchemy import Connection, Engine, text

from classroom_app.storage import tables
from classroom_app.storage.shared.connecting import is_readable_on_the_way
from classroom_app.storage.shared.schema_lock import connected_computers

Finding = tuple[bool, str]
"""Whether all is well, and what was found."""

# Each press on a phone waits for several round trips to the server before it is confirmed.
SLOW_MS: Final = 50.0
_ASKED_TIMES: Final = 7
CLOCKS_APART_S: Final = 60.0
# The most that one computer opens, with some to spare.
_CONNECTIONS_OF_ONE: Final = 10

_FACTS: Final = text(
    "SELECT current_setting('server_version') AS version, current_user AS role, "
    "extract(epoch FROM clock_timestamp())::float8 AS clock, "
    "current_setting('fsync') AS fsync, current_setting('full_page_writes') AS pages, "
    "current_setting('max_connections')::int AS most, "
    "(SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend') AS open"
)
_TLS: Final = text("SELECT version FROM pg_stat_ssl WHERE pid = pg_backend_pid() AND ssl")


def examine_server(engine: Engine, counted: Sequence[str]) -> Iterator[Finding]:
    """Examine the server and the connection, and count the rows of these tables. Blocks.

    Raises:
        SQLAlchemyError: it was not reached.
    """
    with engine.connect() as connection:
        facts = connection.execute(_FACTS).one()
        driver = f"psycopg {psycopg.__version__}"
        yield True, f"PostgreSQL {facts.version}, as the role {facts.role}, through {driver}"
        yield _line(connection)
        yield _answer(connection)
        apart = abs(facts.clock - time.time())
        if apart > CLOCKS_APART_S:
            yield (
                False,
                f"its clock and this computer's are {apart:.0f} s apart: set both by a time server",
            )
        yield _durability(facts.fsync, facts.pages)
        left = facts.most - facts.open
        enough = left >= _CONNECTIONS_OF_ONE
        way_out = "" if enough else ": raise max_connections, a computer takes up to ten"
        yield enough, f"{facts.open} of {facts.most} connections in use{way_out}"
        lacking = _lacking(connection)
        if lacking:
            yield False, f"no right to write into {', '.join(lacking)}: see docs/SCHOOL.md"
        else:
            yield True, "its tables can be read and written"
        others = len(connected_computers(connection))
        yield True, f"other computers connected: {others}"
        counts = (
            f"{name} {connection.scalar(text(f'SELECT count(*) FROM {name}'))}"  # noqa: S608 - ours
            for name in counted
        )
        yield True, "rows: " + ", ".join(counts)


def _line(connection: Connection) -> Finding:
    driver: DriverConnection[Any] | None = connection.connection.driver_connection
    assert driver is not None, "it is open"
    version = connection.scalar(_TLS)
    if version is not None:
        return True, f"the line is encrypted ({version})"
    if is_readable_on_the_way(driver):
        return (
            False,
            "the line is not encrypted, so others in the network can read along: tick “Only over "
            "an encrypted line” in Settings, or add sslmode=require to the URL",
        )
    return True, "the line does not leave this computer"


def _answer(connection: Connection) -> Finding:
    times = []
    for _ in range(_ASKED_TIMES):
        begun = time.perf_counter()
        connection.scalar(text("SELECT 1"))
        times.append((time.perf_counter() - begun) * 1e3)
    median = statistics.median(times)
    fast = median < SLOW_MS
    way_out = "" if fast else ": phones wait for it at each press, so use a server nearby, by cable"
    return fast, f"answers within {median:.1f} ms{way_out}"


def _durability(fsync: str, pages: str) -> Finding:
    off = [name for name, value in (("fsync", fsync), ("full_page_writes", pages)) if value != "on"]
    if off:
        return (
            False,
            f"{' and '.join(off)} off in postgresql.conf: a power cut at the server can destroy "
            "all data, so switch it on",
        )
    return True, "what was stored outlives a power cut at the server"


def _lacking(connection: Connection) -> list[str]:
    """Return those of our tables that this role cannot read and write."""
    rights = ("SELECT", "INSERT", "UPDATE", "DELETE")
    each = text("SELECT has_table_privilege(:name, :right)")
    return [
        name
        for name in sorted(tables.metadata.tables)
        if not all(connection.scalar(each, {"name": name, "right": right}) for right in rights)
    ]
