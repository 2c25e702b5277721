"""Past classes: listing them, reading one, exporting its report."""

import asyncio
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Protocol

from msgspec import Struct

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Archive
from classroom_app.application.report_document import (
    Document,
    DocumentWriter,
    FileKind,
    Progress,
    TableDocument,
)
from classroom_app.domain.class_report import ClassReport, class_report
from classroom_app.domain.events import SessionOpened
from classroom_app.domain.roster import Roster
from classroom_app.domain.timeline import Timeline
from classroom_app.domain.transitions import SessionStatus


class UnknownClassError(ValueError):
    """The class no longer exists: it was deleted meanwhile."""


class PastClass(Struct, frozen=True):
    """A class in the list; `people` joined and were not removed. Times are UTC.

    `computer` led it, "" if the database is not shared; `is_own` if that is this one.
    """

    id: int
    code: str
    title: str
    lesson_title: str
    status: SessionStatus
    created_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    people: int
    computer: str = ""
    is_own: bool = True


class PastClassArchive(Archive, Protocol):
    """Reads; may raise `StorageError`."""

    async def past_classes(self) -> list[PastClass]:
        """Return every class that is neither a rehearsal nor led elsewhere now, newest first."""


class ClassRecord(Struct, frozen=True):
    """One class: its figures, and its state at any time."""

    report: ClassReport
    timeline: Timeline


class ReportService:
    """Reads past classes; never changes a class."""

    def __init__(
        self,
        classroom: Classroom,
        archive: PastClassArchive,
        writer: DocumentWriter,
        roster_of: Callable[[int | None], Roster | None] = lambda _roster_id: None,
    ) -> None:
        self._classroom, self._archive, self._write = classroom, archive, writer
        self._roster_of = roster_of

    async def past_classes(self) -> list[PastClass]:
        """Return the classes of all computers that are not in progress now, newest first.

        Raises:
            StorageError: they could not be read.
        """
        return [
            past
            for past in await self._archive.past_classes()
            if past.status is SessionStatus.ENDED or self._classroom.session(past.id) is None
        ]

    async def record(self, session_id: int) -> ClassRecord:
        """Return the report and the timeline of one class.

        Raises:
            StorageError: it could not be read.
            UnknownClassError: it does not exist (any more).
        """
        history = await self._archive.history(session_id)
        opened = history[0] if history else None
        if not isinstance(opened, SessionOpened):
            raise UnknownClassError(session_id)
        lesson = await self._archive.lesson(opened.lesson_id)
        roster = self._roster_of(opened.roster_id)
        return await asyncio.to_thread(
            lambda: ClassRecord(class_report(history, lesson, roster), Timeline(history, lesson))
        )

    async def write(
        self,
        kind: FileKind,
        document: Document | TableDocument,
        path: Path,
        progress: Progress,
    ) -> None:
        """Write a report or tables to a file, atomically, on a thread.

        Raises:
            OSError: it could not be written.
            Cancelled: `progress` raised it.
        """
        await asyncio.to_thread(self._write, kind, document, path, progress)
