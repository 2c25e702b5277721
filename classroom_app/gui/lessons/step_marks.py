"""Marks on a step's picture, and covering parts of it without keeping a copy of the original."""

from collections.abc import Callable

from msgspec import structs
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from classroom_app.application.lesson_ports import Covered
from classroom_app.domain.marks import Area, Mark
from classroom_app.gui.console import Console
from classroom_app.gui.lessons.lesson_document import LESSON, LessonDocument
from classroom_app.gui.lessons.lesson_saver import LessonSaver
from classroom_app.gui.lessons.marks_dialog import MarkedStep, MarksDialog
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_pictures import StepPictures


class StepMarks(QObject):
    """Opens `MarksDialog` for the step at `place()` and applies its edits to the document.

    Its requests to undo, to redo and to show another step are passed on; `closed` means that the
    dialog was closed.
    """

    undo_requested = Signal()
    redo_requested = Signal()
    step_requested = Signal(int)
    closed = Signal()

    def __init__(
        self,
        console: Console,
        document: LessonDocument,
        saver: LessonSaver,
        pictures: Pictures,
        step_pictures: StepPictures,
        place: Callable[[], int],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._console, self._document, self._saver = console, document, saver
        self._pictures, self._step_pictures = pictures, step_pictures
        self._place, self._window = place, parent
        self._dialog: MarksDialog | None = None
        self._has_covered = False
        document.stack.indexChanged.connect(self.show_step)
        pictures.arrived.connect(self.show_step)
        saver.covered.connect(self._on_covered)

    def open(self) -> None:
        """Open the dialog for the current step."""
        if self._dialog is None:
            dialog = self._dialog = MarksDialog(self._window)
            dialog.edited.connect(self._on_edited)
            dialog.cover_requested.connect(self.cover)
            dialog.undo_requested.connect(self.undo_requested)
            dialog.redo_requested.connect(self.redo_requested)
            dialog.step_requested.connect(self.step_requested)
            dialog.finished.connect(self._on_closed)
        self.show_step()
        self._dialog.open()
        self._dialog.surface.setFocus()

    def close(self) -> None:
        """Close the dialog if it is open."""
        if self._dialog is not None:
            self._dialog.close()

    def show_step(self) -> None:
        """Show the current step in the dialog; close it if there is none."""
        if self._dialog is None:
            return
        steps, place = self._document.draft.subtasks, self._place()
        if place == LESSON or not steps:
            self.close()
            return
        step = steps[place]
        image = None if step.picture is None else self._pictures.image(step.picture.data)
        self._dialog.show_step(
            MarkedStep(
                step,
                place,
                len(steps),
                None if image is None or image.isNull() else image,
                self._document.stack.canUndo(),
                self._document.stack.canRedo(),
                self._console.language.code,
            )
        )

    def cover(self, area: Area) -> None:
        """Cover a part of the step's picture, here and wherever the original is stored."""
        place = self._place()
        picture = self._document.picture_at(place)
        if picture is None:
            return

        def take(covered: Covered) -> None:
            shown = [step.picture for step in self._document.draft.subtasks]
            if covered.original in shown and covered.picture != covered.original:
                self._saver.cover(covered)
                # Its original without the phone frame must not remain stored either.
                unframed = self._step_pictures.unframed(covered.original)
                if unframed is not None:
                    self._saver.cover(structs.replace(covered, original=unframed))
                self._document.cover_picture(place, covered.original, covered.picture)

        def refuse(_error: Exception) -> None:
            if self._dialog is not None:
                self._dialog.say_fault(self.tr("Can't cover a part of this picture."))

        self._console.tasks.run(self._console.services.lessons.cover(picture, area), take, refuse)

    def forget_covered(self) -> None:
        """Drop cached pictures, and scrub the database, if anything was covered in this lesson."""
        if self._has_covered:
            self._has_covered = False
            self._pictures.forget()
            self._console.tasks.run(
                self._console.services.privacy.scrub_if_due(), failed=lambda _error: None
            )

    def _on_edited(self, marks: tuple[Mark, ...], is_nudge: bool) -> None:
        if self._place() != LESSON:
            self._document.set_marks(self._place(), marks, is_nudge=is_nudge)

    def _on_covered(self) -> None:
        """Note the deleted originals, so that their bytes are scrubbed from the database file."""
        self._has_covered = True
        self._console.tasks.run(
            self._console.services.privacy.note_deleted(), failed=lambda _error: None
        )

    def _on_closed(self) -> None:
        self._dialog = None
        self.closed.emit()
