"""A preview of an import: who would be added, row by row, and any problems."""

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QObject, Qt
from PySide6.QtGui import QColor, QPalette

from classroom_app.gui.kit.roles import NO_PARENT, ROW_ROLE, Index
from classroom_app.gui.kit.texts import plain_tooltip
from classroom_app.gui.people.roster_words import problem_text
from classroom_app.gui.theme.tokens import colours_of
from classroom_app.protocol.roster_rows import Line

ROW, NUMBER, NAME, NOTE = range(4)


class ImportPreview(QAbstractTableModel):
    """One row per line of the import; notes about problems have the warning colour."""

    def __init__(self, palette: QPalette, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._lines: list[Line] = []

    @property
    def lines(self) -> list[Line]:
        """The lines, those with a problem first."""
        return self._lines

    def show_lines(self, lines: list[Line]) -> None:
        """Show these lines: those with a problem first, otherwise in the order of the file."""
        self.beginResetModel()
        self._lines = sorted(lines, key=lambda line: line.problem is None)
        self.endResetModel()

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return four: the row in the file, the number, the name, and the note."""
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text or colour, or the line."""
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == ROW_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(self._text(line, index.column()))
        if role == Qt.ItemDataRole.ForegroundRole and line.problem is not None:
            colours = colours_of(self._palette)
            return QColor(colours.warning if index.column() == NOTE else colours.text)
        return None

    def headerData(
        self, place: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return the title of a column."""
        if role != Qt.ItemDataRole.DisplayRole or way is not Qt.Orientation.Horizontal:
            return None
        return {
            ROW: QCoreApplication.translate("ImportPreview", "Row"),
            NUMBER: QCoreApplication.translate("ImportPreview", "Number"),
            NAME: QCoreApplication.translate("ImportPreview", "Name"),
            NOTE: QCoreApplication.translate("ImportPreview", "Note"),
        }[place]

    def _text(self, line: Line, column: int) -> str:
        match column:
            case 0:
                return str(line.row)
            case 1:
                return str(line.number or "") if line.is_taken else ""
            case 2:
                return line.name
            case _:
                return problem_text(line)
