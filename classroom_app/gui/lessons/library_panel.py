"""The list of lessons: search, filter, import, export, duplicate, delete and restore."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.lesson_ports import LessonSummary, UnknownLessonError
from classroom_app.application.ports import StorageError
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.gui.console import Console
from classroom_app.gui.kit.ask_dialog import AskDialog
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.clear_button import name_clear_button
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lessons.lesson_delegate import LessonDelegate
from classroom_app.gui.lessons.lesson_list_model import LessonListModel
from classroom_app.gui.lessons.lesson_words import language_name
from classroom_app.gui.theme.tokens import Space


class LibraryPanel(Panel):
    """The signals with an object carry a `LessonSummary`; `class_requested` carries a lesson's id.

    With "Deleted lessons" checked, the panel lists deleted lessons instead, to restore them or
    delete them permanently.
    """

    edit_requested = Signal(object)
    new_requested = Signal()
    class_requested = Signal(int)
    import_requested = Signal()
    folder_import_requested = Signal()
    export_requested = Signal(object)
    handout_requested = Signal(object)
    export_all_requested = Signal()
    samples_requested = Signal()

    def __init__(self, console: Console, toast: Toast, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._console, self.toast = console, toast
        self._wanted = self._last = 0  # lesson ids: to select once listed; last selected
        self.model = LessonListModel(self)
        self._heading = Label("", "large", parent=self)
        self._in_other_language = Panel("notice", self)
        self._foreign = Label("", wraps=True, parent=self._in_other_language)
        self._more_samples = IconButton(
            "plus", kind="primary", name="moreSamplesButton", parent=self._in_other_language
        )
        self._more_samples.clicked.connect(self.samples_requested)
        self._search = QLineEdit(self)
        self._search.setObjectName("lessonSearchField")
        self._search.setClearButtonEnabled(True)
        self._search.setMinimumWidth(160)
        self._search.setMaximumWidth(260)
        self._typed = ComposedText(self._search)
        self._typed.changed.connect(self.model.search)
        self._language = QComboBox(self)
        self._language.setObjectName("lessonLanguageFilter")
        self._language.setProperty("quiet", "true")
        self._language.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._language.currentIndexChanged.connect(self._on_language)
        self._import = IconButton("import", name="importLessonButton", parent=self)
        self._import.clicked.connect(self.import_requested)
        self._new = IconButton("plus", kind="primary", name="newLessonButton", parent=self)
        self._new.clicked.connect(self.new_requested)
        self._more = IconButton("more", name="lessonMenuButton", parent=self)
        self._menu = QMenu(self)
        self._more.setMenu(self._menu)
        self._import_folder = self._entry("importFolderAction", self.folder_import_requested.emit)
        self._export_all = self._entry("exportAllAction", self.export_all_requested.emit)
        self._samples = self._entry("samplesAction", self.samples_requested.emit)
        self._menu.addSeparator()
        self._bin = self._entry("deletedLessonsAction", self.refresh)
        self._bin.setCheckable(True)
        self._nothing = QWidget(self)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._begin = IconButton("lessons", shape="big", name="samplesButton", parent=self)
        self._begin.clicked.connect(self.samples_requested)
        self._view = QListView(self)
        self._view.setObjectName("lessonsView")
        self._view.setModel(self.model)
        PlainCopy(self._view)
        self._view.setItemDelegate(LessonDelegate(self._view))
        self._view.setMouseTracking(True)
        self._view.setUniformItemSizes(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._view.activated.connect(self._on_activated)
        self._edit = IconButton("rename", name="editLessonButton", parent=self)
        self._copy = IconButton("copy", name="duplicateLessonButton", parent=self)
        self._export = IconButton("export", name="exportLessonButton", parent=self)
        self._print = IconButton("print", name="printHandoutButton", parent=self)
        self._delete = IconButton("trash", kind="danger", name="deleteLessonButton", parent=self)
        self._restore = IconButton("undo", name="restoreLessonButton", parent=self)
        self._forget = IconButton("trash", kind="danger", name="forgetLessonButton", parent=self)
        self._leave_bin = IconButton("back", name="leaveBinButton", parent=self)
        self._open = IconButton("play", kind="primary", name="openLessonButton", parent=self)
        for button, do in (
            (self._edit, self.edit_requested.emit),
            (self._copy, self._on_copy),
            (self._export, self.export_requested.emit),
            (self._print, self.handout_requested.emit),
            (self._delete, self._on_delete),
            (self._restore, self._on_restore),
            (self._forget, self._on_forget),
            (self._open, self._on_open),
        ):
            button.clicked.connect(partial(self._with_chosen, do))
        self._leave_bin.clicked.connect(self._bin.trigger)
        self._view.selectionModel().selectionChanged.connect(self._on_chosen)
        self.model.modelReset.connect(self._on_reset)
        console.actions.changed.connect(self._show_buttons)
        unsubscribe = console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self._build()
        self.finish()

    @property
    def chosen(self) -> LessonSummary | None:
        """The selected lesson."""
        lesson = self._view.currentIndex().data(ROW_ROLE)
        return lesson if isinstance(lesson, LessonSummary) else None

    def refresh(self) -> None:
        """Reload the lessons and keep the selection."""
        self._read(self._show)

    def _read(self, done: Callable[[list[LessonSummary]], None]) -> None:
        library = self._console.services.lessons
        is_bin = self._bin.isChecked()
        work = library.deleted_lessons() if is_bin else library.lessons()
        self._console.tasks.run(work, done)

    def choose(self, lesson_id: int) -> None:
        """Clear the filters, reload the lessons and select this one."""
        self._wanted = lesson_id
        self._bin.setChecked(False)
        self._search.clear()
        self._language.setCurrentIndex(0)
        self.refresh()

    def take_focus(self) -> None:
        """Focus the list."""
        self._view.setFocus()

    def event(self, qevent: QEvent) -> bool:
        """Reserve the undo key for the toast while it can restore a lesson."""
        is_shortcut = qevent.type() == QEvent.Type.ShortcutOverride
        if (
            is_shortcut
            and isinstance(qevent, QKeyEvent)
            and qevent.matches(QKeySequence.StandardKey.Undo)
            and self.toast.can_undo
        ):
            qevent.accept()
            return True
        return super().event(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Delete with the Delete key (permanently if deleted already), restore with undo."""
        if qevent.matches(QKeySequence.StandardKey.Undo) and self.toast.can_undo:
            self.toast.undo()
        elif qevent.key() == Qt.Key.Key_Delete and self._view.hasFocus():
            button = self._forget if self._bin.isChecked() else self._delete
            if button.isEnabled() and not qevent.isAutoRepeat():  # held, it would empty the list
                button.click()
        else:
            super().keyPressEvent(qevent)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._search.setPlaceholderText(self.tr("Find a lesson"))
        self._search.setAccessibleName(self.tr("Find a lesson"))
        name_clear_button(self._search, self.tr("Clear the search"))
        self._language.setAccessibleName(self.tr("Language of the lessons"))
        self._view.setAccessibleName(self.tr("Lessons"))
        words = {
            self._new: self.tr("New lesson"),
            self._import: self.tr("Import…"),
            self._edit: self.tr("Edit"),
            self._copy: self.tr("Duplicate"),
            self._export: self.tr("Export…"),
            self._print: self.tr("Print handout…"),
            self._delete: self.tr("Delete"),
            self._restore: self.tr("Restore"),
            self._forget: self.tr("Delete permanently…"),
            self._leave_bin: self.tr("All lessons"),
            self._open: self.tr("Open a class"),
        }
        for button, text in words.items():
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self._more.setAccessibleName(self.tr("More"))
        self._more.setToolTip(self.tr("More"))
        self._import.setToolTip(
            self.tr("Lesson files or MobEdu tasks. You can also drop them on the window.")
        )
        self._import_folder.setText(self.tr("Import a folder…"))
        self._export_all.setText(self.tr("Export all lessons…"))
        self._samples.setText(self.tr("Add the sample lessons"))
        self._foreign.setText(
            self.tr("None of these lessons is in {language}.").format(
                language=language_name(self._console.language.code)
            )
        )
        self._more_samples.setText(self.tr("Add the sample lessons"))
        self._more_samples.setAccessibleName(self.tr("Add the sample lessons"))
        self._begin.setText(self.tr("Add the sample lessons"))
        self._begin.setAccessibleName(self.tr("Add the sample lessons"))
        self._bin.setText(self.tr("Deleted lessons"))
        self._show_languages()
        self._show_buttons()
        self._view.viewport().update()

    def _show(self, lessons: list[LessonSummary]) -> None:
        self.model.show_lessons(lessons)
        self._show_languages()

    def _on_changes(self, topics: Topics) -> None:
        """Reload the lessons after another computer changed them, if the panel is visible."""
        if topics & {Topic.LESSONS, Topic.CLASSES} and self.isVisible():
            self._read(self._show_news)

    def _show_news(self, lessons: list[LessonSummary]) -> None:
        """Show the reloaded lessons if they differ, and keep the scroll position."""
        if lessons != self.model.lessons:
            bar = self._view.verticalScrollBar()
            place = bar.value()
            self._show(lessons)
            bar.setValue(place)

    def _on_reset(self) -> None:
        """Select the lesson of `choose`, else the one selected last, else the first."""
        row = self.model.row_of(self._wanted)
        if row >= 0:
            self._wanted = 0
        else:
            row = max(0, self.model.row_of(self._last))
        if self.model.rowCount():
            index = self.model.index(row)
            self._view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
            self._view.scrollTo(index)
        self._show_buttons()

    def _show_languages(self) -> None:
        chosen = self._language.currentData() or ""
        codes = self.model.languages
        self._language.blockSignals(True)
        self._language.clear()
        self._language.addItem(self.tr("All languages"), "")
        for code in codes:
            self._language.addItem(language_name(code), code)
        self._language.setCurrentIndex(max(0, self._language.findData(chosen)))
        self._language.blockSignals(False)
        if chosen and chosen not in codes:
            self.model.show_language("")

    def _on_language(self) -> None:
        self.model.show_language(self._language.currentData() or "")

    def _on_chosen(self) -> None:
        """Remember the selection, to restore it after a reset of the model."""
        if self.chosen is not None:
            self._last = self.chosen.id
        self._show_buttons()

    def _on_activated(self, index: QModelIndex) -> None:
        lesson = index.data(ROW_ROLE)
        if isinstance(lesson, LessonSummary) and not self._bin.isChecked():
            self.edit_requested.emit(lesson)

    def _on_open(self, lesson: LessonSummary) -> None:
        self.class_requested.emit(lesson.id)

    def _on_copy(self, lesson: LessonSummary) -> None:
        title = self.tr("{title} (copy)").format(title=lesson.title)
        work = self._console.services.lessons.duplicate(lesson.id, title)
        self._console.tasks.run(work, self.choose, self.say_failed)

    def say_failed(self, error: Exception) -> None:
        """Report that an action on a lesson failed; another computer may have deleted it."""
        if isinstance(error, UnknownLessonError):
            self.toast.say(self.tr("This lesson was deleted on another computer."))
            self.refresh()
        elif isinstance(error, StorageError):
            self._console.tasks.storage_failed.emit(error.cause)

    def _on_delete(self, lesson: LessonSummary) -> None:
        library = self._console.services.lessons

        def done(_none: None) -> None:
            self.refresh()
            self.toast.say(
                self.tr("“{title}” was deleted.").format(title=lesson.title),
                partial(self._on_restore, lesson),
            )

        self._console.tasks.run(library.delete(lesson.id), done)

    def _on_restore(self, lesson: LessonSummary) -> None:
        work = self._console.services.lessons.restore(lesson.id)
        self._console.tasks.run(work, lambda _none: self.choose(lesson.id))

    def _on_forget(self, lesson: LessonSummary) -> None:
        dialog = AskDialog(
            "forgetDialog",
            self.tr("Permanently delete “{title}”?").format(title=lesson.title),
            self.tr("You can't undo this."),
            self.tr("Delete permanently"),
            self.window(),
        )
        work = self._console.services.lessons.forget
        dialog.accepted.connect(
            lambda: self._console.tasks.run(work(lesson.id), lambda _done: self.refresh())
        )
        dialog.open()

    def _with_chosen(self, do: object) -> None:
        lesson = self.chosen
        if lesson is not None and callable(do):
            do(lesson)

    def _show_buttons(self) -> None:
        lesson, is_bin = self.chosen, self._bin.isChecked()
        none = "" if lesson is not None else self.tr("Choose a lesson first.")
        self._heading.setText(self.tr("Deleted lessons") if is_bin else self.tr("Lessons"))
        acts = (self._edit, self._copy, self._export, self._print, self._delete, self._open)
        for button in acts:
            button.setVisible(not is_bin)
            _allow(button, none)
        for button in (self._restore, self._forget, self._leave_bin):
            button.setVisible(is_bin)
        _allow(self._restore, none)
        for button in (self._new, self._import, self._more):
            button.setVisible(not is_bin)
        if lesson is not None and lesson.is_unfinished:
            unfinished = self.tr("This lesson is unfinished. Edit it first.")
            _allow(self._open, unfinished)
            _allow(self._export, unfinished)
        if lesson is not None and lesson.step_count == 0:
            _allow(self._print, self.tr("This lesson has no steps yet."))
        if lesson is not None and not self._console.actions.new_class.isEnabled():
            _allow(self._open, self.tr("A class is open."))
        is_used = lesson is not None and lesson.is_used
        used = (
            self.tr("This lesson was used in a class, and its report needs it.") if is_used else ""
        )
        _allow(self._forget, none or used)
        self._export_all.setEnabled(self.model.total > 0)
        self._empty.setText(self._empty_words())
        self._nothing.setVisible(self.model.rowCount() == 0)
        self._begin.setVisible(self.model.total == 0 and not is_bin)
        known = [*self.model.languages, ""]
        is_foreign = self.model.total > 0 and self._console.language.code not in known
        self._in_other_language.setVisible(is_foreign and not is_bin)
        self._view.setVisible(self.model.rowCount() > 0)

    def _empty_words(self) -> str:
        if self.model.is_narrowed and self.model.total:
            return self.tr("No lessons match.")
        if self._bin.isChecked():
            return self.tr("No deleted lessons.")
        return self.tr("No lessons yet. Create one, import a file, or add the sample lessons.")

    def _entry(self, name: str, do: object) -> QAction:
        action = QAction(self)
        action.setObjectName(name)
        action.triggered.connect(do)
        self._menu.addAction(action)
        return action

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._heading)
        head.addStretch(1)
        for widget in (self._search, self._language, self._import, self._more, self._new):
            head.addWidget(widget, 1 if widget is self._search else 0)
        foot = QHBoxLayout()
        foot.setSpacing(Space.S)
        for button in (self._leave_bin, self._edit, self._copy, self._export, self._print):
            foot.addWidget(button)
        foot.addWidget(self._delete)
        foot.addStretch(1)
        for button in (self._forget, self._restore, self._open):
            foot.addWidget(button)
        nothing = QVBoxLayout(self._nothing)
        nothing.setSpacing(Space.L)
        nothing.addStretch(1)
        nothing.addWidget(self._empty)
        nothing.addWidget(self._begin, 0, Qt.AlignmentFlag.AlignHCenter)
        nothing.addStretch(2)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        row = QHBoxLayout(self._in_other_language)
        row.setContentsMargins(Space.M, Space.S, Space.S, Space.S)
        row.addWidget(self._foreign, 1)
        row.addWidget(self._more_samples)
        column.addWidget(self._in_other_language)
        column.addWidget(self._nothing, 1)
        column.addWidget(self._view, 1)
        column.addLayout(foot)


def _allow(button: IconButton, why_not: str) -> None:
    button.setEnabled(not why_not)
    button.setToolTip(why_not)
