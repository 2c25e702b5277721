"""One person of a roster: their classes, finished steps and help requests."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QTabBar, QVBoxLayout, QWidget

from classroom_app.application.attendance_service import CourseRecord
from classroom_app.application.report_document import TableDocument
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.fact_row import FactRow
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import ElidedLabel, Label
from classroom_app.gui.kit.page_stack import PageStack
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.report_table import ReportTable
from classroom_app.gui.people.attendance_words import person_document, person_title
from classroom_app.gui.people.table_exporter import TableExporter
from classroom_app.gui.theme.tokens import Space

CLASSES, HELP = range(2)


class PersonPage(Panel):
    """`delete_requested` carries the person's id."""

    back_requested = Signal()
    delete_requested = Signal(int)

    def __init__(self, exporter: TableExporter, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("personPage")
        self._exporter = exporter
        self._course: CourseRecord | None = None
        self.person_id: int | None = None
        self.document: TableDocument | None = None
        self._back = IconButton("back", kind="quiet", name="personBackButton", parent=self)
        self._back.clicked.connect(self.back_requested)
        self._name = ElidedLabel("", "title", self)
        self._name.setObjectName("personName")
        self._facts = FactRow(self)
        self.tabs = QTabBar(self)
        self.tabs.setObjectName("personTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.classes = ReportTable("personClassesTable", self, wide="note")
        self.help = ReportTable("personHelpTable", self, wide="message")
        self._no_help = Label("", "empty", wraps=True, parent=self)
        self._no_help.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pages = PageStack(self)
        self._export = IconButton("export", name="personExportButton", parent=self)
        self._kinds = exporter.offer_kinds(self._export, lambda: self.document)
        self._print = IconButton("print", name="personPrintButton", parent=self)
        self._print.clicked.connect(self._on_print)
        self._delete = IconButton("trash", kind="danger", name="deletePersonButton", parent=self)
        self._delete.clicked.connect(self._on_delete)
        self._build()
        self.tabs.currentChanged.connect(self._show_tab)
        self.finish()

    def show_person(self, course: CourseRecord, person_id: int) -> bool:
        """Show a person; return False, without a change, if they are not on the roster."""
        row = course.attendance.row_of(person_id)
        if row is None:
            return False
        self._course, self.person_id = course, person_id
        self._show()
        return True

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        for place, text in enumerate((self.tr("Classes"), self.tr("Help requests"))):
            if place < self.tabs.count():
                self.tabs.setTabText(place, text)
            else:
                self.tabs.addTab(text)
        self.tabs.setAccessibleName(self.tr("Parts of the person's page"))
        self._no_help.setText(self.tr("Never asked for help."))
        self._back.setAccessibleName(self.tr("Back to all people"))
        self._back.setToolTip(self.tr("Back to all people"))
        for button, text in (
            (self._export, self.tr("Export")),
            (self._print, self.tr("Print…")),
            (self._delete, self.tr("Delete person…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
            button.setToolTip(text.replace("…", ""))
        self._exporter.name_kinds(self._kinds)
        self._show()

    def _show(self) -> None:
        course = self._course
        row = None if course is None else course.attendance.row_of(self.person_id or 0)
        if course is None or row is None:
            return
        self.document = person_document(course, row)
        self._name.setText(person_title(row))
        facts = [(str(fact.value), fact.title) for fact in self.document.facts]
        self._facts.show_facts(facts)
        classes, calls = self.document.tables
        self.classes.show_table(classes)
        self.help.show_table(calls)
        self._show_tab()

    def _show_tab(self) -> None:
        if self.tabs.currentIndex() == CLASSES:
            self._pages.setCurrentWidget(self.classes)
        else:
            has_any = self.help.model_.rowCount() > 0
            self._pages.setCurrentWidget(self.help if has_any else self._no_help)

    def _on_print(self) -> None:
        if self.document is not None:
            self._exporter.print_document(self.document)

    def _on_delete(self) -> None:
        if self.person_id is not None:
            self.delete_requested.emit(self.person_id)

    def _build(self) -> None:
        head = QWidget(self)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(Space.S)
        row.addWidget(self._back)
        row.addWidget(self._name, 1)
        for button in (self._export, self._print, self._delete):
            row.addWidget(button)
        buttons = (self._print, self._export, self._delete)
        self._fitting = FittingRow(head, [*map(icon_alone_when_narrow, buttons)])
        card = Panel("panel", self)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, Space.XS, 1, Space.XS)
        inside.addWidget(self._pages)
        for page in (self.classes, self.help, self._no_help):
            self._pages.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addWidget(head)
        column.addWidget(self._facts)
        column.addWidget(self.tabs)
        column.addWidget(card, 1)
