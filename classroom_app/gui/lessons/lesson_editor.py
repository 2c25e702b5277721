"""Writes a lesson: its steps at the left, what is written in the middle, the phone at the right."""

import asyncio
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QKeyCombination, Qt, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.lesson_library import Covered
from classroom_app.domain.lesson_draft import LessonDraft, Picture
from classroom_app.domain.lesson_edits import place_of_step
from classroom_app.domain.lesson_rules import MAX_SUBTASKS, HeicPictureError
from classroom_app.domain.marks import Area, Mark
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.draft_steps_view import DraftStepsView
from classroom_app.gui.lessons.lesson_document import LESSON, LessonDocument
from classroom_app.gui.lessons.lesson_form import LessonForm
from classroom_app.gui.lessons.lesson_saver import LessonSaver, SaveState
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from classroom_app.gui.lessons.lesson_words import fault_text
from classroom_app.gui.lessons.marks_dialog import MarkedStep, MarksDialog
from classroom_app.gui.lessons.phone_frame import framed_png
from classroom_app.gui.lessons.phone_pictures import PhonePictures
from classroom_app.gui.lessons.phone_preview import PhonePreview
from classroom_app.gui.lessons.picture_box import png_of
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_form import StepForm
from classroom_app.gui.theme.tokens import Space

