"""Backs up all data to one file, at any time, and restores it, only while no class is running."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from classroom_app.application.ports import Clock
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.report_document import Progress
from classroom_app.domain.transitions import SessionStatus


class Flaw(StrEnum):
    """What is wrong with a backup file, or prevents making one."""

    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    NEWER = "newer"
    NO_ROOM = "no_room"
    OTHER_DATABASE = "other_database"  # not an SQLite file; its own tools back it up


class BackupError(ValueError):
    """A backup cannot be made or restored; nothing was changed."""

    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        super().__init__(flaw, detail)
        self.flaw, self.detail = flaw, detail

    def __str__(self) -> str:
        """Name the flaw."""
        return f"{self.flaw}: {self.detail}" if self.detail else str(self.flaw)


class BackupFacts(Struct, frozen=True):
    """What a backup file claims about itself, before it has been checked."""

    created_at: datetime
    version: str
    classes: int
    people: int


class BackupStore(Protocol):
    """Writes and reads backup files. All methods but `check` block; call them on a thread."""

    def check(self) -> None:
        """Check that this program can back up the database.

        Raises:
            BackupError: it is on a server; `detail` has the commands for backup and restore there.
        """

    def write(self, path: Path, now: datetime, progress: Progress) -> None:
        """Write all data to one file, atomically; a class may be running.

        Raises:
            BackupError: the database is not an SQLite file.
            StorageError: the database could not be copied.
            OSError: it could not be written.
            Cancelled: `progress` raised it.
        """

    def facts(self, path: Path) -> BackupFacts:
        """Return what a file claims about itself.

        Raises:
            BackupError: it is not a backup that this version can read.
            OSError: it could not be read.
        """

    def stage(self, path: Path, now: datetime, progress: Progress) -> Path:
        """Check a backup completely and prepare it to replace the data at the next start.

        Returns the path of the copy of the present data that was made first.

        Raises:
            BackupError: it is damaged, newer, or too large.
            StorageError, OSError, Cancelled: as `write`.
        """


class BackupService:
    """Writes backups and prepares them for restoring, which needs a restart."""

    def __init__(
        self,
        sessions: Callable[[], list[tuple[str, SessionStatus]]],
        store: BackupStore,
        clock: Clock,
    ) -> None:
        self._sessions, self._store, self._clock = sessions, store, clock

    def check(self) -> None:
        """Check that this program can back up the database.

        Raises:
            BackupError: as `BackupStore.check`.
        """
        self._store.check()

    async def write(self, path: Path, progress: Progress) -> None:
        """Write all data to one file.

        Raises:
            BackupError, StorageError, OSError, Cancelled: as `BackupStore.write`.
        """
        await asyncio.to_thread(self._store.write, path, self._clock.now(), progress)

    async def facts(self, path: Path) -> BackupFacts:
        """Return what a file claims about itself.

        Raises:
            BackupError, OSError: as `BackupStore.facts`.
        """
        return await asyncio.to_thread(self._store.facts, path)

    async def stage(self, path: Path, progress: Progress) -> Path:
        """Check a backup and prepare it for the next start; return the path of a copy of the data.

        Raises:
            ClassRunningError: a class is running.
            BackupError, StorageError, OSError, Cancelled: as `BackupStore.stage`.
        """
        for title, status in self._sessions():
            if status is not SessionStatus.ENDED:
                raise ClassRunningError(title)
        return await asyncio.to_thread(self._store.stage, path, self._clock.now(), progress)
