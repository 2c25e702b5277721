"""Saves a lesson while it is being written: soon, one save after another, never losing one."""

import asyncio
from enum import StrEnum

from PySide6.QtCore import QObject, QTimer, Signal

from classroom_app.application.lesson_library import LessonLibrary, Overtaken, Written
from classroom_app.application.lesson_ports import Covered, StoredLesson
from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import as_copy
from classroom_app.domain.lesson_merge import merged
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
    `overtaken` has an `Overtaken` and the draft to go on with, when another computer wrote too.
    """

    changed = Signal()
    covered = Signal()
    overtaken = Signal(object, object)

    def __init__(self, library: LessonLibrary, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library, self._tasks = library, tasks
        self._stored: StoredLesson | None = None
        self._unsaved: LessonDraft | None = None
        self._covers: list[Covered] = []
        self._saving = asyncio.Lock()
        self._state, self.cause = SaveState.SAVED, ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_due)

    @property
    def lesson_id(self) -> int | None:
        """Where the lesson is stored; None while nothing of it is."""
        return None if self._stored is None else self._stored.id

    @property
    def state(self) -> SaveState:
        """How far the disk has come."""
        return self._state

    def begin(self, stored: StoredLesson | None) -> None:
        """Save into this lesson from now on, None for a new one; `flush` comes before that."""
        self._timer.stop()
        self._stored, self._unsaved = stored, None
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

    async def catch_up(self) -> None:
        """See what other computers have written, unless something waits here: that save will see.

        Raises:
            StorageError: it cannot be read.
        """
        async with self._saving:
            before = self._stored
            news = None if before is None or self._unsaved else await self._library.news(before)
            if news is None or self._unsaved is not None or self._stored is not before:
                return
            if news.theirs is not None:
                self._stored = news.theirs
            self.overtaken.emit(news, self._stored.draft if self._stored else None)

    async def _save(self, draft: LessonDraft) -> None:
        shown = [step.picture for step in draft.subtasks]
        covers = [one for one in self._covers if one.original not in shown]
        try:
            written = await self._library.write(
                self._stored, draft, covers, copy_title=self._copy_title
            )
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
        if written.overtaken is None:
            self._stored = written.lesson
        else:
            self._take_over(draft, written, written.overtaken)

    def _take_over(self, saved: LessonDraft, written: Written, overtaken: Overtaken) -> None:
        """Go on with what is stored, and with what was written here since `saved`."""
        now, stored = self._unsaved or saved, written.lesson.draft
        if overtaken.is_copy:
            both: LessonDraft | None = as_copy(now, stored.title)
        else:
            both = merged(saved, now, stored)
        if both is None:
            return  # the next save finds the same, and makes a copy
        self._stored = written.lesson
        self._unsaved = None if both == stored else both
        self.overtaken.emit(overtaken, both)

    def _copy_title(self, title: str) -> str:
        return self.tr("{title} (copy)").format(title=title)

    def _on_due(self) -> None:
        self._tasks.run(self.flush(), failed=lambda _error: None)

    def _go(self, state: SaveState) -> None:
        if state is not self._state:
            self._state = state
            self.changed.emit()
