"""A table of a report: sorted by a click on a heading, copied with Ctrl+C."""

import csv
import io
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from classroom_app.application.report_document import HelpColumn, Kind, Table
from classroom_app.application.spreadsheet_text import one_line
from classroom_app.gui.kit.report_table_model import ReportTableModel, SortedTable
from classroom_app.gui.kit.roles import ID_ROLE
from classroom_app.gui.kit.tables import set_up

_ROW = 34
# For columns with little text.
_WIDTH_OF_KEY: dict[str, int] = {"class": 130, HelpColumn.STATUS: 130, HelpColumn.PICTURE: 72}
_WIDTH = {
    Kind.TEXT: 170,
    Kind.COUNT: 64,
    Kind.SECONDS: 104,
    Kind.SHARE: 84,
    Kind.MOMENT: 92,
    Kind.DAY: 140,
    Kind.MARK: 72,
}


_LEAST_OF_WIDE = 170  # some words of a message
_MOST_STRETCHED = 14  # columns


class ReportTable(QTableView):
    """The column with the key `wide` takes the remaining width; without any, the table scrolls.

    `menu_requested`: the menu for the row with this id, at a place on the screen.
    """

    menu_requested = Signal(int, QPoint)
    row_opened = Signal(int)  # by a double click

    def __init__(self, name: str, parent: QWidget | None = None, *, wide: str) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Table of the report"))  # until it has a title of its own
        self._wide = wide
        self.model_ = ReportTableModel(self)
        self.sorted = SortedTable(self.model_, self)
        self.setModel(self.sorted)
        set_up(self)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSortingEnabled(True)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setStretchLastSection(False)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(self._on_double_click)

    def show_table(self, table: Table, ids: Sequence[int] = ()) -> None:
        """Show another table, unsorted."""
        self.sorted.sort(-1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.model_.show_table(table, ids)
        self.setAccessibleName(table.title)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        metrics = header.fontMetrics()
        for place, column in enumerate(table.columns):
            words = metrics.horizontalAdvance(column.title) + 36
            width = _WIDTH_OF_KEY.get(column.key, _WIDTH[column.kind])
            narrow = column.is_of_step
            header.resizeSection(place, width if narrow else max(width, min(words, 190)))
        header.setMinimumSectionSize(60)
        self._fit_wide()

    def in_order(self, table: Table) -> Table:
        """Return another table of the same columns, sorted as this one was by a click."""
        place, columns = self.sorted.sortColumn(), self.model_.table.columns
        if not 0 <= place < len(columns):
            return table
        falls = self.sorted.sortOrder() is Qt.SortOrder.DescendingOrder
        return table.sorted_by(columns[place].key, falls=falls)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Copy the selected rows for a spreadsheet; Menu, Return and Delete open the row's menu."""
        if qevent.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.copied())
        elif qevent.key() in (Qt.Key.Key_Menu, Qt.Key.Key_Return, Qt.Key.Key_Delete):
            self._ask_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(qevent)

    def copied(self) -> str:
        """Return the selected rows and the headings as text, without formulas or line breaks."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        columns = range(self.sorted.columnCount())
        head = [str(self.sorted.headerData(n, Qt.Orientation.Horizontal)) for n in columns]
        lines = [head] + [
            [str(self.sorted.index(row, n).data() or "") for n in columns] for row in rows
        ]
        text = io.StringIO()
        # Quoted as in a CSV file: spreadsheets interpret a quote that opens a cell.
        csv.writer(text, "excel-tab", lineterminator="\n").writerows(
            [one_line(cell) for cell in line] for line in lines
        )
        return text.getvalue().removesuffix("\n")

    def chosen_id(self) -> int | None:
        """Return the id of the current row, or None."""
        row_id = self.currentIndex().data(ID_ROLE)
        return row_id if isinstance(row_id, int) else None

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Give the wide column the remaining width."""
        super().resizeEvent(qevent)
        self._fit_wide()

    def showEvent(self, qevent: QShowEvent) -> None:
        """Give the wide column the remaining width, which is known from now on."""
        super().showEvent(qevent)
        self._fit_wide()

    def _fit_wide(self) -> None:
        columns = self.model_.table.columns
        place = next((n for n, column in enumerate(columns) if column.key == self._wide), None)
        if place is None:
            return
        header = self.horizontalHeader()
        others = sum(header.sectionSize(n) for n in range(header.count()) if n != place)
        # Before it is shown there is no width yet.
        has_room = not self.isVisible() or self.viewport().width() - others >= _LEAST_OF_WIDE
        if has_room and len(columns) <= _MOST_STRETCHED:
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        elif header.sectionResizeMode(place) is not QHeaderView.ResizeMode.Interactive or (
            header.sectionSize(place) < _LEAST_OF_WIDE
        ):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(place, max(header.sectionSize(place), _LEAST_OF_WIDE))

    def _on_double_click(self, index: QModelIndex) -> None:
        row_id = index.data(ID_ROLE)
        if isinstance(row_id, int):
            self.row_opened.emit(row_id)

    def _ask_menu(self, at: QPoint) -> None:
        row_id = self.indexAt(at).data(ID_ROLE)
        if isinstance(row_id, int):
            self.menu_requested.emit(row_id, self.viewport().mapToGlobal(at))
