"""The History page: a searchable list of past classes, and the report of the selected one."""

import asyncio
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.report_document import Document
from classroom_app.application.report_service import ClassRecord, PastClass
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain.class_report import HelpReportRow
from classroom_app.gui.console import Console
from classroom_app.gui.history.erase_dialogs import EraseDialogs
from classroom_app.gui.history.past_class_delegate import PastClassDelegate
from classroom_app.gui.history.past_classes_model import PastClassesModel, day_text, led_text
from classroom_app.gui.history.report_exporter import ReportExporter
from classroom_app.gui.history.report_panel import ReportPanel
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.cause_words import cause_text
from classroom_app.gui.kit.clear_button import name_clear_button
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.picture_dialog import PictureDialog, read_picture
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.kit.texts import shown_path
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.theme.tokens import Space

LIST_WIDTH, SLIM_LIST_WIDTH = 280, 210
# Below this width of the page the list of classes is slim.
NARROW = 900


class HistoryPage(Panel):
    """`report_shown` means that the report of the selected class has been read and is shown.

    `handout_requested` carries a lesson's id and the numbers of the steps that a class reached.
    """

    report_shown = Signal()
    erased = Signal()
    listed = Signal()
    picture_shown = Signal()
    handout_requested = Signal(int, object)

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("historyPage")
        self._console = console
        self._wanted: PastClass | None = None
        # The selected class if its report could not be read, and why.
        self._failed: tuple[PastClass, Exception] | None = None
        self._asked: int | None = None  # id of the class to select in the next list
        self._known: frozenset[int] | None = None
        self.model = PastClassesModel(self)
        self._heading = Label("", "large", parent=self)
        self._search = QLineEdit(self)
        self._search.setObjectName("historySearchField")
        self._search.setClearButtonEnabled(True)
        self._typed = ComposedText(self._search)
        self._typed.changed.connect(self._on_search)
        self._view = QListView(self)
        self._view.setObjectName("historyView")
        self._view.setModel(self.model)
        PlainCopy(self._view)
        self._delegate = PastClassDelegate(self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.setUniformItemSizes(True)
        self._view.setMouseTracking(True)
        self._view.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.selectionModel().currentChanged.connect(self._on_chosen)
        self._view.clicked.connect(self._read_again)
        self._view.activated.connect(self._read_again)
        self._nothing = Label("", "muted", wraps=True, parent=self)
        self._title = ElidedLabel("", "large", self, letters=16)
        self._day = Label("", "muted", parent=self)
        self.report = ReportPanel(console.tasks, self)
        self._empty = Label("", "empty", wraps=True, parent=self)
        self._empty.setObjectName("emptyHistory")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._right = QStackedWidget(self)
        self.exporter = ReportExporter(console, self.report, self)
        self._export = IconButton("export", name="exportButton", parent=self)
        self._export.clicked.connect(self.exporter.ask)
        self._print = IconButton("print", name="printButton", parent=self)
        self._print.clicked.connect(self.exporter.print_report)
        self._handout = IconButton("lessons", name="historyHandoutButton", parent=self)
        self._handout.clicked.connect(self.ask_handout)
        self.eraser = EraseDialogs(console, self)
        self._delete = IconButton("trash", kind="danger", name="eraseClassButton", parent=self)
        self._delete.clicked.connect(self._on_delete)
        self.report.student_menu_requested.connect(self.eraser.show_student_menu)
        self.report.student_delete_requested.connect(self.eraser.ask_student)
        self.eraser.erased.connect(self._on_erased)
        self.report.charted.connect(self._allow)
        self.report.picture_requested.connect(self._on_picture_requested)
        self.toast = Toast(self, lift=Space.XL)
        self.exporter.finished.connect(self._on_exported)
        unsubscribe = console.services.changes.subscribe(self._on_changes)
        self.destroyed.connect(lambda: unsubscribe())
        self._build()
        self.finish()

    @property
    def chosen(self) -> PastClass | None:
        """The selected class."""
        past = self._view.currentIndex().data(ROW_ROLE)
        return past if isinstance(past, PastClass) else None

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Make the list narrower in a small window."""
        width = SLIM_LIST_WIDTH if self.width() < NARROW else LIST_WIDTH
        for part in (self._view, self._search, self._nothing):
            part.setFixedWidth(width)
        super().resizeEvent(qevent)

    def refresh(self) -> None:
        """Reload the list."""
        self._console.tasks.run(self._console.services.reports.past_classes(), self._show_list)

    def choose(self, session_id: int) -> None:
        """Select a class, if it is listed."""
        place = self.model.place_of(session_id)
        if place is not None:
            self._view.selectionModel().setCurrentIndex(
                self.model.index(place), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def ask_for(self, session_id: int) -> None:
        """Clear the search and select this class when the list is reloaded next."""
        self._asked = session_id
        self._search.clear()

    def ask_handout(self) -> bool:
        """Request the handout of the class whose report is shown; return False if none is."""
        record = self.report.record
        if record is None or not self._handout.isEnabled():
            return False
        reached = [step.number for step in record.report.steps if step.began_at is not None]
        self.handout_requested.emit(record.timeline.lesson.id, reached)
        return True

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("History"))
        self._search.setPlaceholderText(self.tr("Find a class: title, day, code"))
        self._search.setAccessibleName(self.tr("Find a class"))
        name_clear_button(self._search, self.tr("Clear the search"))
        self._view.setAccessibleName(self.tr("Past classes"))
        self._nothing.setText(self.tr("No matches."))
        for button, text in (
            (self._export, self.tr("Export…")),
            (self._print, self.tr("Print…")),
            (self._handout, self.tr("Hand out…")),
            (self._delete, self.tr("Delete…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self._delete.setToolTip(self._delete.accessibleName())
        self._handout.setToolTip(self.tr("Print the lesson for students to take home"))
        self._view.viewport().update()
        self._allow()
        self._show_empty()
        self._name_report()

    def _show_list(self, classes: list[PastClass]) -> None:
        shown = self.chosen
        self._delegate.make_room(classes)
        self.model.show_classes(classes)
        self._show_empty()
        wanted = self._asked or self._newly_over(classes) or (shown.id if shown else None)
        self._asked, self._known = None, frozenset(past.id for past in classes)
        if wanted is not None:
            self.choose(wanted)
        if self.chosen is None and shown is not None:  # the search hides the wanted one
            self.choose(shown.id)
        if self.chosen is None and self.model.rowCount():
            self._view.selectionModel().setCurrentIndex(
                self.model.index(0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        if self.chosen is None:
            self._forget()
        self._take_focus()
        self.listed.emit()

    def _newly_over(self, classes: list[PastClass]) -> int | None:
        """Return the newest class that was not listed before: its instructor wants its report now.

        Only classes led on this computer count. None at the first listing.
        """
        if self._known is None:
            return None
        own = (past.id for past in classes if past.is_own)
        return next((session_id for session_id in own if session_id not in self._known), None)

    def _on_changes(self, topics: Topics) -> None:
        """Reload after another computer ended or deleted a class, or deleted a student."""
        if topics & {Topic.CLASSES, Topic.ERASED} and self.isVisible():
            self.refresh()
            wanted = self._wanted
            if Topic.ERASED in topics and wanted is not None:  # numbers may differ too
                self._console.tasks.run(
                    self._read(wanted.id),
                    partial(self._show_if_other, wanted.id),
                    lambda _gone: None,  # deleted: the list shows that
                )

    def _show_if_other(self, session_id: int, read: tuple[ClassRecord, Document]) -> None:
        """Show the report only if it differs, so that it is not reset while being read."""
        shown = self.report.record
        if shown is None or shown.report != read[0].report:
            self._show_report(session_id, read)

    def _take_focus(self) -> None:
        """Focus the list, unless a widget of this page has the focus already."""
        focus = QApplication.focusWidget()
        if self.isVisible() and (focus is None or not self.isAncestorOf(focus)):
            (self._view if self._view.isVisible() else self._search).setFocus()

    def _on_search(self, words: str) -> None:
        shown = self._wanted or self._unread
        self.model.search(words)
        self._show_empty()
        if shown is not None:
            self.choose(shown.id)

    def _on_chosen(self, index: QModelIndex) -> None:
        past = index.data(ROW_ROLE)
        # Compared by value: a class that has changed is read again.
        if not isinstance(past, PastClass) or past in (self._wanted, self._unread):
            return
        self._wanted, self._failed = past, None
        self._allow()
        self._console.tasks.run(
            self._read(past.id), partial(self._show_report, past.id), partial(self._on_failed, past)
        )

    @property
    def _unread(self) -> PastClass | None:
        """The class whose report could not be read; it is read again when it is clicked."""
        return self._failed[0] if self._failed is not None else None

    def _on_failed(self, past: PastClass, error: Exception) -> None:
        """Show why there is no report; the class may be gone, which the list then shows."""
        if past == self._wanted:
            self._forget()
            self._failed = past, error
            self._show_empty()
            self._allow()
        self.refresh()

    def _read_again(self, index: QModelIndex) -> None:
        if self._failed is not None:
            self._failed = None
            self._on_chosen(index)

    async def _read(self, session_id: int) -> tuple[ClassRecord, Document]:
        record = await self._console.services.reports.record(session_id)
        return record, await asyncio.to_thread(document_of, record.report)

    def _show_report(self, session_id: int, read: tuple[ClassRecord, Document]) -> None:
        if self._wanted is None or session_id != self._wanted.id:  # another was selected meanwhile
            return
        self.report.show_record(*read)
        self._name_report()
        self._show_empty()
        self._allow()
        self.report_shown.emit()

    def _allow(self) -> None:
        """Enable the buttons while the selected class's report is shown; some need its charts."""
        record, wanted = self.report.record, self._wanted
        is_of_chosen = record is not None and (
            wanted is None or record.report.session_id == wanted.id
        )
        is_ready = self.report.has_charts and is_of_chosen
        self._handout.setEnabled(is_of_chosen)
        for button in (self._export, self._print):
            button.setEnabled(is_ready)
            button.setToolTip(button.accessibleName() if is_ready else self.tr("Drawing charts…"))

    def _on_exported(self, path: str) -> None:
        """Show where the file was saved, or that the report was sent to the printer."""
        said = self.tr("Saved to {path}").format(path=shown_path(path, self))
        self.toast.say(said if path else self.tr("Sent to the printer."))

    def _on_picture_requested(self, line: HelpReportRow) -> None:
        home = self._console.services.picture_home
        self._console.tasks.run(
            asyncio.to_thread(read_picture, home, line.screenshot_path),
            partial(self._show_picture, line.name),
        )

    def _show_picture(self, name: str, image: QImage) -> None:
        if image.isNull():
            self.toast.say(self.tr("Can't open the picture."), shown_ms=4_000)
            return
        PictureDialog(self.tr("{name}'s screen").format(name=name), image, self.window()).open()
        self.picture_shown.emit()

    def _on_delete(self) -> None:
        past = self.chosen
        if past is not None:
            self.eraser.ask_class(past)

    def _on_erased(self) -> None:
        """Reload everything: the class may be gone, or numbers in its report may differ."""
        self._wanted = self._failed = None
        past = self.chosen
        self._view.clearSelection()
        self._view.setCurrentIndex(QModelIndex())
        self._console.tasks.run(
            self._console.services.reports.past_classes(), partial(self._show_left, past)
        )
        self.erased.emit()

    def _show_left(self, past: PastClass | None, classes: list[PastClass]) -> None:
        self.model.show_classes(classes)
        if past is not None:
            self.choose(past.id)
        self._show_list(classes)

    def _forget(self) -> None:
        self._wanted = self._failed = None
        self.report.forget()
        self._show_empty()

    def _name_report(self) -> None:
        past = self.chosen
        if past is not None:
            self._title.setText(past.title)
            self._day.setText(" · ".join(filter(None, (day_text(past), led_text(past)))))

    def _show_empty(self) -> None:
        found = self.model.rowCount() > 0
        self._view.setVisible(found)
        self._nothing.setVisible(not found and not self.model.is_empty)
        self._search.setEnabled(not self.model.is_empty)
        if self.model.is_empty:
            self._empty.setText(
                self.tr(
                    "No classes yet. After you teach one, its report appears here: who "
                    "came, how each step went, and a replay of the whole class."
                )
            )
        elif self._failed is not None:
            self._empty.setText(
                self.tr("Can't read the report: {cause}. To try again, click the class.").format(
                    cause=cause_text(self._failed[1])
                )
            )
        else:
            self._empty.setText(self.tr("Select a class on the left."))
        is_shown = self.report.record is not None
        self._right.setCurrentIndex(0 if is_shown else 1)

    def _build(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(Space.M)
        for widget in (self._heading, self._search, self._nothing):
            left.addWidget(widget)
        left.addWidget(self._view, 1)
        left.addStretch(0)
        shown = QWidget(self)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        head = QWidget(shown)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.head = QHBoxLayout(head)
        self.head.setContentsMargins(0, 0, 0, 0)
        self.head.setSpacing(Space.S)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._day)
        self.head.addLayout(words, 1)
        self.head.addWidget(self._export)
        self.head.addWidget(self._print)
        self.head.addWidget(self._handout)
        self.head.addWidget(self._delete)
        parts = (self._print, self._handout, self._export, self._delete)
        self._fitting = FittingRow(head, [*map(icon_alone_when_narrow, parts)])
        column.addWidget(head)
        column.addWidget(self.report, 1)
        self._right.addWidget(shown)
        self._right.addWidget(self._empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.L, Space.L, Space.L)
        row.setSpacing(Space.L)
        row.addLayout(left)
        row.addWidget(self._right, 1)
