"""The students as a grid: a row for each student, a column for every step."""

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.insight import StudentState
from classroom_app.domain.lesson import Subtask
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.board.students_base import StudentsBase
from classroom_app.gui.board.wording import sign_word, student_summary
from classroom_app.gui.kit.changed_runs import changed_runs
from classroom_app.gui.kit.roles import NO_PARENT, Index
from classroom_app.gui.kit.texts import plain_tooltip

MARK_ROLE = Qt.ItemDataRole.UserRole + 2
HEAD_ROLE = Qt.ItemDataRole.UserRole + 3


class Mark(StrEnum):
    """The shape in a cell."""

    DONE = "done"
    CURRENT = "current"
    STUCK = "stuck"
    MISSED = "missed"
    AHEAD = "ahead"
    HELP = "help"
    LOST = "lost"


class MatrixModel(StudentsBase):
    """Column 0 is the name, the others are the steps; `MARK_ROLE` returns a cell's shape."""

    def __init__(self, board: ClassBoard, parent: QObject | None = None) -> None:
        self._heads: list[tuple[object, object]] = []
        super().__init__(board, parent)
        board.ticked.connect(self._on_heads_changed)
        board.times_changed.connect(self._on_times_changed)
        board.bridge.lead_changed.connect(self._on_heads_changed)
        board.bridge.roll_changed.connect(self._on_heads_changed)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of steps plus one."""
        session = self._board.session
        return 0 if parent.isValid() or session is None else 1 + len(session.lesson.subtasks)

    def mark(self, place: int, column: int) -> Mark:
        """Return the shape for a step in this row; `column` is at least 1."""
        session = self._board.session
        assert session is not None
        participant_id = self._ids[place]
        if participant_id < 0:
            return Mark.AHEAD
        participant = session.participants[participant_id]
        subtask = session.lesson.subtasks[column - 1]
        asked_on = _asked_on(session, participant)
        if asked_on is subtask:
            return Mark.HELP
        if subtask.id in participant.completed:
            return Mark.DONE
        current = session.current_subtask
        if current is None or subtask.order_index > current.order_index:
            return Mark.AHEAD
        if subtask is not current:
            return Mark.MISSED
        sign = self.row(place).sign
        if sign is Sign.HELP and asked_on is not None:
            return _MARK_OF_STATE.get(self._board.insight_of(participant).state, Mark.CURRENT)
        return _MARK_OF.get(sign, Mark.CURRENT)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the name, or the mark of a step."""
        if not index.isValid() or index.row() >= len(self._ids):
            return None
        if index.column() == 0:
            if role == Qt.ItemDataRole.DisplayRole:
                return self.row(index.row()).name
            return super().data(index, role)
        if role == MARK_ROLE:
            return self.mark(index.row(), index.column())
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            text = self._cell_text(index)
            return plain_tooltip(text) if role == Qt.ItemDataRole.ToolTipRole else text
        return None if role == Qt.ItemDataRole.DisplayRole else super().data(index, role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the steps' numbers and how many finished each, or whether a step is current."""
        session = self._board.session
        if orientation is Qt.Orientation.Vertical or session is None:
            return None
        if section == 0:
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom
            name = QCoreApplication.translate("MatrixModel", "Name")
            return name if role == Qt.ItemDataRole.DisplayRole else None
        subtask = session.lesson.subtasks[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            done, count = self._board.insight.progress.of(subtask.id)
            return f"{subtask.order_index}\n{done}/{count}"
        if role == HEAD_ROLE:
            return subtask.id == session.current_subtask_id
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(f"{subtask.order_index}. {subtask.title}")
        return None

    def _cell_text(self, index: Index) -> str:
        row = self.row(index.row())
        if row.sign is Sign.ABSENT:
            return student_summary(row)
        mark = self.mark(index.row(), index.column())
        word = {
            Mark.DONE: sign_word(Sign.DONE),
            Mark.CURRENT: sign_word(Sign.WORKING),
            Mark.STUCK: sign_word(Sign.STUCK),
            Mark.HELP: sign_word(Sign.HELP),
            Mark.LOST: sign_word(Sign.LOST),
            Mark.MISSED: QCoreApplication.translate("MatrixModel", "Missed"),
            Mark.AHEAD: QCoreApplication.translate("MatrixModel", "Not yet"),
        }[mark]
        step = QCoreApplication.translate("MatrixModel", "step {number}")
        return f"{row.name} · {step.format(number=index.column())} · {word}"

    def _on_times_changed(self) -> None:
        if self._ids:  # the times beside the names
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def _on_heads_changed(self) -> None:
        """Emit the headers that have changed: for each one a view repaints all its rows.

        That is why their counts are updated once a second, not after every completion.
        """
        before, self._heads = self._heads, self._present_heads()
        for first, last in changed_runs(before, self._heads):
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, first, last)

    def _present_heads(self) -> list[tuple[object, object]]:
        across = Qt.Orientation.Horizontal
        return [
            (self.headerData(section, across), self.headerData(section, across, HEAD_ROLE))
            for section in range(self.columnCount())
        ]

    def reset(self) -> None:
        """Read everything again."""
        super().reset()
        self._heads = self._present_heads()


def _asked_on(session: ClassSession, participant: Participant) -> Subtask | None:
    """Return the step that a student's open help request names, if any."""
    if participant.open_help_request_id is None or session.status is SessionStatus.ENDED:
        return None
    request = session.help_queue.get(participant.open_help_request_id)
    if request is None or request.subtask_id is None:
        return None
    return session.lesson.by_id[request.subtask_id]


_MARK_OF = {Sign.HELP: Mark.HELP, Sign.STUCK: Mark.STUCK, Sign.LOST: Mark.LOST}
_MARK_OF_STATE = {StudentState.STUCK: Mark.STUCK, StudentState.LOST: Mark.LOST}
