"""Why the disk, the network or a server refused, in the window's language.

The system and the databases report it in English, or in the language of Windows. The usual causes
are recognized by a part of the message; anything else is shown unchanged.
"""

import re

from PySide6.QtCore import QCoreApplication

_PORT = re.compile(r"^\d+: ")


def cause_text(cause: str | BaseException) -> str:
    """Return the cause in the window's language if it is a usual one, else as it is."""
    said = _sentence_of(cause)
    port = _PORT.match(said)
    lower = said.lower()
    for parts, text in _usual().items():
        if any(part in lower for part in parts):
            return f"{port[0]}{text}" if port else text
    return said.rstrip(".")


def _sentence_of(cause: str | BaseException) -> str:
    if isinstance(cause, str):
        return cause
    return str(getattr(cause, "strerror", None) or cause)


def _usual() -> dict[tuple[str, ...], str]:
    return {
        # psycopg begins all of these with "connection failed": the most specific come first.
        ("password authentication failed",): QCoreApplication.translate(
            "CauseWords", "wrong user or password"
        ),
        ("no pg_hba.conf entry",): QCoreApplication.translate(
            "CauseWords", "the server doesn't let this computer in"
        ),
        ("too many clients", "too many connections", "connection slots"): (
            QCoreApplication.translate("CauseWords", "the server has no connection left")
        ),
        (
            *("connection failed", "does not answer", "server closed the connection"),
            *("terminating connection", "timeout expired", "connection is lost", "bad connection"),
        ): QCoreApplication.translate("CauseWords", "no connection to the server"),
        # Of a file of PostgreSQL's; this computer's own disk may be empty.
        ("could not extend file", "could not write to file", "파일을 확장할 수 없"): (
            QCoreApplication.translate("CauseWords", "the server's disk is full")
        ),
        ("disk is full", "no space left", "not enough space"): QCoreApplication.translate(
            "CauseWords", "the disk is full"
        ),
        ("permission denied", "access is denied", "not permitted"): QCoreApplication.translate(
            "CauseWords", "no permission"
        ),
        ("address already in use", "only one usage of each"): QCoreApplication.translate(
            "CauseWords", "already in use"
        ),
        ("readonly database", "read-only", "write protected"): QCoreApplication.translate(
            "CauseWords", "read-only"
        ),
        ("i/o error", "input/output error"): QCoreApplication.translate(
            "CauseWords", "the disk reports an error"
        ),
        ("cannot be painted on",): QCoreApplication.translate(
            "CauseWords", "the printer accepts nothing"
        ),
        ("malformed", "not a database"): QCoreApplication.translate(
            "CauseWords", "the database is damaged"
        ),
        ("database is locked",): QCoreApplication.translate(
            "CauseWords", "another program is using the database"
        ),
        ("no such file", "cannot find"): QCoreApplication.translate("CauseWords", "not found"),
        ("connection refused",): QCoreApplication.translate(
            "CauseWords", "nothing answers at this port"
        ),
        ("timeout", "timed out", "does not answer"): QCoreApplication.translate(
            "CauseWords", "no answer"
        ),
        ("failed to resolve host",): QCoreApplication.translate(
            "CauseWords", "no computer of this name"
        ),
        ("no password supplied",): QCoreApplication.translate("CauseWords", "no password is known"),
    }
