"""The lesson's steps, and how many students have finished each."""

from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QObject, Qt

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.kit.changed_runs import changed_runs
from classroom_app.gui.kit.roles import NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.texts import plain_tooltip


class StepPhase(StrEnum):
    """Where a step is relative to the class's current one."""

    PAST = "past"
    CURRENT = "current"
    AHEAD = "ahead"


class StepRow(NamedTuple):
    """One step as the list shows it."""

    subtask_id: int
    number: int
    title: str
    phase: StepPhase
    done: int
    total: int


class StepModel(QAbstractListModel):
    """One row per step; `ROW_ROLE` returns its `StepRow`."""

    def __init__(self, board: ClassBoard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._board = board
        self._shown = self._steps()
        board.reset.connect(self._on_reset)
        for signal in (board.refreshed, board.roll_changed, board.bridge.lead_changed):
            signal.connect(self._on_changed)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of steps."""
        session = self._board.session
        return 0 if parent.isValid() or session is None else len(session.lesson.subtasks)

    def step(self, place: int) -> StepRow:
        """Return the step in a row."""
        session = self._board.session
        assert session is not None, "rows stand for steps of a session"
        subtask = session.lesson.subtasks[place]
        current = session.current_subtask
        if current is None or subtask.order_index > current.order_index:
            phase = StepPhase.AHEAD
        else:
            phase = StepPhase.CURRENT if subtask is current else StepPhase.PAST
        return StepRow(
            subtask.id,
            subtask.order_index,
            subtask.title,
            phase,
            *self._board.insight.progress.of(subtask.id),
        )

    def current_place(self) -> int | None:
        """Return the row of the class's current step, or None."""
        session = self._board.session
        current = session.current_subtask if session else None
        return current.order_index - 1 if current else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a step's title, its `StepRow`, or a sentence about it."""
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        step = self.step(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return step.title
        if role == ROW_ROLE:
            return step
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _summary(step)
        if role == Qt.ItemDataRole.ToolTipRole:
            hint = QCoreApplication.translate("StepModel", "Double-click to start this step.")
            return plain_tooltip(f"{_summary(step)} {hint}")
        return None

    def _on_reset(self) -> None:
        self.beginResetModel()
        self._shown = self._steps()
        self.endResetModel()

    def _on_changed(self) -> None:
        """Emit the steps that have changed; when many students finish, that is usually one.

        A student who joins or leaves changes them all: neighbouring rows are emitted as one range.
        """
        before, self._shown = self._shown, self._steps()
        for first, last in changed_runs(before, self._shown):
            self.dataChanged.emit(self.index(first), self.index(last))

    def _steps(self) -> list[StepRow]:
        return [self.step(place) for place in range(self.rowCount())]


def _summary(step: StepRow) -> str:
    phase = {
        StepPhase.PAST: QCoreApplication.translate("StepModel", "past"),
        StepPhase.CURRENT: QCoreApplication.translate("StepModel", "current"),
        StepPhase.AHEAD: QCoreApplication.translate("StepModel", "upcoming"),
    }[step.phase]
    return QCoreApplication.translate(
        "StepModel", "Step {number}: {title} ({phase}). {done} of {total} done."
    ).format(number=step.number, title=step.title, phase=phase, done=step.done, total=step.total)
