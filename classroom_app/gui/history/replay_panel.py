"""Replay of a past class: move the slider, and the board shows that moment."""

import asyncio
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QButtonGroup,
    QHBoxLayout,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from classroom_app.domain.class_report import ClassReport, Control
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.timeline import Timeline
from classroom_app.gui.board.arrangement import Arrangement, Only
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.matrix_view import MatrixView
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.steps_panel import SLIM_WIDTH, StepsPanel
from classroom_app.gui.board.student_list import StudentList
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.wording import status_word
from classroom_app.gui.history.replay_board import ReplayBoard
from classroom_app.gui.history.timeline_bar import Band, TimelineBar
from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.tasks import Tasks
from classroom_app.gui.theme.tokens import Space

_MS = timedelta(milliseconds=1)
_STEPS_WIDTH = 220
# Below this width (pixels) the steps' titles are hidden.
NARROW = 700


class ReplayPanel(Panel):
    """`shown` means that the board has caught up with the slider."""

    shown = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setObjectName("replayPanel")
        self._tasks = tasks
        self._timeline: Timeline | None = None
        self._wanted: datetime | None = None
        self._is_reading = False
        self.board = ReplayBoard(self)
        self.students = StudentModel(self.board, self)
        self.matrix = MatrixModel(self.board, self)
        self.line = TimelineBar(self)
        self._earlier = IconButton("earlier", kind="quiet", name="earlierButton", parent=self)
        self._later = IconButton("later", kind="quiet", name="laterButton", parent=self)
        self._time = Label("", "heading", parent=self)
        self._time.setObjectName("replayTime")
        self._state = Label("", "muted", parent=self)
        self._steps = StepsPanel(StepModel(self.board, self), self)
        self._counters = CounterBar(self.board, self)
        self._views: dict[str, QAbstractItemView] = {
            "matrix": MatrixView(self.matrix, self),
            "list": StudentList(self.students, self),
        }
        self._stack = QStackedWidget(self)
        self._buttons: dict[str, IconButton] = {}
        self._group = QButtonGroup(self)
        self._help_heading = Label("", "section", parent=self)
        self._help = HelpModel(self.board, self)
        self._help_view = QListView(self)
        self._help_view.setObjectName("replayHelp")
        self._help_view.setModel(self._help)
        PlainCopy(self._help_view)
        self._help_view.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self._nobody = Label("", "muted", wraps=True, parent=self)
        self._build()
        self._help.modelReset.connect(self._show_help)
        self.line.valueChanged.connect(self._on_moved)
        self._earlier.clicked.connect(lambda: self.line.jump(forward=False))
        self._later.clicked.connect(lambda: self.line.jump(forward=True))
        self._counters.only_chosen.connect(self._on_only)
        self.finish()

    @property
    def moment(self) -> datetime | None:
        """The moment at the slider, or None if no class is shown."""
        if self._timeline is None:
            return None
        return self._timeline.start + self.line.value() * _MS

    def show_class(self, timeline: Timeline, report: ClassReport) -> None:
        """Show another class, at its last moment."""
        self._timeline = timeline
        whole_ms = round((timeline.end - timeline.start) / _MS)
        self.line.blockSignals(True)
        self.line.show_class(
            whole_ms,
            bands_of(report, timeline),
            [timeline.share(line.asked_at) for line in report.help],
            [round((stop - timeline.start) / _MS) for stop in timeline.stops],
        )
        self.line.setValue(whole_ms)
        self.line.blockSignals(False)
        self._on_moved()

    def forget(self) -> None:
        """Stop showing the class."""
        self._timeline = self._wanted = None
        if self.board.session is not None:
            self.board.bridge.follow(None)

    def retranslate(self) -> None:
        """Set the texts in the current language."""
        self.line.setAccessibleName(self.tr("Time of the class"))
        self.line.setToolTip(
            self.tr("← → move in time, Ctrl+← → jump to the previous or next event")
        )
        self._help_heading.setText(self.tr("HELP"))
        self._nobody.setText(self.tr("No one was waiting."))
        self._help_view.setAccessibleName(self.tr("Students waiting for help"))
        words = {
            self._earlier: self.tr("Previous event"),
            self._later: self.tr("Next event"),
            self._buttons["matrix"]: self.tr("Grid"),
            self._buttons["list"]: self.tr("List"),
        }
        for button, text in words.items():
            button.setAccessibleName(text)
            button.setToolTip(text)
        self._views["matrix"].setAccessibleName(self.tr("Students at this moment, grid"))
        self._views["list"].setAccessibleName(self.tr("Students at this moment, list"))
        self._say()

    def showEvent(self, qevent: QShowEvent) -> None:
        """Read the moment that was chosen while the panel was hidden."""
        super().showEvent(qevent)
        if self._wanted is not None:
            self._on_moved()

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Hide the steps' titles in a narrow panel, to leave the room to the students."""
        is_slim = self.width() < NARROW
        if is_slim is not self._steps.is_slim:
            self._steps.set_slim(is_slim)
            self._steps.setFixedWidth(SLIM_WIDTH if is_slim else _STEPS_WIDTH)
        super().resizeEvent(qevent)

    def _on_moved(self) -> None:
        """Rebuild the class on a thread; skip superseded moves, and wait while hidden."""
        self._wanted = self.moment
        self._read_on()

    def _read_on(self) -> None:
        if self._wanted is not None and self.isVisible() and not self._is_reading:
            self._is_reading = True
            self._tasks.run(self._read(), self._on_read, ended=self._on_ended)

    async def _read(self) -> None:
        while self._wanted is not None and self._timeline is not None:
            timeline, moment, self._wanted = self._timeline, self._wanted, None
            session = await asyncio.to_thread(timeline.at, moment)
            if timeline is self._timeline:
                self._show(session, moment)

    def _on_ended(self) -> None:
        """Continue with a move that came after `_read` had looked for one, or while it failed."""
        self._is_reading = False
        self._read_on()

    def _on_read(self, _none: None) -> None:
        if self._wanted is None:
            self.shown.emit()

    def _show(self, session: ClassSession, moment: datetime) -> None:
        places = {key: view.verticalScrollBar().value() for key, view in self._views.items()}
        self.board.show(session, moment)
        for key, view in self._views.items():
            view.verticalScrollBar().setValue(places[key])
        self._say()

    def _say(self) -> None:
        session, moment = self.board.session, self.moment
        if session is None or moment is None or self._timeline is None:
            return
        at = clock_text((moment - self._timeline.start).total_seconds())
        self._time.setText(f"{moment.astimezone():%H:%M:%S}")
        self._state.setText(f"{at}  ·  {status_word(session.status)}")
        self.line.setAccessibleDescription(f"{at}, {status_word(session.status)}")

    def _show_help(self) -> None:
        self._nobody.setVisible(self._help.rowCount() == 0)

    def _on_only(self, only: str) -> None:
        for model in (self.students, self.matrix):
            model.arrange(Arrangement(only=Only(only)))

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.S)
        for button in (self._earlier, self._later):
            button.setProperty("tight", "true")
            head.addWidget(button)
        head.addWidget(self._time)
        head.addWidget(self._state)
        head.addWidget(self._counters, 1)
        middle = Panel("panel", self)
        for key, view in self._views.items():
            button = IconButton(key, kind="quiet", name=f"{key}ReplayButton", parent=self)
            button.setCheckable(True)
            button.setProperty("tight", "true")
            button.clicked.connect(lambda _on, chosen=view: self._stack.setCurrentWidget(chosen))
            self._group.addButton(button)
            self._buttons[key] = button
            head.addWidget(button)
            self._stack.addWidget(view)
        self._buttons["matrix"].setChecked(True)
        inner = QVBoxLayout(middle)
        inner.setContentsMargins(1, Space.S, 1, Space.S)
        inner.setSpacing(Space.S)
        inner.addWidget(self._stack, 1)
        right = Panel("panel", self)
        aside = QVBoxLayout(right)
        aside.setContentsMargins(Space.M, Space.L, Space.S, Space.S)
        aside.addWidget(self._help_heading)
        aside.addWidget(self._nobody)
        aside.addWidget(self._help_view, 1)
        self._steps.setFixedWidth(_STEPS_WIDTH)
        right.setFixedWidth(150)
        row = QHBoxLayout()
        row.setSpacing(Space.M)
        row.addWidget(self._steps)
        row.addWidget(middle, 1)
        row.addWidget(right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.S)
        column.addLayout(head)
        column.addWidget(self.line)
        column.addLayout(row, 1)
        self.line.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def bands_of(report: ClassReport, timeline: Timeline) -> list[Band]:
    """Return a band for each stretch of a step, in order, then one for each pause."""
    starts = (Control.START_STEP, Control.UNDO_START)
    marks = [line for line in report.controls if line.control in starts]
    ends = [*(line.at for line in marks[1:]), report.until]
    bands = [
        Band(timeline.share(line.at), timeline.share(end), str(line.step))
        for line, end in zip(marks, ends, strict=False)
        if line.control is Control.START_STEP
    ]
    paused_at = None
    for line in report.controls:
        if line.control is Control.PAUSE:
            paused_at = line.at
        elif paused_at is not None and line.control in (Control.RESUME, Control.END):
            bands.append(Band(timeline.share(paused_at), timeline.share(line.at), ""))
            paused_at = None
    return bands
