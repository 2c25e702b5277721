"""Edits a lesson: its steps at the left, the forms in the middle, the phone at the right."""

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.lesson_library import Overtaken
from classroom_app.application.lesson_ports import StoredLesson
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.lesson_draft import LessonDraft
from classroom_app.domain.lesson_edits import place_of_step
from classroom_app.domain.lesson_merge import place_after
from classroom_app.gui.console import Console
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.lessons.editor_head import EditorHead
from classroom_app.gui.lessons.editor_keys import EditorKeys
from classroom_app.gui.lessons.editor_news import EditorNews
from classroom_app.gui.lessons.editor_phone import EditorPhone
from classroom_app.gui.lessons.editor_steps import EditorSteps
from classroom_app.gui.lessons.lesson_document import LESSON, LessonDocument
from classroom_app.gui.lessons.lesson_form import LessonForm
from classroom_app.gui.lessons.lesson_saver import LessonSaver, SaveState
from classroom_app.gui.lessons.lesson_steps_model import LessonStepsModel
from classroom_app.gui.lessons.phone_pictures import PhonePictures
from classroom_app.gui.lessons.pictures import Pictures
from classroom_app.gui.lessons.step_form import StepForm
from classroom_app.gui.lessons.step_marks import StepMarks
from classroom_app.gui.lessons.step_pictures import StepPictures
from classroom_app.gui.theme.tokens import Space

# Minimum width (pixels) of the editor at which the phone preview is shown.
PHONE_FROM = 940


