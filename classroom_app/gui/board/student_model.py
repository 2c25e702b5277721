"""The students as a table: state, name, progress, place, time."""

from enum import IntEnum

from PySide6.QtCore import QCoreApplication, QObject, Qt

from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.board.students_base import StudentsBase
from classroom_app.gui.board.wording import behind_text, place_text, sign_word
from classroom_app.gui.kit.roles import NO_PARENT, Index
from classroom_app.gui.kit.texts import clock_text


class Column(IntEnum):
    """The columns of the table."""

    STATE = 0
    NAME = 1
    PROGRESS = 2
    PLACE = 3
    TIME = 4


class StudentModel(StudentsBase):
    """One row per student."""

    def __init__(self, board: ClassBoard, parent: QObject | None = None) -> None:
        super().__init__(board, parent)
        board.times_changed.connect(self._on_times_changed)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the text of a cell; the base class handles the other roles."""
        if role != Qt.ItemDataRole.DisplayRole or not index.isValid():
            return super().data(index, role)
        row = self.row(index.row())
        match index.column():
            case Column.STATE:
                return sign_word(row.sign)
            case Column.NAME:
                return row.name
            case Column.PROGRESS:
                return "" if row.sign is Sign.ABSENT else f"{row.done}/{row.total}"
            case Column.PLACE:
                return f"{place_text(row)} {behind_text(row)}".rstrip()
            case _:
                return clock_text(row.seconds)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """Return the names of the columns."""
        if orientation is Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.TIME:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            QCoreApplication.translate("StudentModel", "State"),
            QCoreApplication.translate("StudentModel", "Name"),
            QCoreApplication.translate("StudentModel", "Progress"),
            QCoreApplication.translate("StudentModel", "Where"),
            QCoreApplication.translate("StudentModel", "Time"),
        )[section]

    def _on_times_changed(self) -> None:
        if self._ids:  # cards use the name column, and show the time too
            self.dataChanged.emit(
                self.index(0, Column.NAME), self.index(len(self._ids) - 1, Column.TIME)
            )
