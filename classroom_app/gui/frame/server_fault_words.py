"""Why a school's database server cannot be used, in the window's language."""

from PySide6.QtCore import QCoreApplication

from classroom_app.system.start_faults import FaultKind


def server_words(kind: FaultKind) -> tuple[str, str]:
    """Return what is wrong and what to do, with the fields `{place}` and `{cause}` to fill in."""
    match kind:
        case FaultKind.SERVER_AWAY:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server with the classes can't be reached: {place} ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "See that the server is on and that this computer is in its network, then try "
                    "again.",
                ),
            )
        case FaultKind.SERVER_PASSWORD:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "Can't log in to {place}: {cause}.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Type the password. If it was changed, ask who looks after the server.",
                ),
            )
        case FaultKind.SERVER_NOT_LET_IN:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server {place} does not let this computer in ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server to allow this computer and its user in "
                    "pg_hba.conf.",
                ),
            )
        case FaultKind.SERVER_DESKS:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The data at {place} has to be brought up to date for this version, and other "
                    "computers are using it: {cause}. Nothing was changed.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Close Classroom on these computers and try again here. Then update it on them "
                    "too.",
                ),
            )
        case FaultKind.SERVER_NO_DATABASE:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server {place} knows no such database or user ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Check how the database and the user are called.",
                ),
            )
        case FaultKind.SERVER_NO_RIGHTS:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "This computer's user lacks a right at {place} ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server for the rights that a computer needs.",
                ),
            )
        case FaultKind.SERVER_NOT_ENCRYPTED:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "There is no encrypted line to {place} ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server to switch encryption on (ssl = on). In a "
                    "network that you trust you can do without it: untick “Only over an encrypted "
                    "line” in Settings.",
                ),
            )
        case FaultKind.SERVER_CERTIFICATE:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The certificate of {place} can't be trusted ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Another computer may be posing as your server. Ask who looks after the server "
                    "for the right address and certificate file.",
                ),
            )
        case FaultKind.SERVER_NOT_PROVEN:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "{place} does not prove that it is your server ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server to check passwords with scram-sha-256. In a "
                    "network that you trust you can untick “Only over an encrypted line” in "
                    "Settings.",
                ),
            )
        case FaultKind.SERVER_FULL:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server {place} takes no more connections ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Close Classroom where it is not needed, and try again.",
                ),
            )
        case FaultKind.SERVER_DRIVER:
            return (
                QCoreApplication.translate(
                    "StartFaults", "What talks to a PostgreSQL server is not installed."
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Install Classroom from its package, or with pipx and [postgresql].",
                ),
            )
        case FaultKind.SERVER_TOO_OLD:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server {place} is too old ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server for PostgreSQL 14 or newer.",
                ),
            )
        case FaultKind.SERVER_POOLER:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "A connection pooler such as PgBouncer stands before {place}, and mixes up "
                    "connections that must stay apart.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Give the address and the port of PostgreSQL itself.",
                ),
            )
        case FaultKind.SERVER_STANDBY:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The server {place} is a standby, which can only be read.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Give the address of the main server.",
                ),
            )
        case FaultKind.SERVER_ENCODING:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The database {place} cannot hold every name ({cause}).",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Ask who looks after the server to make it anew with the encoding UTF8.",
                ),
            )
        case _:
            return (
                QCoreApplication.translate(
                    "StartFaults",
                    "The database {place} cannot be used: {cause}.",
                ),
                QCoreApplication.translate(
                    "StartFaults",
                    "Try again. If it stays so, ask who looks after the server.",
                ),
            )
