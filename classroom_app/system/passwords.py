"""Passwords of database servers: told to this run, or kept in the system's keyring.

They stand in no file of ours, no command line and no database URL. PostgreSQL's own files (pgpass,
service) and variables are read by its library, and are asked first.
"""

import logging
import os
from pathlib import Path
from typing import Protocol

from classroom_app.system.system_keyring import KeyringError, SystemKeyring

log = logging.getLogger(__name__)


class Keyring(Protocol):
    """Keeps one password for each login; both may raise `KeyringError`, and block."""

    def read(self, login: str) -> str | None:
        """Return the password that is kept; None if there is none."""

    def write(self, login: str, password: str) -> None:
        """Keep a password."""


class Passwords:
    """What this run knows; without a keyring, only what it was told."""

    def __init__(self, keyring: Keyring | None = None) -> None:
        self._keyring = keyring
        self._known: dict[str, str] = {}

    def known(self, login: str) -> str | None:
        """Return the password that was told, or found before; None if there is none."""
        return self._known.get(login)

    def look_up(self, login: str) -> str | None:
        """Return what the keyring has, and know it from now on. Blocks, for a minute at most."""
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
            KeyringError: it is known to this run alone.
        """
        self._known[login] = password
        if self._keyring is None:
            raise KeyringError("there is none")
        self._keyring.write(login, password)


PASSWORDS = Passwords(SystemKeyring())
"""Of this process: every connection to a server asks here, whoever opens it."""


def login_name(user: str | None, host: str | None, port: int | None, database: str | None) -> str:
    """Return the name under which the password of a role at a server is kept.

    A database that is not named is the role's, as PostgreSQL's library has it.
    """
    return f"{user or ''}@{host or ''}:{port or 5432}/{database or user or ''}"


def pgpass_file() -> Path:
    """Return where PostgreSQL's library looks for passwords: a file that nobody else may read."""
    given = os.environ.get("PGPASSFILE")
    if given:
        return Path(given)
    if os.name == "nt":
        return Path(os.environ.get("APPDATA", "")) / "postgresql" / "pgpass.conf"
    return Path.home() / ".pgpass"
