"""Why the program cannot start, as data for the command line and for a window.

A fault is made where it is found, with the English sentence that the command line prints. Its
fields are what a window needs to say the same in another language and to offer a way out.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class FaultKind(StrEnum):
    """What is wrong."""

    PORT_TAKEN = "port_taken"
    PORT_FORBIDDEN = "port_forbidden"
    NO_ADDRESS = "no_address"
    FOLDER = "folder"
    FOLDER_MISSING = "folder_missing"
    NETWORK_FOLDER = "network_folder"
    FILE_HELD = "file_held"
    IN_USE = "in_use"
    DATABASE_IN_USE = "database_in_use"
    IN_USE_ELSEWHERE = "in_use_elsewhere"
    NEWER = "newer"
    DATABASE = "database"
    SERVER_AWAY = "server_away"
    SERVER_PASSWORD = "server_password"  # noqa: S105 - a kind of fault
    SERVER_NOT_LET_IN = "server_not_let_in"
    SERVER_NO_DATABASE = "server_no_database"
    SERVER_NO_RIGHTS = "server_no_rights"
    SERVER_NOT_ENCRYPTED = "server_not_encrypted"
    SERVER_CERTIFICATE = "server_certificate"
    SERVER_NOT_PROVEN = "server_not_proven"
    SERVER_FULL = "server_full"
    SERVER_TOO_OLD = "server_too_old"
    SERVER_POOLER = "server_pooler"
    SERVER_STANDBY = "server_standby"
    SERVER_ENCODING = "server_encoding"
    SERVER_DESKS = "server_desks"
    SERVER_DRIVER = "server_driver"
    SERVER = "server"
    LESSON = "lesson"
    COMMAND = "command"
    CRASH = "crash"
    OTHER = "other"


OF_A_SERVER = frozenset(kind for kind in FaultKind if kind.name.startswith("SERVER"))
"""The kinds that are about a database server."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason; `str()` is the English sentence, which names the way out too.

    `place` is the folder, file, database or host; `cause` is the system's message, or a revision;
    `port` is set if the fault is about a port; `owner` is the process that has the data, and
    `cause` is then its data folder, or the name of its computer if that is another.
    """

    kind: FaultKind
    english: str
    place: str = ""
    cause: str = ""
    port: int | None = None
    owner: str = ""

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.english

    @classmethod
    def other(cls, english: str) -> Self:
        """Return a fault that has nothing but its sentence."""
        return cls(FaultKind.OTHER, english)
