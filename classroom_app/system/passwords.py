"""Passwords of database servers: given to this run, or kept in the system's keyring.

They are in no file of ours, no command line and no database URL. PostgreSQL's own files (pgpass,
service) and variables are read by its library, and come first.
"""

import logging
import os
from pathlib import Path
from typing import Protocol

from classroom_app.system.system_keyring import KeyringError, SystemKeyring

log = logging.getLogger(__name__)


class Keyring(Protocol):
    """Keeps one password for each login; both methods block and may raise `KeyringError`."""

    def read(self, login: str) -> str | None:
        """Return the password for a login, or None."""

    def write(self, login: str, password: str) -> None:
        """Store a password."""


class Passwords:
    """The passwords of this run; without a keyring, only those that were given."""

    def __init__(self, keyring: Keyring | None = None) -> None:
        self._keyring = keyring
        self._known: dict[str, str] = {}

    def known(self, login: str) -> str | None:
        """Return the password that was given, or found before, or None."""
        return self._known.get(login)

    def look_up(self, login: str) -> str | None:
        """Return the keyring's password, or None, and remember it. Blocks, up to a minute."""
        if self._keyring is None:
            return None
        try:
            found = self._keyring.read(login)
        except KeyringError as error:
            log.info("The keyring cannot be asked for the database's password (%s)", error)
            return None
        if found is not None:
            self._known[login] = found
        return found

    def tell(self, login: str, password: str) -> None:
        """Use this password for as long as the program runs."""
        self._known[login] = password

    def keep(self, login: str, password: str) -> None:
        """Use this password, and keep it in the keyring for the next start. Blocks.

        Raises:
            KeyringError: it is not stored, and only this run uses it.
        """
        self._known[login] = password
        if self._keyring is None:
            raise KeyringError("there is none")
        self._keyring.write(login, password)


PASSWORDS = Passwords(SystemKeyring())
"""The instance of this process, for all connections to servers."""


def login_name(user: str | None, host: str | None, port: int | None, database: str | None) -> str:
    """Return the name under which the password of a role at a server is stored.

    Without a database name, it is the role's name, as in PostgreSQL's library.
    """
    return f"{user or ''}@{host or ''}:{port or 5432}/{database or user or ''}"


def pgpass_file() -> Path:
    """Return the file where PostgreSQL's library looks for passwords; it must be private."""
    given = os.environ.get("PGPASSFILE")
    if given:
        return Path(given)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", "")) / "postgresql" / "pgpass.conf"
    return Path.home() / ".pgpass"
