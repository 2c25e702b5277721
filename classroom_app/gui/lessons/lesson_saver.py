"""Saves a lesson while it is being written: soon, one save after another, never losing one."""

import asyncio
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from classroom_app.application.lesson_library import Covered, LessonLibrary
from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.gui.tasks import Tasks

# The first letter waits so long for others: a power cut takes no more than that.
DELAY_MS = 400
RETRY_MS = 3_000


class SaveState(StrEnum):
    """How far the disk has come."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class LessonSaver(QObject):
    """`changed` tells of another state; `cause` says why the disk would not take it.

    `covered` tells that the original of a covered picture has gone from the disk's tables.
    """

    changed = Signal()
    covered = Signal()

    def __init__(self, library: LessonLibrary, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._lesson_id: int | None = None
        self._unsaved: LessonDraft | None = None
        self._covers: list[Covered] = []
        self._saving = asyncio.Lock()
        self._state, self.cause = SaveState.SAVED, ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_due)

    @property
    def lesson_id(self) -> int | None:
        """Where the lesson is stored; None while nothing of it is."""
        return self._lesson_id

    @property
    def state(self) -> SaveState:
        """How far the disk has come."""
        return self._state

    def begin(self, lesson_id: int | None) -> None:
        """Save into this lesson from now on; `flush` comes before another one."""
        self._timer.stop()
        self._lesson_id, self._unsaved = lesson_id, None
        self._covers.clear()
        self._go(SaveState.SAVED)

    def put(self, draft: LessonDraft) -> None:
        """Save this soon."""
        self._unsaved = draft
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)
        if self._state is SaveState.SAVED:
            self._go(SaveState.WAITING)

    def cover(self, covered: Covered) -> None:
        """Let the next save without the original take it from what the lesson was before too."""
        self._covers.append(covered)

    async def flush(self) -> None:
        """Save what is not saved yet, now.

        Raises:
            StorageError: the disk would not take it; it is tried again by and by.
        """
        self._timer.stop()
        async with self._saving:
            while self._unsaved is not None:
                await self._save(self._unsaved)
            self._go(SaveState.SAVED)

    async def _save(self, draft: LessonDraft) -> None:
        shown = [step.picture for step in draft.subtasks]
        covers = [one for one in self._covers if one.original not in shown]
        try:
            if covers:
                self._lesson_id = await self._library.save(self._lesson_id, draft, covers)
            else:
                self._lesson_id = await self._library.save(self._lesson_id, draft)
        except StorageError as error:
            self.cause = error.cause
            self._timer.start(RETRY_MS)
            self._go(SaveState.FAILED)
            raise
        if covers:
            self._covers = [one for one in self._covers if one not in covers]
            self.covered.emit()
        if self._unsaved is draft:  # nothing was written meanwhile
            self._unsaved = None

    def _on_due(self) -> None:
        self._tasks.run(self.flush(), failed=lambda _error: None)

    def _go(self, state: SaveState) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit()
