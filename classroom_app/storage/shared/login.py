"""Finds the password for a connection to a database server, and the reason why one fails.

PostgreSQL's library reads its own files and variables (pgpass, a service, PGPASSWORD); the keyring
is asked only when the server wants a password and that found none, or a wrong one. The password is
never part of the engine's URL, so nothing that names the URL can show it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import URL, Dialect, Engine, event

from classroom_app.storage.errors import ServerError
from classroom_app.storage.shared.place import place_of, shown_place
from classroom_app.system.passwords import Passwords, login_name
from classroom_app.system.start_faults import FaultKind

_ASK_ADMIN = "Ask who looks after the server"
# Parts of the messages for a failed connection; the first kind with a matching part counts. The
# library's messages are in English, the server's in the language that it was set up with.
_PARTS: dict[FaultKind, tuple[str, ...]] = {
    FaultKind.SERVER_PASSWORD: (
        "no password supplied",
        *("password authentication failed", "password 인증을 실패"),
    ),
    FaultKind.SERVER_NOT_PROVEN: ("channel binding",),
    FaultKind.SERVER_CERTIFICATE: ("certificate",),
    FaultKind.SERVER_NOT_ENCRYPTED: ("does not support ssl", "ssl error", "ssl negotiation"),
    FaultKind.SERVER_NOT_LET_IN: ("pg_hba.conf",),
    FaultKind.SERVER_FULL: (
        *("too many clients", "too many connections", "remaining connection slots"),
        *("동시 접속", "남은 연결 슬롯"),
    ),
    FaultKind.SERVER_AWAY: (
        *("connection refused", "connection reset", "connection timeout", "timed out", "timeout"),
        *("failed to resolve", "could not translate", "unreachable", "no route to host"),
        *("closed the connection", "could not connect", "does not answer", "recovery mode"),
        *("starting up", "shutting down", "가동 중", "중지 중"),
    ),
    FaultKind.SERVER_NO_RIGHTS: (
        *("permission denied", "must be owner", "not permitted", "권한 없음", "허용하지 않음"),
    ),
    FaultKind.SERVER_NO_DATABASE: ("does not exist", "데이터베이스 없음", "롤(role) 없음"),
}
_WAYS_OUT = {
    FaultKind.SERVER_PASSWORD: "Give it in Settings, which keeps it in this computer's keyring, or "
    "write it into PostgreSQL's password file (docs/SCHOOL.md)",
    FaultKind.SERVER_NOT_PROVEN: "Let the server check passwords with scram-sha-256, or leave "
    "channel_binding out of the URL",
    FaultKind.SERVER_CERTIFICATE: "See that it is your server, and that sslrootcert in the URL "
    "names the file of the authority that signed its certificate",
    FaultKind.SERVER_NOT_ENCRYPTED: "Let the server encrypt (ssl = on), or leave sslmode out of "
    "the URL",
    FaultKind.SERVER_NOT_LET_IN: f"{_ASK_ADMIN} for a line in pg_hba.conf for this computer",
    FaultKind.SERVER_FULL: "Close programs that are connected, or raise max_connections of the "
    "server",
    FaultKind.SERVER_AWAY: "See that it runs and that this computer is in its network, and start "
    "again",
    FaultKind.SERVER_NO_RIGHTS: f"{_ASK_ADMIN} for the rights that docs/SCHOOL.md names",
    FaultKind.SERVER_NO_DATABASE: f"{_ASK_ADMIN} how the database and the user are called",
}
_PREFIXES = re.compile(
    r"connection (?:failed|is bad): |connection to server [^\n]*?failed: |(?:FATAL|치명적오류):\s+"
)
_HINT = "Is the server running"  # a line that follows "Connection refused"


def log_in(engine: Engine, passwords: Passwords, make: Callable[[dict[str, Any]], Any]) -> None:
    """Make an engine's connections find their password when the server asks for one.

    `make` opens a connection with options of libpq.
    """
    login = _login_of(engine.url)

    def connect(
        dialect: Dialect, _record: Any, _arguments: Sequence[Any], options: dict[str, Any]
    ) -> Any:
        if options.get("password"):  # it is in the URL
            return make(options)
        known = passwords.known(login)
        given = options if known is None else {**options, "password": known}
        error_class = dialect.loaded_dbapi.OperationalError
        try:
            return make(given)
        except error_class as error:
            if kind_of(cause_of_server(error)) is not FaultKind.SERVER_PASSWORD:
                raise
            found = passwords.look_up(login)
            if found is None or found == known:
                raise
        return make({**options, "password": found})

    event.listen(engine, "do_connect", connect)


def server_error(url: URL, error: BaseException) -> ServerError:
    """Return an error with the reason that the server or its library gave."""
    cause = cause_of_server(error)
    kind = kind_of(cause)
    way_out = _WAYS_OUT.get(kind, f"{_ASK_ADMIN}, or choose another with --database")
    return ServerError(kind, place_of(url), cause, way_out, shown_place(url))


def kind_of(cause: str) -> FaultKind:
    """Return the kind of fault that a message of the server or its library is about."""
    lower = cause.lower()
    for kind, parts in _PARTS.items():
        if any(part in lower for part in parts):
            return kind
    return FaultKind.SERVER


def cause_of_server(error: BaseException) -> str:
    """Return the reason on one line, without the server's address and repetitions."""
    said = str(getattr(error, "orig", None) or error)
    lines = (" ".join(_PREFIXES.sub("", line).split()) for line in said.splitlines())
    told = dict.fromkeys(line.rstrip(".") for line in lines if not line.startswith(_HINT))
    return "; ".join(line for line in told if line)


def _login_of(url: URL) -> str:
    return login_name(url.username, url.host, url.port, url.database)
