"""All data in one file, and back: also while a class goes on, but restored only when none does."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from classroom_app.application.ports import Clock
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.report_document import Progress
from classroom_app.domain.transitions import SessionStatus


class Flaw(StrEnum):
    """What is wrong with a backup file, or in the way of making one."""

    NOT_A_BACKUP = "not_a_backup"
    DAMAGED = "damaged"
    NEWER = "newer"
    NO_ROOM = "no_room"
    OTHER_DATABASE = "other_database"  # not an SQLite file: its own tools back it up


class BackupError(ValueError):
    """A backup that cannot be made or restored; nothing was changed."""

    def __init__(self, flaw: Flaw, detail: str = "") -> None:
        super().__init__(flaw, detail)
        self.flaw, self.detail = flaw, detail

    def __str__(self) -> str:
        """Name the flaw."""
        return f"{self.flaw}: {self.detail}" if self.detail else str(self.flaw)


@dataclass(frozen=True, slots=True)
class BackupFacts:
    """What a backup file says of itself, before it is believed."""

    created_at: datetime
    version: str
    classes: int
    people: int


class BackupStore(Protocol):
    """Writes and reads backup files. Everything blocks: for a thread."""

    def check(self) -> None:
        """See that the data is of a kind that has backups here. Does not block.

        Raises:
            BackupError: it is on a server; `detail` has the lines that back it up and restore it.
        """

    def write(self, path: Path, now: datetime, progress: Progress) -> None:
        """Write all data to one file, whole or not at all; a class may go on meanwhile.

        Raises:
            BackupError: the database is of another kind.
            StorageError: the database could not be copied.
            OSError: it could not be written.
            Cancelled: `progress` said so.
        """

    def facts(self, path: Path) -> BackupFacts:
        """Return what a file says of itself.

        Raises:
            BackupError: it is no backup that this version can read.
            OSError: it could not be read.
        """

    def stage(self, path: Path, now: datetime, progress: Progress) -> Path:
        """Check a backup to its last byte and lay it ready for the next start.

        Returns the copy of the present data that was made before.

        Raises:
            BackupError: it is damaged, newer, or too large.
            StorageError, OSError, Cancelled: as `write`.
        """


class BackupService:
    """Writes backups and lays them ready; the program starts again to take one over."""

    def __init__(
        self,
        sessions: Callable[[], list[tuple[str, SessionStatus]]],
        store: BackupStore,
        clock: Clock,
    ) -> None:
        self._sessions, self._store, self._clock = sessions, store, clock

    def check(self) -> None:
        """See that the data is of a kind that has backups here.

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
        """Return what a file says of itself.

        Raises:
            BackupError, OSError: as `BackupStore.facts`.
        """
        return await asyncio.to_thread(self._store.facts, path)

    async def stage(self, path: Path, progress: Progress) -> Path:
        """Check a backup and lay it ready; return the copy of the present data.

        Raises:
            ClassRunningError: a class goes on.
            BackupError, StorageError, OSError, Cancelled: as `BackupStore.stage`.
        """
        for title, status in self._sessions():
            if status is not SessionStatus.ENDED:
                raise ClassRunningError(title)
        return await asyncio.to_thread(self._store.stage, path, self._clock.now(), progress)
