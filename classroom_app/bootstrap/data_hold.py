"""Reserves the data folder and the database, which may be elsewhere, for one run."""

from collections.abc import Iterator
from contextlib import contextmanager

from classroom_app.config import Config
from classroom_app.storage.database import make_engine
from classroom_app.storage.database_lock import DatabaseLock, database_lock
from classroom_app.storage.errors import FolderInUseError
from classroom_app.system.data_folder import folder_lock
from classroom_app.system.program_lock import LockHeldError


class DataHold:
    """The locks of the data folder and of the database."""

    def __init__(self, config: Config) -> None:
        self._config = config
        self._folder = folder_lock(config.data_dir)
        self._database: DatabaseLock | None = None

    def acquire(self, *, folder: bool = True) -> None:
        """Acquire both locks; without `folder`, only the database's. Blocks.

        Raises:
            DatabaseError: another program holds one of them, or the database cannot be locked.
            OSError: the data folder cannot be written.
        """
        data_dir = self._config.data_dir.absolute()
        if folder:
            try:
                self._folder.acquire(data_dir)
            except LockHeldError as error:
                raise FolderInUseError(str(data_dir), error.holder, error.mark) from None
        try:
            lock = database_lock(make_engine(self._config.database))
            lock.acquire(data_dir)
        except BaseException:
            self._folder.release()
            raise
        self._database = lock

    def release(self) -> None:
        """Release the locks that were acquired."""
        if self._database is not None:
            self._database.release()
            self._database = None
        self._folder.release()

    @contextmanager
    def taken(self, *, folder: bool = True) -> Iterator[None]:
        """Hold them for the duration of a `with` block.

        Raises:
            DatabaseError, OSError: as `acquire`.
        """
        self.acquire(folder=folder)
        try:
            yield
        finally:
            self.release()