_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# The phone's preview has room from this width on.
PHONE_FROM = 940
# What a class has on these keys must not happen while a lesson is written.
_HELD_BACK = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class LessonEditor(Panel):
    """`closed` has the lesson's id, or 0 if nothing was written.

    `class_requested` and `handout_requested` have the id of the lesson as it is written here.
    """

    closed = Signal(int)
    class_requested = Signal(int)
    own_lesson_requested = Signal()  # how one is made
    handout_requested = Signal(int)
    picture_refused = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("lessonEditor")
        self._console = console
        self.document = LessonDocument(self)
        self.saver = LessonSaver(console.services.lessons, console.tasks, self)
        self.model = LessonStepsModel(self.document, self)
        self._place, self._seen = LESSON, self.document.draft
        self._is_used = False
        self._unframed: dict[Picture, Picture] = {}
        self._has_covered = False
        self._marks: MarksDialog | None = None
        self._pictures = pictures = Pictures(console.tasks, self)
        self.phone_pictures = PhonePictures(console, self.document, self.saver, self)
        self._back = IconButton("back", kind="quiet", name="editorBackButton", parent=self)
        self._title = ElidedLabel("", "title", parent=self)
        self._state = ElidedLabel("", "caption", parent=self)
        self._state.setObjectName("saveState")
        place = self._state.sizePolicy()
        place.setRetainSizeWhenHidden(True)  # nothing moves down at the first letter
        self._state.setSizePolicy(place)
        self._mend = IconButton("warning", kind="danger", name="mendButton", parent=self)
        self._undo = IconButton("undo", kind="quiet", name="editorUndoButton", parent=self)
        self._redo = IconButton("redo", kind="quiet", name="editorRedoButton", parent=self)
        self._open = IconButton("play", kind="primary", name="editorOpenButton", parent=self)
        self._print = IconButton("print", kind="quiet", name="editorPrintButton", parent=self)
        self._about = IconButton("lessons", kind="quiet", name="aboutLessonButton", parent=self)
        self._about.setCheckable(True)
        self._about.setProperty("align", "left")
        self._steps_label = Label("", "section", parent=self)
        self.steps = DraftStepsView(self.model, self)
        self._add = IconButton("plus", name="addStepButton", parent=self)
        self._phone = IconButton("phone", name="phonePicturesButton", parent=self)
        self._copy = self._small("copy", "duplicateStepButton")
        self._remove = self._small("trash", "removeStepButton")
        self._up = self._small("up", "stepUpButton")
        self._down = self._small("down", "stepDownButton")
        self.lesson_form = LessonForm(self)
        self.step_form = StepForm(pictures, self)
        self._forms = QStackedWidget(self)
        self._phone_label = Label("", "section", parent=self)
        self.preview = PhonePreview(pictures, self)
        self._build()
        self._connect()
        self.finish()

    def open_lesson(self, lesson_id: int | None, draft: LessonDraft, *, is_used: bool) -> None:
        """Write on this lesson; `lesson_id` is None for a new one."""
        self.close_marks()
        self._is_used = is_used
        self.phone_pictures.end()
        self._unframed.clear()
        self.saver.begin(lesson_id)
        self.document.open(draft)
        self._seen = self.document.draft
        self._show_state()
        self._look_at(LESSON if lesson_id is None or not draft.subtasks else 0)
        if lesson_id is None:
            self.lesson_form.take_focus()
        else:
            self.steps.setFocus()

    @property
    def place(self) -> int:
        """Which step is looked at, or `LESSON`."""
        return self._place

    def close_lesson(self) -> None:
        """Go back to the list, once everything is saved."""
        self.phone_pictures.end()
        self._console.tasks.run(
            self.saver.flush(), lambda _none: self._on_closed(), lambda _error: None
        )

    def draw_marks(self) -> None:
        """Open the dialog in which marks are drawn on the step's picture."""
        if self._marks is None:
            dialog = self._marks = MarksDialog(self)
            dialog.edited.connect(self._on_marks_edited)
            dialog.cover_requested.connect(self._on_cover_requested)
            dialog.undo_requested.connect(self._undo.click)
            dialog.redo_requested.connect(self._redo.click)
            dialog.step_requested.connect(lambda by: self._look_at(max(0, self._place + by)))
            dialog.finished.connect(self._on_marks_closed)
        self._show_marks()
        self._marks.open()
        self._marks.surface.setFocus()

    def close_marks(self) -> None:
        """Close that dialog."""
        if self._marks is not None:
            self._marks.close()

    def open_class(self) -> None:
        """Open a class on what is written here."""
        if self._open.isEnabled():
            self._console.tasks.run(
                self.saver.flush(),
                lambda _none: self.class_requested.emit(self.saver.lesson_id or 0),
                lambda _error: None,
            )

    def ask_handout(self) -> bool:
        """Ask for the handout of what is written here; False if there is nothing for one."""
        if self._print.isEnabled():
            self._console.tasks.run(
                self.saver.flush(),
                lambda _none: self.handout_requested.emit(self.saver.lesson_id or 0),
                lambda _error: None,
            )
        return self._print.isEnabled()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._back.setText(self.tr("Lessons"))
        self._back.setAccessibleName(self.tr("Back to the lessons"))
        self._back.setToolTip(self.tr("Back to the lessons (Alt+Left)"))
        self._open.setText(self.tr("Open a class"))
        self._open.setAccessibleName(self.tr("Open a class"))
        self._about.setText(self.tr("About the lesson"))
        self._about.setAccessibleName(self.tr("About the lesson"))
        self._steps_label.setText(self.tr("STEPS"))
        self._add.setText(self.tr("Add a step"))
        self._add.setAccessibleName(self.tr("Add a step"))
        self._phone.setText(self.tr("Pictures from my phone"))
        self._phone.setAccessibleName(self.tr("Pictures from my phone"))
        self._phone.setToolTip(self.tr("Screenshots of your phone become steps"))
        for button, name, tip in (
            (self._undo, self.tr("Undo"), self.tr("Undo (Ctrl+Z)")),
            (self._redo, self.tr("Redo"), self.tr("Redo (Ctrl+Y)")),
            (self._print, self.tr("Print handout"), self.tr("Print handout…")),
            (self._copy, self.tr("Duplicate the step"), self.tr("Duplicate the step (Ctrl+D)")),
            (self._remove, self.tr("Remove the step"), self.tr("Remove the step (Delete)")),
            (self._up, self.tr("Move up"), self.tr("Move up (Alt+Up)")),
            (self._down, self.tr("Move down"), self.tr("Move down (Alt+Down)")),
        ):
            button.setAccessibleName(name)
            button.setToolTip(tip)
        self.steps.setAccessibleName(self.tr("Steps of the lesson"))
        self._phone_label.setText(self.tr("ON THE PHONE"))
        self.preview.setAccessibleName(self.tr("What the phone shows"))
        self._show()
        self._show_state()

    def event(self, qevent: QEvent) -> bool:
        """Keep the editor's keys from the window's shortcuts."""
        is_shortcut = qevent.type() == QEvent.Type.ShortcutOverride
        if (
            is_shortcut
            and isinstance(qevent, QKeyEvent)
            and (self._wish_of(qevent) is not None or qevent.key() in _HELD_BACK)
        ):
            qevent.accept()
            return True
        return super().event(qevent)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Leave a narrow window to what is written."""
        for part in (self._phone_label, self.preview):
            part.setVisible(self.width() >= PHONE_FROM)
        super().resizeEvent(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Do what the keys of the editor say."""
        wish = self._wish_of(qevent)
        if wish is None:
            super().keyPressEvent(qevent)
        elif wish.isEnabled() and not (qevent.isAutoRepeat() and wish in self._once):
            wish.click()

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Another page is looked at: save now."""
        super().hideEvent(qevent)
        self.close_marks()
        if self.saver.state is not SaveState.SAVED:
            self._console.tasks.run(self.saver.flush(), failed=lambda _error: None)

    @property
    def _once(self) -> tuple[IconButton, ...]:
        """What counts once a press; undoing and moving go on while the key is held."""
        return (self._copy, self._add, self._back)

    def _wish_of(self, qevent: QKeyEvent) -> IconButton | None:
        """Return the button that a key stands for."""
        if qevent.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        if qevent.matches(QKeySequence.StandardKey.Redo):
            return self._redo
        return {
            QKeyCombination(_CTRL, Qt.Key.Key_Y): self._redo,
            QKeyCombination(_CTRL | _SHIFT, Qt.Key.Key_Z): self._redo,
            QKeyCombination(_CTRL, Qt.Key.Key_D): self._copy,
            QKeyCombination(_CTRL, Qt.Key.Key_Return): self._add,
            QKeyCombination(_ALT, Qt.Key.Key_Up): self._up,
            QKeyCombination(_ALT, Qt.Key.Key_Down): self._down,
            QKeyCombination(_ALT, Qt.Key.Key_Left): self._back,
        }.get(qevent.keyCombination())

    def _connect(self) -> None:
        document = self.document
        self._back.clicked.connect(self.close_lesson)
        self._open.clicked.connect(self.open_class)
        self._print.clicked.connect(self.ask_handout)
        self._mend.clicked.connect(self._on_mend)
        self._undo.clicked.connect(document.stack.undo)
        self._redo.clicked.connect(document.stack.redo)
        document.stack.canUndoChanged.connect(self._undo.setEnabled)
        document.stack.canRedoChanged.connect(self._redo.setEnabled)
        document.stack.indexChanged.connect(self._show_marks)
        self._about.clicked.connect(lambda: self._look_at(LESSON))
        self._add.clicked.connect(self._on_add)
        self._phone.clicked.connect(lambda: self.phone_pictures.ask_for_steps(self._place))
        self.phone_pictures.finished.connect(self._on_phone_finished)
        self._copy.clicked.connect(lambda: document.duplicate_step(self._place))
        self._remove.clicked.connect(lambda: document.remove_step(self._place))
        self._up.clicked.connect(lambda: document.move_step(self._place, self._place - 1))
        self._down.clicked.connect(lambda: document.move_step(self._place, self._place + 1))
        self.steps.move_requested.connect(document.move_step)
        self.steps.remove_requested.connect(document.remove_step)
        self.steps.duplicate_requested.connect(document.duplicate_step)
        self.steps.edit_requested.connect(lambda _row: self.step_form.take_focus())
        self.steps.clicked.connect(lambda index: self._look_at(index.row()))
        self.steps.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.lesson_form.written.connect(partial(document.write, LESSON))
        self.step_form.written.connect(lambda field, text: document.write(self._place, field, text))
        self.lesson_form.phone_requested.connect(
            lambda: self.phone_pictures.ask_for_steps(self._place)
        )
        self.lesson_form.own_lesson_requested.connect(self.own_lesson_requested)
        for form in (self.lesson_form, self.step_form):
            form.left.connect(document.end_typing)
        self.step_form.picture.chosen.connect(self._on_picture_chosen)
        self.step_form.picture.phone_requested.connect(
            lambda: self.phone_pictures.ask_for_step(self._place)
        )
        self.step_form.picture.removed.connect(lambda: document.set_picture(self._place, None))
        self.step_form.picture.frame_requested.connect(self._on_frame_requested)
        self.step_form.picture.marks_requested.connect(self.draw_marks)
        self._pictures.arrived.connect(self._show_marks)
        self.saver.covered.connect(self._on_covered)
        document.edited.connect(self._on_edited)
        document.place_changed.connect(self._look_at)
        self.saver.changed.connect(self._show_state)
        self._console.actions.changed.connect(self._show_open)

    def _on_edited(self) -> None:
        """The lesson is another than a moment ago: to be saved."""
        before, self._seen = self._seen, self.document.draft
        if 0 <= self._place < len(before.subtasks):
            # A picture that a phone sends puts a step before the one that is being written.
            place = place_of_step(before, self._seen, self._place)
            self._place = self._place if place is None else place
        self._show()
        self.saver.put(self.document.draft)

    def _on_phone_finished(self, place: int) -> None:
        """Go to the first step that got a picture: its title is written next."""
        self._look_at(place)
        self.step_form.take_focus()

    def _on_add(self) -> None:
        at_end = len(self.document.draft.subtasks)
        self.document.add_step(at_end if self._place == LESSON else self._place + 1)
        self.step_form.take_focus()

    def _on_mend(self) -> None:
        """Go to the first thing that is to be mended."""
        fault = next(iter(self.document.faults), None)
        if fault is None:
            return
        self._look_at(LESSON if fault.step is None else fault.step - 1)
        form = self.lesson_form if fault.step is None else self.step_form
        form.take_focus(fault.field)

    def _on_row_changed(self) -> None:
        row = self.steps.currentIndex().row()
        if row >= 0 and row != self._place:
            self._look_at(row)

    def _on_picture_chosen(self, source: Path | QImage) -> None:
        place = self._place

        def take(picture: Picture) -> None:
            if place < len(self.document.draft.subtasks):
                self.document.set_picture(place, picture)

        def refuse(error: Exception) -> None:
            self.step_form.picture.say_fault(self._picture_fault(error))
            self.picture_refused.emit()

        self._console.tasks.run(self._small_picture(source), take, refuse)

    def _on_frame_requested(self) -> None:
        place = self._place
        picture = None if place == LESSON else self.document.draft.subtasks[place].picture
        if picture is None:
            return

        def take(done: tuple[Picture, Area]) -> None:
            framed, area = done
            self._unframed[framed] = picture
            self.document.frame_picture(place, picture, framed, area)

        def refuse(error: Exception) -> None:
            self.step_form.picture.say_fault(self._picture_fault(error))
            self.picture_refused.emit()

        self._console.tasks.run(self._framed(picture), take, refuse)

    async def _framed(self, picture: Picture) -> tuple[Picture, Area]:
        content, area = await asyncio.to_thread(framed_png, picture.data)
        return await self._console.services.lessons.small_picture(content), area

    def _on_marks_edited(self, marks: tuple[Mark, ...], is_nudge: bool) -> None:
        if self._place != LESSON:
            self.document.set_marks(self._place, marks, is_nudge=is_nudge)

    def _on_cover_requested(self, area: Area) -> None:
        place = self._place
        picture = None if place == LESSON else self.document.draft.subtasks[place].picture
        if picture is None:
            return

        def take(covered: Covered) -> None:
            shown = [step.picture for step in self.document.draft.subtasks]
            if covered.original in shown and covered.picture != covered.original:
                self.saver.cover(covered)
                # What was covered in a phone's frame must not stay without it either.
                if covered.original in self._unframed:
                    unframed = self._unframed[covered.original]
                    self.saver.cover(replace(covered, original=unframed))
                self.document.cover_picture(place, covered.original, covered.picture)

        def refuse(_error: Exception) -> None:
            if self._marks is not None:
                self._marks.say_fault(self.tr("Can't cover a part of this picture."))

        self._console.tasks.run(self._console.services.lessons.cover(picture, area), take, refuse)

    def _on_covered(self) -> None:
        """The original has gone from the tables: no byte of it shall stay in the file either."""
        self._has_covered = True
        self._console.tasks.run(
            self._console.services.privacy.note_deleted(), failed=lambda _error: None
        )

    def _on_closed(self) -> None:
        self.close_marks()
        self.document.forget_former()
        if self._has_covered:
            self._has_covered = False
            self._pictures.forget()
            self._console.tasks.run(
                self._console.services.privacy.scrub_if_due(), failed=lambda _error: None
            )
        self.closed.emit(self.saver.lesson_id or 0)

    def _on_marks_closed(self) -> None:
        self._marks = None
        self.step_form.picture.setFocus()

    def _show_marks(self) -> None:
        """Show in the open dialog the step that is looked at."""
        if self._marks is None:
            return
        steps, place = self.document.draft.subtasks, self._place
        if place == LESSON or not steps:
            self.close_marks()
            return
        step = steps[place]
        image = None if step.picture is None else self._pictures.image(step.picture.data)
        self._marks.show_step(
            MarkedStep(
                step,
                place,
                len(steps),
                None if image is None or image.isNull() else image,
                self.document.stack.canUndo(),
                self.document.stack.canRedo(),
                self._console.language.code,
            )
        )

    def _picture_fault(self, error: Exception) -> str:
        if isinstance(error, OSError):
            return cause_text(error)
        if isinstance(error, HeicPictureError):
            return self.tr(
                "Can't open HEIC pictures, as iPhones and newer Galaxy phones take them. Take a "
                "screenshot of the picture on the phone and use that, or save the picture as "
                "JPEG in a photo app first."
            )
        return self.tr(
            "Can't open this picture. It may be damaged or too large. Choose a JPEG or PNG file."
        )

    async def _small_picture(self, source: Path | QImage) -> Picture:
        library = self._console.services.lessons
        if isinstance(source, Path):
            return await library.small_picture(source)
        return await library.small_picture(await asyncio.to_thread(png_of, source))

    def _look_at(self, place: int) -> None:
        self._place = min(place, len(self.document.draft.subtasks) - 1)
        if self._place == LESSON:
            self.steps.clearSelection()
            self.steps.selectionModel().clearCurrentIndex()
        else:
            index = self.model.index(self._place)
            self.steps.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self.steps.scrollTo(index)
        self._show()

    def _show(self) -> None:
        draft, faults = self.document.draft, self.document.told_faults
        steps = draft.subtasks
        self._place = min(self._place, len(steps) - 1)
        is_step = self._place != LESSON
        self._about.setChecked(not is_step)
        if is_step:
            here = self.document.faults_in(self._place)
            self.step_form.show_step(steps[self._place], self._place, here)
        else:
            self.lesson_form.show_lesson(draft, self.document.faults_in(LESSON))
        self._forms.setCurrentIndex(1 if is_step else 0)
        if steps:
            shown = max(0, self._place)
            self.preview.show_step(steps[shown], shown, len(steps), draft.language)
        self.preview.setVisible(bool(steps))
        self._title.setText(draft.title.strip() or self.tr("Untitled"))
        self._mend.setVisible(bool(faults))
        self._mend.setText(self.tr("To fix: {count}").format(count=len(faults)))
        reasons = "\n".join(fault_text(fault) for fault in faults[:8])
        self._mend.setToolTip(reasons)
        self._mend.setAccessibleName(f"{self._mend.text()}. {reasons}")
        self._print.setEnabled(bool(steps))
        self._print.setToolTip(
            self.tr("Print handout…") if steps else self.tr("This lesson has no steps yet.")
        )
        self._add.setEnabled(len(steps) < MAX_SUBTASKS)
        self._phone.setEnabled(len(steps) < MAX_SUBTASKS)
        self._copy.setEnabled(is_step and len(steps) < MAX_SUBTASKS)
        self._remove.setEnabled(is_step)
        self._up.setEnabled(is_step and self._place > 0)
        self._down.setEnabled(is_step and self._place < len(steps) - 1)
        self._undo.setEnabled(self.document.stack.canUndo())
        self._redo.setEnabled(self.document.stack.canRedo())
        self._show_marks()
        self._show_open()

    def _show_open(self) -> None:
        faults = self.document.faults
        why_not = fault_text(faults[0]) if faults else ""
        if not self._console.actions.new_class.isEnabled():
            why_not = self.tr("A class is open.")
        self._open.setEnabled(not why_not)
        self._open.setToolTip(why_not)

    def _show_state(self) -> None:
        saver = self.saver
        words = {
            SaveState.SAVED: self.tr("Saved") if saver.lesson_id else "",
            SaveState.WAITING: self.tr("Saving…"),
            SaveState.FAILED: self.tr("Not saved yet, trying again: {cause}").format(
                cause=cause_text(saver.cause)
            ),
        }[saver.state]
        if self._is_used:
            used = self.tr("Used in a class. Your changes are saved as a new version.")
            words = f"{words} · {used}" if words else used
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _small(self, icon: str, name: str) -> IconButton:
        return IconButton(icon, kind="quiet", shape="tight", name=name, parent=self)

    def _build(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addWidget(self._title)
        names.addWidget(self._state)
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        head.addWidget(self._back)
        head.addLayout(names, 1)
        for button in (self._mend, self._undo, self._redo, self._print, self._open):
            head.addWidget(button)
        body = QHBoxLayout()
        body.setSpacing(Space.L)
        body.addWidget(self._build_steps(), 3)
        body.addWidget(self._build_forms(), 5)
        body.addLayout(self._build_phone(), 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addLayout(body, 1)

    def _build_steps(self) -> QWidget:
        panel = Panel("panel", self)
        panel.setMinimumWidth(232)
        panel.setMaximumWidth(480)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        buttons.addWidget(self._steps_label, 1)
        for button in (self._copy, self._remove, self._up, self._down):
            buttons.addWidget(button)
        self._steps_label.setContentsMargins(Space.M, 0, 0, 0)
        column = QVBoxLayout(panel)
        column.setContentsMargins(Space.S, Space.M, Space.S, Space.M)
        column.setSpacing(Space.S)
        column.addWidget(self._about)
        column.addLayout(buttons)
        column.addWidget(self.steps, 1)
        column.addWidget(self._add)
        column.addWidget(self._phone)
        return panel

    def _build_forms(self) -> QWidget:
        for form in (self.lesson_form, self.step_form):
            form.setProperty("role", "page")
            area = QScrollArea(self)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setWidget(form)
            self._forms.addWidget(area)
        panel = Panel("panel", self)
        panel.setMaximumWidth(960)
        inside = QVBoxLayout(panel)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self._forms)
        return panel

    def _build_phone(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(Space.S)
        column.addWidget(self._phone_label)
        column.addWidget(self.preview, 1)
        return column
