"""What is shown of an ended class: its figures, its report, the same class again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from classroom_app.application.report_service import ClassRecord
from classroom_app.domain.class_report import ClassReport
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.fact_row import FactRow
from classroom_app.gui.kit.fitting_row import FittingRow, icon_alone_when_narrow
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Space


class EndedCard(Panel):
    """Hidden until the class has ended.

    The figures are those of the report, so that both agree. `report_requested` has the id of the
    class; `shown` is emitted once the figures are shown.
    """

    report_requested = Signal(int)
    handout_requested = Signal()
    again_requested = Signal()
    shown = Signal()

    def __init__(self, console: Console, parent: QWidget | None = None) -> None:
        super().__init__("panel", parent)
        self.setObjectName("endedCard")
        self._console = console
        self._session_id: int | None = None
        self._report: ClassReport | None = None
        self._heading = Label("", "title", parent=self)
        self._facts = FactRow(self, is_bare=True)
        self._is_slim = False
        self._again = IconButton("play", name="sameClassButton", parent=self)
        self._again.clicked.connect(self.again_requested)
        self._hand_out = IconButton("print", name="handOutButton", parent=self)
        self._hand_out.clicked.connect(self.handout_requested)
        self._open = IconButton("history", kind="primary", name="openReportButton", parent=self)
        self._open.clicked.connect(self._on_open)
        self._build()
        console.bridge.session_changed.connect(self.refresh)
        console.bridge.lead_changed.connect(self.refresh)
        self.finish()
        self.refresh()

    def refresh(self) -> None:
        """Show the card once the class has ended, and read its figures."""
        session = self._console.board.session
        is_over = session is not None and session.status is SessionStatus.ENDED
        self.setVisible(is_over)
        if session is None or not is_over:
            self._session_id = self._report = None
            return
        if session.id == self._session_id:
            return
        self._session_id, self._report = session.id, None
        self._facts.show_facts(())
        # A rehearsal leaves no report, and a new one is started from the menu.
        for button in (self._open, self._again, self._hand_out):
            button.setVisible(not session.rehearsal)
            button.setEnabled(True)
        self._console.tasks.run(
            self._console.services.reports.record(session.id),
            self._take,
            lambda _fault: None,  # the report itself shows why it cannot be read
        )

    def allow_again(self, on: bool) -> None:
        """Enable or disable opening the class again; disabled while that is under way."""
        self._again.setEnabled(on)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self._heading.setText(self.tr("The class is over"))
        for button, text in (
            (self._open, self.tr("Open report")),
            (self._again, self.tr("Same class again")),
            (self._hand_out, self.tr("Hand out…")),
        ):
            button.setText(text)
            button.setAccessibleName(text.replace("…", ""))
        self._hand_out.setToolTip(self.tr("Print the lesson for students to take home"))
        self._again.setToolTip(self.tr("Open a class with the same lesson and class code"))
        self._show_facts()

    def _take(self, record: ClassRecord) -> None:
        if record.report.session_id == self._session_id:
            self._report = record.report
            self._show_facts()
            self.shown.emit()

    def _show_facts(self) -> None:
        report = self._report
        if report is None:
            return
        facts = [
            (clock_text(report.class_s), self.tr("Length")),
            (str(len(report.counted)), self.tr("Students who joined")),
            (str(report.finished), self.tr("Finished every step")),
            (str(len(report.help)), self.tr("Help requests")),
        ]
        self._facts.show_facts(facts[1:] if self._is_slim else facts)

    def _on_open(self) -> None:
        if self._session_id is not None:
            self.report_requested.emit(self._session_id)

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._heading)
        words.addWidget(self._facts)
        self._row = row = QHBoxLayout(self)
        row.setContentsMargins(Space.L, Space.S, Space.L, Space.S)
        row.setSpacing(Space.M)
        row.addLayout(words, 1)
        row.addWidget(self._again)
        row.addWidget(self._hand_out)
        row.addWidget(self._open)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        stages = (self._set_slim, *map(icon_alone_when_narrow, (self._hand_out, self._again)))
        self._fitting = FittingRow(self, stages)

    def _set_slim(self, slim: bool) -> None:
        """Leave out the length, which the bar above shows too, where there is little room."""
        if slim is not self._is_slim:
            self._is_slim = slim
            self._show_facts()
