"""Attendance as a table model: a row per person, a column per class, then the totals."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication

from classroom_app.application.attendance_service import CourseRecord
from classroom_app.application.report_document import Column
from classroom_app.domain.attendance import SIGNS, Attended, Mark, PersonAttendance
from classroom_app.gui.kit.report_table_model import cell_text
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, Index
from classroom_app.gui.kit.texts import plain_tooltip
from classroom_app.gui.people.attendance_words import (
    attended_text,
    days_of,
    mark_word,
    note_text,
    person_title,
    total_columns,
    totals_of,
)
from classroom_app.gui.theme.tokens import LIGHT, Colours

CORRECTED = "*"
"""Appended to a sign that was corrected by hand."""
_SIGN_PIXELS = 16


class AttendanceModel(QAbstractTableModel):
    """Shows a `CourseRecord`; `ID_ROLE` returns the person's id."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._course: CourseRecord | None = None
        self._rows: Sequence[PersonAttendance] = ()
        self._days: list[str] = []
        self._totals: list[Column] = []
        self._colours: Colours = LIGHT
        self._font = QFont(QGuiApplication.font())
        self._font.setPixelSize(_SIGN_PIXELS)
        self._font.setBold(True)

    def show_course(self, course: CourseRecord | None) -> None:
        """Show the attendance of a roster (None for nothing), in the current language.

        If people and classes are the same as before, the model is not reset, so the selection is
        kept.
        """
        is_alike = self._shape(course) == self._shape(self._course)
        if not is_alike:
            self.beginResetModel()
        self._course = course
        self._rows = () if course is None else course.attendance.rows
        self._days = [] if course is None else days_of(course.attendance.meetings)
        self._totals = total_columns()
        if not is_alike:
            self.endResetModel()
        elif self.rowCount() and self.columnCount():
            self.dataChanged.emit(
                self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1)
            )
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self.rowCount() - 1)

    def paint_in(self, colours: Colours) -> None:
        """Use these colours for the signs."""
        self._colours = colours
        if self.rowCount() and self.columnCount():
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.ForegroundRole])

    @property
    def classes(self) -> int:
        """Number of class columns; they come before the totals."""
        return len(self._days)

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of people."""
        is_empty = parent.isValid() or self._course is None
        return 0 if is_empty else len(self._rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of classes and totals."""
        is_empty = parent.isValid() or self._course is None
        return 0 if is_empty else len(self._days) + len(self._totals)

    def person(self, row: int) -> PersonAttendance:
        """Return the person in a row."""
        return self._rows[row]

    def cell(self, index: Index) -> Attended | None:
        """Return how a person attended a class; None in the columns of the totals."""
        if not index.isValid() or index.column() >= len(self._days):
            return None
        return self._rows[index.row()].cells[index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's sign or number, its meaning, or its colour."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        row, cell = self._rows[index.row()], self.cell(index)
        if role == ID_ROLE:
            return row.person.id
        if cell is None:
            return self._total(row, index.column() - len(self._days), role)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return SIGNS[cell.mark] + (CORRECTED if cell.correction else "")
            case Qt.ItemDataRole.FontRole:
                return self._font
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._tone(cell.mark))
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(self._said(row, index.column(), cell))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._said(row, index.column(), cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a person's number and name, or a class's day with how many attended."""
        if self._course is None or section < 0:
            return None
        if orientation is Qt.Orientation.Vertical:
            if section >= len(self._rows):
                return None
            row = self._rows[section]
            if role == Qt.ItemDataRole.ToolTipRole:
                return plain_tooltip(f"{person_title(row)}: {attended_text(row)}")
            return person_title(row) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignCenter
        if section >= len(self._days):
            place = section - len(self._days)
            if role == Qt.ItemDataRole.DisplayRole and place < len(self._totals):
                return self._totals[place].title
            return None
        attendance = self._course.attendance
        if role == Qt.ItemDataRole.DisplayRole:
            here = f"{attendance.here(section)}/{len(attendance.rows)}"
            return f"{self._days[section].replace(' ', chr(10))}\n{here}"
        if role == Qt.ItemDataRole.ToolTipRole:
            meeting = attendance.meetings[section]
            return plain_tooltip(f"{meeting.held_at.astimezone():%Y-%m-%d %H:%M}  {meeting.title}")
        return None

    def _total(self, row: PersonAttendance, place: int, role: int) -> object:
        column, value = self._totals[place], totals_of(row)[place]
        text = cell_text(value, column.kind) or "–"
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{person_title(row)}, {column.title}: {text}"
        return None

    def _said(self, row: PersonAttendance, place: int, cell: Attended) -> str:
        said = f"{person_title(row)}, {self._days[place]}: {mark_word(cell.mark)}"
        if cell.part is not None:
            came = f"{cell.part.joined_at.astimezone():%H:%M}"
            left = f"{cell.part.last_here_at.astimezone():%H:%M}"
            said += f" ({came} – {left})"
        note = note_text(cell)
        return f"{said}, {note}" if note else said

    def _tone(self, mark: Mark) -> str:
        return {
            Mark.PRESENT: self._colours.done,
            Mark.PARTIAL: self._colours.warning,
            Mark.ABSENT: self._colours.alarm,
        }[mark]

    @staticmethod
    def _shape(course: CourseRecord | None) -> object:
        if course is None:
            return None
        people = [row.person.id for row in course.attendance.rows]
        return people, [meeting.session_id for meeting in course.attendance.meetings]
