"""A table of a report for a view: cells as text, sorted by their values."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QLocale, QObject, QSortFilterProxyModel, Qt

from classroom_app.application.report_document import Cell, Kind, Table, cell_key
from classroom_app.gui.kit.roles import ID_ROLE, NO_PARENT, Index
from classroom_app.gui.kit.search_text import has_text
from classroom_app.gui.kit.texts import clock_text, plain_tooltip

VALUE_ROLE = Qt.ItemDataRole.UserRole + 4
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_EMPTY = Table("", (), ())


class ReportTableModel(QAbstractTableModel):
    """Shows a `Table`; `ids` are optional ids of the rows, given by `ID_ROLE`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = _EMPTY
        self._ids: Sequence[int] = ()

    def show_table(self, table: Table, ids: Sequence[int] = ()) -> None:
        """Show another table."""
        self.beginResetModel()
        self._table, self._ids = table, ids
        self.endResetModel()

    @property
    def table(self) -> Table:
        """The table shown."""
        return self._table

    def rowCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._table.rows)

    def columnCount(self, parent: Index = NO_PARENT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a cell's text, tooltip, alignment or value for sorting, or the id of its row."""
        if not index.isValid():
            return None
        column = self._table.columns[index.column()]
        cell = self._table.rows[index.row()][index.column()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell_text(cell, column.kind)
            case Qt.ItemDataRole.ToolTipRole if column.kind is Kind.TEXT:
                return plain_tooltip(str(cell or ""))
            case Qt.ItemDataRole.TextAlignmentRole if column.kind is Kind.MARK:
                return Qt.AlignmentFlag.AlignCenter
            case Qt.ItemDataRole.TextAlignmentRole if column.kind is not Kind.TEXT:
                return _RIGHT
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{column.title}: {cell_text(cell, column.kind)}"
            case _ if role == VALUE_ROLE:
                return cell
            case _ if role == ID_ROLE and self._ids:
                return self._ids[index.row()]
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return a column's heading."""
        if orientation is Qt.Orientation.Vertical or section >= len(self._table.columns):
            return None
        column = self._table.columns[section]
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind is Kind.MARK:
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.TextAlignmentRole and column.kind is not Kind.TEXT:
            return _RIGHT
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tooltip(column.title)
        return column.title if role == Qt.ItemDataRole.DisplayRole else None


class SortedTable(QSortFilterProxyModel):
    """Sorts by value; missing values come last in both directions."""

    def __init__(self, model: ReportTableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setSourceModel(model)
        self._typed = ""

    def search(self, typed: str) -> None:
        """Show the rows that contain this text in the column of `filterKeyColumn`."""
        self._typed = typed
        self.setFilterFixedString(typed)  # makes Qt filter every row again

    def filterAcceptsRow(self, row: int, parent: Index) -> bool:
        """Tell whether a row contains the text searched for."""
        name = self._model.index(row, self.filterKeyColumn(), parent).data()
        return has_text(str(name or ""), self._typed)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Tell whether one cell comes before another."""
        one, other = left.data(VALUE_ROLE), right.data(VALUE_ROLE)
        falls = self.sortOrder() is Qt.SortOrder.DescendingOrder
        if one is None or other is None:
            return (one is None) if falls else (other is None and one is not None)
        return cell_key(one) < cell_key(other)


def cell_text(cell: Cell, kind: Kind) -> str:
    """Return a value as people read it."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return cell
    match kind:
        case Kind.SECONDS if isinstance(cell, int | float):
            return clock_text(cell)
        case Kind.SHARE if isinstance(cell, int | float):
            return f"{round(cell * 100)} %"
        case Kind.DAY if not isinstance(cell, int | float):
            return f"{cell.astimezone():%Y-%m-%d %H:%M}"
        case Kind.MOMENT if not isinstance(cell, int | float):
            return f"{cell.astimezone():%H:%M:%S}"
    return QLocale().toString(cell) if isinstance(cell, int) else str(cell)