class LessonEditor(Panel):
    """`closed` carries the lesson's id, or 0 if nothing of it was ever stored.

    `class_requested` and `handout_requested` carry the lesson's id, after everything is saved.
    """

    closed = Signal(int)
    class_requested = Signal(int)
    own_lesson_requested = Signal()  # show the guide's chapter on making a lesson
    handout_requested = Signal(int)
    other_requested = Signal(int)  # id of a lesson to edit instead

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("lessonEditor")
        self._console = console
        self.document = LessonDocument(self)
        self.saver = LessonSaver(console.services.lessons, console.tasks, self)
        self.model = LessonStepsModel(self.document, self)
        self._place, self._seen = LESSON, self.document.draft
        self._is_used = self._is_outdated = False
        self.pictures = pictures = Pictures(console.tasks, self)
        self.phone_pictures = PhonePictures(console, self.document, self.saver, self)
        self.head = EditorHead(self)
        self.news = EditorNews(self)
        self._steps = EditorSteps(self.model, self)
        self.steps = self._steps.view
        self._keys = EditorKeys(self.head, self._steps)
        self.lesson_form = LessonForm(self)
        self.step_form = StepForm(pictures, self)
        self._forms = QStackedWidget(self)
        self._phone = EditorPhone(pictures, self)
        self.preview = self._phone.preview
        self.step_pictures = StepPictures(
            console, self.document, self.step_form.picture, self._place_now, self
        )
        self.marks = StepMarks(
            console,
            self.document,
            self.saver,
            pictures,
            self.step_pictures,
            self._place_now,
            self,
        )
        self._build()
        self._connect()
        self.finish()

    def open_lesson(
        self, stored: StoredLesson | None, draft: LessonDraft, *, is_used: bool
    ) -> None:
        """Edit `draft`, which is saved to the lesson `stored`, or to a new one for None."""
        self.marks.close()
        self.news.dismiss()
        self._is_used = is_used
        self.phone_pictures.end()
        self.step_pictures.forget()
        self.saver.begin(stored)
        self.document.open(draft)
        self._seen = self.document.draft
        self._show_state()
        self._look_at(LESSON if stored is None or not draft.subtasks else 0)
        if stored is None:
            self.lesson_form.take_focus()
        else:
            self.steps.setFocus()

    @property
    def place(self) -> int:
        """Index of the step being edited, or `LESSON`."""
        return self._place

    def close_lesson(self) -> None:
        """Save everything, then emit `closed`; a lesson that cannot be saved stays open."""
        self.phone_pictures.end()
        self._console.tasks.run(
            self.saver.flush(), lambda _none: self._on_closed(), lambda _error: None
        )

    def open_class(self) -> None:
        """Save the lesson, then emit `class_requested`."""
        if self.head.open.isEnabled():
            self._console.tasks.run(
                self.saver.flush(),
                lambda _none: self.class_requested.emit(self.saver.lesson_id or 0),
                lambda _error: None,
            )

    def ask_handout(self) -> bool:
        """Save the lesson, then emit `handout_requested`; return False if it has no steps."""
        if self.head.print.isEnabled():
            self._console.tasks.run(
                self.saver.flush(),
                lambda _none: self.handout_requested.emit(self.saver.lesson_id or 0),
                lambda _error: None,
            )
        return self.head.print.isEnabled()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._show()
        self._show_state()

    def event(self, qevent: QEvent) -> bool:
        """Keep the editor's keys from the window's shortcuts."""
        is_shortcut = qevent.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(qevent, QKeyEvent) and self._keys.is_kept(qevent):
            qevent.accept()
            return True
        return super().event(qevent)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Hide the phone in a narrow window, to leave the room to the forms."""
        self._phone.setVisible(self.width() >= PHONE_FROM)
        super().resizeEvent(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Handle the editor's shortcuts."""
        if not self._keys.press(qevent):
            super().keyPressEvent(qevent)

    def showEvent(self, qevent: QShowEvent) -> None:
        """Fetch what other computers have changed meanwhile."""
        super().showEvent(qevent)
        self._catch_up()

    def hideEvent(self, qevent: QHideEvent) -> None:
        """Save at once when another page is shown."""
        super().hideEvent(qevent)
        self.marks.close()
        if self.saver.state is not SaveState.SAVED:
            self._console.tasks.run(self.saver.flush(), failed=lambda _error: None)

    def _connect(self) -> None:
        document = self.document
        self.head.back.clicked.connect(self.close_lesson)
        self.head.open.clicked.connect(self.open_class)
        self.head.print.clicked.connect(self.ask_handout)
        self.head.mend.clicked.connect(self._on_mend)
        self.head.undo.clicked.connect(document.stack.undo)
        self.head.redo.clicked.connect(document.stack.redo)
        document.stack.canUndoChanged.connect(self.head.undo.setEnabled)
        document.stack.canRedoChanged.connect(self.head.redo.setEnabled)
        self._steps.about.clicked.connect(lambda: self._look_at(LESSON))
        self._steps.add.clicked.connect(self._on_add)
        self._steps.phone.clicked.connect(lambda: self.phone_pictures.ask_for_steps(self._place))
        self.phone_pictures.finished.connect(self._on_phone_finished)
        self._steps.copy.clicked.connect(lambda: document.duplicate_step(self._place))
        self._steps.remove.clicked.connect(lambda: document.remove_step(self._place))
        self._steps.up.clicked.connect(lambda: document.move_step(self._place, self._place - 1))
        self._steps.down.clicked.connect(lambda: document.move_step(self._place, self._place + 1))
        self.steps.move_requested.connect(document.move_step)
        self.steps.remove_requested.connect(document.remove_step)
        self.steps.duplicate_requested.connect(document.duplicate_step)
        self.steps.edit_requested.connect(lambda _row: self.step_form.take_focus())
        self.steps.clicked.connect(lambda index: self._on_step_clicked(index.row()))
        self.steps.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.lesson_form.written.connect(partial(document.write, LESSON))
        self.step_form.written.connect(lambda field, text: document.write(self._place, field, text))
        self.lesson_form.phone_requested.connect(
            lambda: self.phone_pictures.ask_for_steps(self._place)
        )
        self.lesson_form.own_lesson_requested.connect(self.own_lesson_requested)
        for form in (self.lesson_form, self.step_form):
            form.left.connect(document.end_typing)
        self.step_form.question.written.connect(
            lambda question, typed: document.set_question(self._place, question, typed)
        )
        picture = self.step_form.picture
        picture.phone_requested.connect(lambda: self.phone_pictures.ask_for_step(self._place))
        picture.marks_requested.connect(self.marks.open)
        self.marks.undo_requested.connect(self.head.undo.click)
        self.marks.redo_requested.connect(self.head.redo.click)
        self.marks.step_requested.connect(lambda by: self._look_at(max(0, self._place + by)))
        self.marks.closed.connect(picture.setFocus)
        document.edited.connect(self._on_edited)
        document.place_changed.connect(self._look_at)
        self.saver.changed.connect(self._show_state)
        self.saver.overtaken.connect(self._on_overtaken)
        self.news.other_requested.connect(self.other_requested)
        unsubscribe = self._console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self._console.actions.changed.connect(self._show_open)

    def _on_edited(self) -> None:
        """Show the edited lesson and schedule a save."""
        before, self._seen = self._seen, self.document.draft
        if 0 <= self._place < len(before.subtasks):
            # A picture from a phone can insert a step before the one being edited.
            place = place_of_step(before, self._seen, self._place)
            self._place = self._place if place is None else place
        self._show()
        self.saver.put(self.document.draft)

    def _on_changes(self, topics: Topics) -> None:
        """Note that another computer has changed lessons, maybe this one."""
        self._is_outdated |= Topic.LESSONS in topics
        self._catch_up()

    def _catch_up(self) -> None:
        if self._is_outdated and self.isVisible():
            self._is_outdated = False
            self._console.tasks.run(self.saver.catch_up(), failed=lambda _error: None)

    def _on_overtaken(self, news: Overtaken, draft: LessonDraft) -> None:
        """Show the lesson merged with another computer's changes, and a notice about them."""
        before = self.document.draft
        if draft != before:
            self.document.take_over(draft)
            self._seen = draft
            self._look_at(place_after(before, draft, self._place))
        self.news.say(news, before, draft)
        self._show_state()

    def _on_phone_finished(self, place: int) -> None:
        """Go to the first step that got a picture, ready for its title."""
        self._look_at(place)
        self.step_form.take_focus()

    def _on_add(self) -> None:
        at_end = len(self.document.draft.subtasks)
        self.document.add_step(at_end if self._place == LESSON else self._place + 1)
        self.step_form.take_focus()

    def _on_mend(self) -> None:
        """Go to the first fault."""
        fault = next(iter(self.document.faults), None)
        if fault is None:
            return
        self._look_at(LESSON if fault.step is None else fault.step - 1)
        form = self.lesson_form if fault.step is None else self.step_form
        form.take_focus(fault.field)

    def _on_step_clicked(self, row: int) -> None:
        """Show a step; if it has no title, as steps from a phone, focus its form."""
        self._look_at(row)
        if not self.document.draft.subtasks[row].title.strip():
            self.step_form.take_focus()

    def _on_row_changed(self) -> None:
        row = self.steps.currentIndex().row()
        if row >= 0 and row != self._place:
            self._look_at(row)

    def _on_closed(self) -> None:
        self.marks.close()
        self.news.dismiss()
        self.document.forget_former()
        self.marks.forget_covered()
        self.closed.emit(self.saver.lesson_id or 0)

    def _place_now(self) -> int:
        return self._place

    def _look_at(self, place: int) -> None:
        self._place = min(place, len(self.document.draft.subtasks) - 1)
        self._steps.choose(self._place)
        self._show()

    def _show(self) -> None:
        draft, steps = self.document.draft, self.document.draft.subtasks
        self._place = min(self._place, len(steps) - 1)
        is_step = self._place != LESSON
        here = self.document.faults_in(self._place)
        if is_step:
            self.step_form.show_step(steps[self._place], self._place, here)
        else:
            self.lesson_form.show_lesson(draft, here)
        self._forms.setCurrentIndex(1 if is_step else 0)
        self._phone.show_place(draft, self._place)
        self.head.show_draft(draft, self.document.told_faults)
        self._steps.show_place(self._place, len(steps))
        self.head.undo.setEnabled(self.document.stack.canUndo())
        self.head.redo.setEnabled(self.document.stack.canRedo())
        self.marks.show_step()
        self._show_open()

    def _show_open(self) -> None:
        is_class_open = not self._console.actions.new_class.isEnabled()
        self.head.show_open(self.document.faults, is_class_open=is_class_open)

    def _show_state(self) -> None:
        self.head.show_state(self.saver, is_used=self._is_used)

    def _build(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(Space.L)
        body.addWidget(self._steps, 3)
        body.addWidget(self._build_forms(), 5)
        body.addWidget(self._phone, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.L, Space.XL, Space.L)
        column.setSpacing(Space.L)
        column.addWidget(self.head)
        column.addWidget(self.news)
        column.addLayout(body, 1)

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
