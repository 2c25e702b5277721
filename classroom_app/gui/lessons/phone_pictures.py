"""Puts pictures from the instructor's phone into the lesson that is being edited."""

import hashlib
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from classroom_app.application.picture_upload import NoRoomError
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_edits import BLANK_STEP
from classroom_app.domain.lesson_rules import MAX_SUBTASKS
from classroom_app.gui.console import Console
from classroom_app.gui.lessons.followed_step import FollowedStep
from classroom_app.gui.lessons.lesson_document import LESSON, LessonDocument
from classroom_app.gui.lessons.lesson_saver import LessonSaver
from classroom_app.gui.lessons.phone_pictures_dialog import PhonePicturesDialog


class PhonePictures(QObject):
    """When the dialog closes, `finished` carries the index of the first step that got a picture.

    It is not emitted if no step got one.
    """

    finished = Signal(int)

    def __init__(
        self, console: Console, document: LessonDocument, saver: LessonSaver, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._console, self._document, self._saver = console, document, saver
        self._window = parent
        self._dialog: PhonePicturesDialog | None = None
        self._upload = 0
        # The step that the next picture goes into or after, and the first that got a picture.
        self._step = FollowedStep(None)
        self._first: FollowedStep | None = None
        self._is_for_step = False
        # Digests, so that no picture that is covered later is kept in memory.
        self._taken: set[bytes] = set()
        document.changed.connect(self._on_changed)

    @property
    def dialog(self) -> PhonePicturesDialog | None:
        """The dialog while it is open."""
        return self._dialog

    @property
    def number(self) -> int:
        """The number of the last upload, counted from 1."""
        return self._upload

    def ask_for_steps(self, place: int) -> None:
        """Open the dialog; each picture becomes a step, the first one after the step at `place`.

        A blank step at `place` gets the first picture instead.
        """
        steps = self._document.draft.subtasks
        place = len(steps) - 1 if place == LESSON else place
        room = MAX_SUBTASKS - len(steps)
        if steps and steps[place] == BLANK_STEP:
            room += 1  # it gets the first picture
        self._ask(place, room, is_for_step=False)

    def ask_for_step(self, place: int) -> None:
        """Open the dialog for one picture, for the step at `place`."""
        self._ask(place, 1, is_for_step=True)

    def end(self) -> None:
        """Close the dialog and end its upload, before the editor leaves the lesson."""
        if self._dialog is not None:
            self._dialog.close()

    def _ask(self, place: int, room: int, *, is_for_step: bool) -> None:
        self.end()
        self._upload += 1
        self._step, self._first = self._document.follow(place), None
        self._is_for_step, self._taken = is_for_step, set()
        uploads = self._console.services.uploads
        begin = partial(uploads.open, room, partial(self.take, self._upload))
        number = place + 1 if is_for_step else None
        dialog = self._dialog = PhonePicturesDialog(begin, self._window, step_number=number)
        self._console.addresses.changed.connect(dialog.renew_if_shown)
        dialog.finished.connect(self._on_closed)
        dialog.open()

    async def take(self, upload: int, picture: Picture) -> bool:
        """Put a picture into the lesson, and return once it is stored.

        Returns False if a step had it already, before this upload.

        Raises:
            NoRoomError: the step was removed, the lesson is full, or the upload has ended.
            StorageError: the lesson could not be saved; the phone may send the picture again.
        """
        if upload != self._upload or self._dialog is None:
            raise NoRoomError
        digest = hashlib.sha256(picture.data).digest()
        if digest not in self._taken:
            if self._is_known(picture):
                return False
            self._put(picture)
            self._taken.add(digest)
        await self._saver.flush()
        return True

    def _is_known(self, picture: Picture) -> bool:
        """Return whether a step has the picture already, and continue after that step.

        This happens if the program stopped after storing a picture but before confirming it to the
        phone. Always False in an upload for one step.
        """
        steps = self._document.draft.subtasks
        places = [place for place, step in enumerate(steps) if step.picture == picture]
        if self._is_for_step or not places:
            return False
        self._step = self._document.follow(places[-1])
        return True

    def _put(self, picture: Picture) -> None:
        steps, place = self._document.draft.subtasks, self._step.place
        if self._is_for_step:
            if place is None:
                raise NoRoomError
            adds_step = False
        else:
            place = len(steps) - 1 if place is None else place
            adds_step = not steps or steps[place] != BLANK_STEP
            if adds_step and len(steps) >= MAX_SUBTASKS:
                raise NoRoomError
            place += adds_step
        self._document.take_from_phone(place, picture, self._upload, adds_step=adds_step)
        self._step = self._document.follow(place)
        if self._first is None or self._first.place is None:
            self._first = self._step

    def _on_changed(self) -> None:
        if self._dialog is not None and self._is_for_step and self._step.place is None:
            self.end()

    def _on_closed(self) -> None:
        dialog, self._dialog = self._dialog, None
        if dialog is not None and self._first is not None and self._first.place is not None:
            self.finished.emit(self._first.place)
