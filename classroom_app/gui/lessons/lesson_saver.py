"""Saves a lesson while it is being edited: soon after each edit, one save at a time."""

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

# Delay between the first unsaved edit and its save: a power cut loses no more than that.
DELAY_MS = 400
RETRY_MS = 3_000


class SaveState(StrEnum):
    """Whether everything is stored, a save is due, or the last save failed."""

    SAVED = "saved"
    WAITING = "waiting"
    FAILED = "failed"


class LessonSaver(QObject):
    """`changed` means that `state` has changed; `cause` is why the last failed save failed.

    `covered` means that the originals of covered pictures have been deleted from the database.
    `overtaken` carries an `Overtaken` and the draft to continue with, after another computer
    changed or deleted the lesson.
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
        """Id of the stored lesson; None while nothing is stored."""
        return None if self._stored is None else self._stored.id

    @property
    def state(self) -> SaveState:
        """The current state; `changed` follows each change."""
        return self._state

    def begin(self, stored: StoredLesson | None) -> None:
        """Save to this lesson from now on, or to a new one for None.

        Drops unsaved edits: call `flush` first.
        """
        self._timer.stop()
        self._stored, self._unsaved = stored, None
        self._covers.clear()
        self._go(SaveState.SAVED)

    def put(self, draft: LessonDraft) -> None:
        """Schedule a save of `draft`; a later draft replaces it."""
        self._unsaved = draft
        if not self._timer.isActive():
            self._timer.start(DELAY_MS)
        if self._state is SaveState.SAVED:
            self._go(SaveState.WAITING)

    def cover(self, covered: Covered) -> None:
        """Delete a covered picture's original from earlier versions too.

        Done by the next save of a draft that no longer shows the original.
        """
        self._covers.append(covered)

    async def flush(self) -> None:
        """Save everything that is unsaved, now.

        Raises:
            StorageError: saving failed; it is retried every `RETRY_MS`.
        """
        self._timer.stop()
        async with self._saving:
            while self._unsaved is not None:
                await self._save(self._unsaved)
            self._go(SaveState.SAVED)

    async def catch_up(self) -> None:
        """Fetch changes from other computers and emit `overtaken` if there are any.

        Does nothing while edits are unsaved here: their save detects the changes itself.

        Raises:
            StorageError: the lesson cannot be read.
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
        if self._unsaved is draft:  # no edit was made meanwhile
            self._unsaved = None
        if written.overtaken is None:
            self._stored = written.lesson
        else:
            self._take_over(draft, written, written.overtaken)

    def _take_over(self, saved: LessonDraft, written: Written, overtaken: Overtaken) -> None:
        """Continue with what is stored, plus the edits made here since `saved`."""
        now, stored = self._unsaved or saved, written.lesson.draft
        if overtaken.is_copy:
            both: LessonDraft | None = as_copy(now, stored.title)
        else:
            both = merged(saved, now, stored)
        if both is None:
            return  # the next save detects the conflict and stores a copy
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
