"""Allows one program at a time for an SQLite file, wherever the programs' data folders are.

Ids are counted in memory (ARCHITECTURE.md, decision 5), and each start marks the connected students
as gone: two programs on one database would assign the same ids and disconnect each other's
students.
"""

from pathlib import Path
from typing import Protocol

from sqlalchemy import Engine

from classroom_app.storage.errors import DatabaseInUseError, UnusableDatabaseError
from classroom_app.system.program_lock import LockHeldError, ProgramLock


class DatabaseLock(Protocol):
    """Reserves a database for one program."""

    def acquire(self, data_dir: Path) -> None:
        """Acquire the lock for the program with this data folder. Blocks.

        Raises:
            DatabaseInUseError: another program has it.
            UnusableDatabaseError: it cannot be locked.
        """

    def release(self) -> None:
        """Release the lock; does nothing if it was not acquired."""


def database_lock(engine: Engine) -> DatabaseLock:
    """Return the lock of the engine's database."""
    if engine.dialect.name == "sqlite" and engine.url.database:
        return SqliteLock(Path(engine.url.database))
    return ServerLock()


class SqliteLock:
    """A lock file beside the database file, the same by whatever name the database is opened."""

    def __init__(self, database: Path) -> None:
        self._database = database
        # Several names may lead to one file: the lock goes beside the resolved one.
        self._lock = ProgramLock(database.resolve())

    def acquire(self, data_dir: Path) -> None:
        """See `DatabaseLock`."""
        try:
            self._lock.acquire(data_dir)
        except LockHeldError as error:
            raise DatabaseInUseError(str(self._database), error.holder, error.mark) from None
        except FileNotFoundError:
            folder = self._database.parent
            raise UnusableDatabaseError(
                str(self._database), f"there is no folder {folder}"
            ) from None
        except OSError as error:
            raise UnusableDatabaseError(
                str(self._database), error.strerror or str(error)
            ) from error

    def release(self) -> None:
        """See `DatabaseLock`."""
        self._lock.release()


class ServerLock:
    """No lock: many programs may use a database on a server (ARCHITECTURE.md, decision 36)."""

    def acquire(self, data_dir: Path) -> None:
        """See `DatabaseLock`."""

    def release(self) -> None:
        """See `DatabaseLock`."""
