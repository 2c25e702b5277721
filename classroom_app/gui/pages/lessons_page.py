"""The lessons of this PC: search, import, open a class on one."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from classroom_app.application.lesson_library import LessonSummary
from classroom_app.gui.delegates.lesson_delegate import LessonDelegate
from classroom_app.gui.dialogs.faults_dialog import FaultsDialog
from classroom_app.gui.models.lesson_list_model import LessonListModel
from classroom_app.gui.models.students_base import ROW_ROLE
from classroom_app.gui.pages.console import Console
from classroom_app.gui.theme.tokens import Space
from classroom_app.gui.widgets.buttons import IconButton
from classroom_app.gui.widgets.label import Label
from classroom_app.gui.widgets.panel import Panel
from classroom_app.protocol.lesson_file import LessonFileError


class LessonsPage(Panel):
    """`class_requested` asks to open a class on a lesson; `imported` has a new lesson's id."""

    class_requested = Signal(int)
    imported = Signal(int)
    refused = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("lessonsPage")
        self._console = console
        self.model = LessonListModel(self)
        self._heading = Label("", "large", parent=self)
        self._search = QLineEdit(self)
        self._search.setObjectName("lessonSearchField")
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(260)
        self._search.textChanged.connect(self.model.search)
        self._samples = IconButton("lessons", name="samplesButton", parent=self)
        self._samples.clicked.connect(self._on_samples)
        self._import = IconButton("import", kind="primary", name="importLessonButton", parent=self)
        self._import.clicked.connect(self.choose_file)
        self._open = IconButton("play", kind="primary", name="openLessonButton", parent=self)
        self._open.clicked.connect(self._on_open)
        self._empty = Label("", "muted", wraps=True, parent=self)
        self._view = QListView(self)
        self._view.setObjectName("lessonsView")
        self._view.setModel(self.model)
        self._view.setItemDelegate(LessonDelegate(self._view))
        self._view.setMouseTracking(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.activated.connect(self._on_activated)
        self._view.selectionModel().selectionChanged.connect(self._show_buttons)
        self.model.modelReset.connect(self._show_buttons)
        self._build()
        self.finish()

    def refresh(self) -> None:
        """Read the lessons again."""
        self._console.tasks.run(self._console.services.lessons.lessons(), self._show)

    def choose_file(self) -> None:
        """Ask which file to import."""
        dialog = QFileDialog(self, self.tr("Import a lesson file"))
        dialog.setObjectName("importDialog")
        dialog.setNameFilter(self.tr("Lesson files (*.json)"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self.import_files)
        dialog.open()

    def import_files(self, paths: list[str]) -> None:
        """Import lesson files; each bad one is shown with all its faults."""
        for path in paths:
            self._console.tasks.run(
                self._console.services.lessons.import_file(Path(path)),
                self._on_imported,
                partial(self._on_refused, Path(path).name),
            )

    def retranslate(self) -> None:
        """Write the words."""
        self._heading.setText(self.tr("Lessons"))
        self._search.setPlaceholderText(self.tr("Find a lesson"))
        self._search.setAccessibleName(self.tr("Find a lesson"))
        self._view.setAccessibleName(self.tr("Lessons"))
        words = {
            self._samples: self.tr("Add samples"),
            self._import: self.tr("Import…"),
            self._open: self.tr("Open a class"),
        }
        for button, text in words.items():
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self._samples.setToolTip(self.tr("Add the sample lessons in the present language"))
        self._empty.setText(
            self.tr("No lesson here. Import a lesson file, or add the sample lessons.")
        )
        self._show_buttons()
        self._view.viewport().update()

    def _show(self, lessons: list[LessonSummary]) -> None:
        self.model.show_lessons(lessons)
        if lessons:
            self._view.selectionModel().setCurrentIndex(
                self.model.index(0), QItemSelectionModel.SelectionFlag.SelectCurrent
            )

    def _on_samples(self) -> None:
        work = self._console.services.lessons.import_samples(self._console.language.code)
        self._console.tasks.run(work, lambda _ids: self.refresh(), partial(self._on_refused, ""))

    def _on_imported(self, lesson_id: int) -> None:
        self.refresh()
        self.imported.emit(lesson_id)

    def _on_refused(self, name: str, error: Exception) -> None:
        faults = error.faults if isinstance(error, LessonFileError) else [str(error)]
        FaultsDialog(
            self.tr("{file} was not imported").format(file=name),
            self.tr("Nothing was changed. Mend these places and import the file again:"),
            faults,
            self.window(),
        ).open()
        self.refused.emit()

    def _on_open(self) -> None:
        self._on_activated(self._view.currentIndex())

    def _on_activated(self, index: QModelIndex) -> None:
        lesson = index.data(ROW_ROLE)
        if isinstance(lesson, LessonSummary):
            self.class_requested.emit(lesson.id)

    def _show_buttons(self) -> None:
        chosen = self._view.currentIndex().isValid() and self.model.rowCount() > 0
        self._open.setEnabled(chosen)
        self._open.setToolTip("" if chosen else self.tr("Choose a lesson first."))
        self._empty.setVisible(self.model.rowCount() == 0)
        self._view.setVisible(self.model.rowCount() > 0)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.M)
        head.addWidget(self._heading)
        head.addStretch(1)
        for widget in (self._search, self._samples, self._import):
            head.addWidget(widget)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self._open)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.XL, Space.XL, Space.XL, Space.XL)
        column.setSpacing(Space.L)
        column.addLayout(head)
        column.addWidget(self._empty)
        column.addWidget(self._view, 1)
        column.addLayout(foot)
        column.addStretch(0)
