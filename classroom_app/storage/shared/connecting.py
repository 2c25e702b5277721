"""Makes connections to PostgreSQL, and checks each before it is used.

A connection that breaks silently is noticed within about ten seconds, at both ends. A server that
is unsuitable (too old, a standby, not in UTF-8) and a pooler that shares connections are refused
with an explanation.
"""

import platform
from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, Final

from psycopg import Connection
from psycopg.abc import Buffer
from psycopg.types.string import StrDumperUnknown
from sqlalchemy import URL, Engine, create_engine, event

from classroom_app.storage.errors import ServerError
from classroom_app.storage.shared.answering import connect
from classroom_app.storage.shared.login import log_in
from classroom_app.storage.shared.place import place_of
from classroom_app.system.passwords import Passwords
from classroom_app.system.start_faults import FaultKind

DRIVER: Final = "postgresql+psycopg"
OLDEST_VERSION: Final = 14
APPLICATION: Final = "classroom_app"
CONNECT_TIMEOUT_S: Final = 5
# A dead connection is noticed after idle + interval × count seconds; with unacknowledged data,
# after the user timeout. libpq ignores those that a system lacks.
IDLE_S, INTERVAL_S, COUNT, USER_TIMEOUT_MS = 5, 2, 3, 10_000
# Longer waits are faults: another computer is suspended inside a transaction, or a disk fails. Such
# a transaction ends before its computer's classes can be taken up (`desks.LEASE_S`).
LOCK_TIMEOUT_MS: Final = 5_000
STATEMENT_TIMEOUT_MS: Final = 60_000
IDLE_IN_TRANSACTION_MS: Final = 10_000

_LONGEST_NAME: Final = 63  # the server cuts application names to this length
_SETTINGS: Final = {
    # For the server's end: without them it considers a computer that lost power connected for two
    # hours.
    "tcp_keepalives_idle": str(IDLE_S),
    "tcp_keepalives_interval": str(INTERVAL_S),
    "tcp_keepalives_count": str(COUNT),
    "tcp_user_timeout": str(USER_TIMEOUT_MS),
    "lock_timeout": str(LOCK_TIMEOUT_MS),
    "statement_timeout": str(STATEMENT_TIMEOUT_MS),
    "idle_in_transaction_session_timeout": str(IDLE_IN_TRANSACTION_MS),
}
# With "off" a commit returns before it is on the disk: what phones were sent could be lost.
_GREETING: Final = (
    "SELECT pg_backend_pid(), pg_is_in_recovery(), current_setting('server_encoding'), "
    "set_config('synchronous_commit', CASE current_setting('synchronous_commit') "
    "WHEN 'off' THEN 'local' ELSE current_setting('synchronous_commit') END, false), "
    + ", ".join(f"set_config('{name}', '{value}', false)" for name, value in _SETTINGS.items())
)
_POOLER = (
    "a connection pooler such as PgBouncer stands between, and shares connections that must stay "
    "apart",
    "Give --database the address and the port of PostgreSQL itself",
)


def make_server_engine(url: URL, passwords: Passwords) -> Engine:
    """Return an engine for a PostgreSQL URL; options in its query override our own.

    Its connections look their password up in `passwords`, if the server wants one.

    Raises:
        SQLAlchemyError, ImportError: the URL is invalid, or the driver is not installed.
    """
    wanted: dict[str, object] = {
        "connect_timeout": CONNECT_TIMEOUT_S,
        "keepalives_idle": IDLE_S,
        "keepalives_interval": INTERVAL_S,
        "keepalives_count": COUNT,
        "tcp_user_timeout": USER_TIMEOUT_MS,
        "application_name": application_name(platform.node()),
    }
    engine = create_engine(
        url,
        hide_parameters=True,  # keeps names out of tracebacks
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,  # reads do not notice that the server was restarted
        use_native_hstore=False,
        client_encoding="utf8",
        connect_args={name: value for name, value in wanted.items() if name not in url.query},
    )

    prepare_each(engine, lambda connection: _greet(connection, place_of(engine.url)))
    log_in(engine, passwords, connect)
    return engine


def prepare_each(engine: Engine, prepare: Callable[[Connection[Any]], None]) -> None:
    """Call `prepare` on each new connection; if it raises, close that one and raise again."""

    def on_connect(connection: Connection[Any], _record: object) -> None:
        try:
            prepare(connection)
        except BaseException:
            connection.close()
            raise

    event.listen(engine, "connect", on_connect)


def application_name(computer: str) -> str:
    """Return the name that a server's administrator sees, in ASCII as the server wants it."""
    name = computer if computer.isascii() else f"xn--{computer.encode('punycode').decode('ascii')}"
    return f"{APPLICATION} {name}"[:_LONGEST_NAME]


def computer_of(application: str) -> str:
    """Return the computer of an `application_name`, which the server may have cut off."""
    name = application.removeprefix(APPLICATION).strip()
    if name.startswith("xn--"):
        try:
            return name.removeprefix("xn--").encode("ascii").decode("punycode")
        except UnicodeError:  # it was cut off
            return name
    return name


def _greet(connection: Connection[Any], place: str) -> None:
    """Prepare a new connection.

    Raises:
        ServerError: the server cannot be used.
    """
    version = connection.info.server_version // 10_000
    if version < OLDEST_VERSION:
        raise ServerError(
            FaultKind.SERVER_TOO_OLD,
            place,
            f"PostgreSQL {version} is too old",
            f"Install version {OLDEST_VERSION} or newer on the server",
        )
    answer = connection.execute(_GREETING).fetchone()
    connection.commit()
    connection.adapters.register_dumper(str, _TextWithoutNul)
    assert answer is not None, "it has one row"
    pid, is_standby, encoding, *_settings = answer
    if pid != connection.info.backend_pid:  # a pooler makes one up for each of its clients
        raise ServerError(FaultKind.SERVER_POOLER, place, *_POOLER)
    if is_standby:
        raise ServerError(
            FaultKind.SERVER_STANDBY,
            place,
            "the server is a standby, which can only be read",
            "Give --database the address of the main server",
        )
    if encoding != "UTF8":
        raise ServerError(
            FaultKind.SERVER_ENCODING,
            place,
            f"its encoding is {encoding}, which cannot hold every name",
            "Make it anew with: createdb --encoding UTF8 --template template0",
        )


class _TextWithoutNul(StrDumperUnknown):
    """PostgreSQL's texts cannot hold NUL: one in a text from a phone would fail every commit."""

    def dump(self, obj: str) -> Buffer | None:
        """Leave out NUL characters."""
        return super().dump(obj.replace("\0", ""))


def is_encrypted(connection: Connection[Any]) -> bool:
    """Return whether nobody on the way can read along: TLS, or a Unix socket."""
    return bool(connection.pgconn.ssl_in_use) or connection.info.host.startswith("/")


def is_readable_on_the_way(connection: Connection[Any]) -> bool:
    """Return whether the traffic leaves this computer unencrypted."""
    return not is_encrypted(connection) and not ip_address(connection.info.hostaddr).is_loopback
