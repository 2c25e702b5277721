"""The report of one class: overview, students, replay, help, activity log."""

from msgspec import structs
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from classroom_app.application.report_document import (
    ControlColumn,
    Document,
    FactKey,
    HelpColumn,
    StudentColumn,
)
from classroom_app.application.report_service import ClassRecord
from classroom_app.domain.class_report import HelpReportRow
from classroom_app.gui.history.chart_card import CountsCard, TimesCard
from classroom_app.gui.history.question_cards import QuestionCards
from classroom_app.gui.history.replay_panel import ReplayPanel
from classroom_app.gui.history.report_words import document_of
from classroom_app.gui.history.step_charts import StepChart, draw_counts, draw_times
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.clear_button import name_clear_button
from classroom_app.gui.kit.composed_text import ComposedText
from classroom_app.gui.kit.fact_row import FactRow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.report_table import ReportTable
from classroom_app.gui.kit.report_table_model import cell_text
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.tokens import Space

_SHOWN_FACTS = frozenset(
    {
        FactKey.LENGTH,
        FactKey.PAUSED,
        FactKey.CAME,
        FactKey.ABSENT,
        FactKey.FINISHED,
        FactKey.HELP,
        FactKey.USUAL_TIME,
    }
)


class ReportPanel(Panel):
    """`student_menu_requested` and `student_delete_requested` carry a participant's id.

    `charted` means that the charts were created. `picture_requested` carries the `HelpReportRow`
    whose picture is to be shown.
    """

    student_menu_requested = Signal(int, QPoint)
    picture_requested = Signal(object)
    student_delete_requested = Signal(int)
    charted = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("reportPanel")
        self._tasks = tasks
        self.record: ClassRecord | None = None
        self.document: Document | None = None
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("reportTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self._facts = FactRow(self)
        self.counts = CountsCard(self)
        self.times = TimesCard(self)
        self.questions = QuestionCards(self)
        self._charts_wanted = False
        self.has_charts = False
        self._find = QLineEdit(self)
        self._find.setObjectName("reportSearchField")
        self._find.setClearButtonEnabled(True)
        self._delete = IconButton("trash", kind="danger", name="eraseStudentButton", parent=self)
        self.students = ReportTable("reportStudents", self, wide=StudentColumn.NAME)
        self.help = ReportTable("reportHelp", self, wide=HelpColumn.MESSAGE)
        self.controls = ReportTable("reportControls", self, wide=ControlColumn.WORDS)
        self._no_help = Label("", "empty", wraps=True, parent=self)
        self._no_help.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture = IconButton("picture", name="helpPictureButton", parent=self)
        self._picture.clicked.connect(self._on_picture_wanted)
        self.help.row_opened.connect(self._open_picture)
        self.help.menu_requested.connect(lambda row, _at: self._open_picture(row))
        self.help.selectionModel().currentChanged.connect(self._allow_picture)
        self.replay = ReplayPanel(tasks, self)
        self._pages = QStackedWidget(self)
        self._build()
        self._typed = ComposedText(self._find)
        self._typed.changed.connect(self.students.sorted.search)
        self.students.menu_requested.connect(self._on_menu)
        self._delete.clicked.connect(self._on_delete)
        for signal in (
            self.students.selectionModel().currentRowChanged,
            self.students.sorted.modelReset,
        ):
            signal.connect(self._allow_deleting)
        self._allow_deleting()
        self.tabs.currentChanged.connect(self._pages.setCurrentIndex)
        self.finish()

    def show_record(self, record: ClassRecord, document: Document) -> None:
        """Show the report of another class; `document` is `document_of(record.report)`."""
        self.record = record
        self._find.clear()
        self._show_document(document)
        self.replay.show_class(record.timeline, record.report)
        self._want_charts()

    def in_order(self, document: Document) -> Document:
        """Return the document with its tables sorted as on the screen."""
        return structs.replace(
            document,
            students=self.students.in_order(document.students),
            help=self.help.in_order(document.help),
            controls=self.controls.in_order(document.controls),
        )

    def forget(self) -> None:
        """Stop showing the class."""
        self.record = self.document = None
        self.replay.forget()

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        words = (
            self.tr("Overview"),
            self.tr("Students"),
            self.tr("Replay"),
            self.tr("Help"),
            self.tr("Activity log"),
        )
        for place, text in enumerate(words):
            if place < self.tabs.count():
                self.tabs.setTabText(place, text)
            else:
                self.tabs.addTab(text)
        self.tabs.setAccessibleName(self.tr("Parts of the report"))
        self._find.setPlaceholderText(self.tr("Find a student"))
        self._find.setAccessibleName(self.tr("Find a student"))
        name_clear_button(self._find, self.tr("Clear the search"))
        self._no_help.setText(self.tr("No one asked for help."))
        self._picture.setText(self.tr("View picture"))
        self._picture.setAccessibleName(self.tr("View picture"))
        self._delete.setText(self.tr("Delete student…"))
        self._delete.setAccessibleName(self.tr("Delete student"))
        self._allow_deleting()
        if self.record is not None:
            self._show_document(document_of(self.record.report))

    def _on_menu(self, participant_id: int, at: QPoint) -> None:
        if participant_id > 0:
            self.student_menu_requested.emit(participant_id, at)

    def _allow_deleting(self) -> None:
        chosen = (self.students.chosen_id() or 0) > 0
        self._delete.setEnabled(chosen)
        self._delete.setToolTip("" if chosen else self.tr("Select a student first."))

    def _on_delete(self) -> None:
        participant_id = self.students.chosen_id()
        if participant_id is not None and participant_id > 0:
            self.student_delete_requested.emit(participant_id)

    def _show_document(self, document: Document) -> None:
        assert self.record is not None
        report = self.record.report
        self.document = document
        shown = [fact for fact in document.facts if fact.key in _SHOWN_FACTS]
        self._facts.show_facts([(cell_text(fact.value, fact.kind), fact.title) for fact in shown])
        for card in (self.counts, self.times):
            card.show_document(document)
        self.questions.show_report(report)
        ids = [line.participant_id for line in report.students]
        ids += [-person.id for person in report.absent]  # absent people are no participants
        self.students.show_table(document.students, ids)
        name = document.students.place(StudentColumn.NAME)
        self.students.sorted.setFilterKeyColumn(name)
        self.help.show_table(document.help, list(range(len(report.help))))
        self._picture.setVisible(any(line.screenshot_path for line in report.help))
        self._allow_picture()
        self.controls.show_table(document.controls)
        self._no_help.setVisible(not report.help)
        self.help.setVisible(bool(report.help))

    def _picture_of(self, row: int | None) -> HelpReportRow | None:
        """Return the help request in a row of the report, if it has a picture."""
        if self.record is None or row is None or row >= len(self.record.report.help):
            return None
        line = self.record.report.help[row]
        return line if line.screenshot_path is not None else None

    def _allow_picture(self) -> None:
        has_one = self._picture_of(self.help.chosen_id()) is not None
        self._picture.setEnabled(has_one)
        hint = self.tr("Choose a request that came with a picture.")
        self._picture.setToolTip("" if has_one else hint)

    def _on_picture_wanted(self) -> None:
        self._open_picture(self.help.chosen_id())

    def _open_picture(self, row: int | None) -> None:
        line = self._picture_of(row)
        if line is not None:
            self.picture_requested.emit(line)

    def _want_charts(self) -> None:
        if not self._charts_wanted:
            self._charts_wanted = True
            self._draw_charts()

    def _draw_charts(self) -> None:
        self.counts.put_chart(StepChart(draw_counts, self.counts))
        self.times.put_chart(StepChart(draw_times, self.times))
        self.has_charts = True
        self.charted.emit()

    def _build(self) -> None:
        overview = QWidget(self)
        overview.setProperty("role", "page")
        column = QVBoxLayout(overview)
        column.setContentsMargins(0, 0, Space.S, 0)
        column.setSpacing(Space.M)
        column.addWidget(self._facts)
        column.addWidget(self.counts, 1)
        column.addWidget(self.times, 1)
        column.addWidget(self.questions)
        scroll = QScrollArea(self)
        scroll.setObjectName("overviewScroll")
        scroll.setWidgetResizable(True)
        scroll.setWidget(overview)
        self._pages.addWidget(scroll)
        self._pages.addWidget(self._card(self.students, above=self._find, button=self._delete))
        self._pages.addWidget(self.replay)
        self._pages.addWidget(self._card(self.help, above=self._no_help, button=self._picture))
        self._pages.addWidget(self._card(self.controls))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(Space.M)
        outer.addWidget(self.tabs)
        outer.addWidget(self._pages, 1)

    def _card(
        self, table: ReportTable, above: QWidget | None = None, button: QWidget | None = None
    ) -> Panel:
        card = Panel("panel", self)
        column = QVBoxLayout(card)
        column.setContentsMargins(1, Space.M, 1, Space.S)
        column.setSpacing(Space.S)
        if above is not None:
            row = QHBoxLayout()
            row.setContentsMargins(Space.M, 0, Space.M, 0)
            row.addWidget(above)
            if above is self._find:
                self._find.setFixedWidth(240)
                row.addStretch(1)
            if button is not None:
                row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            column.addLayout(row)
        column.addWidget(table, 1)
        return card
