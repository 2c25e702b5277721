"""The attendance of a roster as a table, with the names in a header that never scrolls away."""

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from classroom_app.domain.attendance import Attended, PersonAttendance
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.tables import set_up
from classroom_app.gui.people.attendance_model import AttendanceModel

_CLASS_WIDTH, _TOTAL_WIDTH = 58, 44
_ROW = 34
_NAMES = (96, 230)  # least and most width of the names in pixels
_PAD = 18
_WIDEST_TOTAL = "100 %"

Place = tuple[PersonAttendance, Attended]


class AttendanceTable(QTableView):
    """`person_opened` carries a person's id, `menu_requested` a global position."""

    person_opened = Signal(int)
    menu_requested = Signal(QPoint)
    selection_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("attendanceTable")
        self.model_ = AttendanceModel(self)
        self.setModel(self.model_)
        set_up(self)
        PlainCopy(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        names = self.verticalHeader()
        names.show()
        names.setDefaultSectionSize(_ROW)
        names.setSectionsClickable(True)
        names.setHighlightSections(False)
        names.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        names.setTextElideMode(Qt.TextElideMode.ElideRight)
        names.setCursor(Qt.CursorShape.PointingHandCursor)
        names.sectionDoubleClicked.connect(self._open)
        classes = self.horizontalHeader()
        classes.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        classes.setMinimumSectionSize(_TOTAL_WIDTH)
        classes.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        self.customContextMenuRequested.connect(self._ask_menu)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.model_.modelReset.connect(self.fit)
        self.model_.headerDataChanged.connect(self.fit)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self._tell())
        self.model_.modelReset.connect(self._tell)

    def chosen_places(self) -> list[Place]:
        """Return the selected cells with their people, without totals."""
        return [
            (self.model_.person(index.row()), cell)
            for index in self.selectionModel().selectedIndexes()
            if (cell := self.model_.cell(index)) is not None
        ]

    def chosen_person(self) -> PersonAttendance | None:
        """Return the person of the current row."""
        index = self.currentIndex()
        return self.model_.person(index.row()) if index.isValid() else None

    def fit(self) -> None:
        """Fit the headers and the columns to their texts."""
        metrics = self.verticalHeader().fontMetrics()
        names = [
            str(self.model_.headerData(row, Qt.Orientation.Vertical))
            for row in range(self.model_.rowCount())
        ]
        least, most = _NAMES
        widest = max(map(metrics.horizontalAdvance, names), default=0) + 2 * _PAD
        self.verticalHeader().setFixedWidth(min(max(widest, least), most))
        head, metrics = self.horizontalHeader(), self.horizontalHeader().fontMetrics()
        lines = 1
        for place in range(self.model_.columnCount()):
            words = str(self.model_.headerData(place, Qt.Orientation.Horizontal)).split("\n")
            lines = max(lines, len(words))
            needed = max(map(metrics.horizontalAdvance, [*words, _WIDEST_TOTAL])) + _PAD
            usual = _CLASS_WIDTH if place < self.model_.classes else _TOTAL_WIDTH
            head.resizeSection(place, max(usual, needed))
        head.setFixedHeight(lines * metrics.lineSpacing() + _PAD)

    def sizeHint(self) -> QSize:
        """Return a small size: the table scrolls."""
        return QSize(300, 200)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Open the person with Return, and the context menu with the menu key."""
        current = self.currentIndex()
        if qevent.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._open(current.row())
        elif qevent.key() == Qt.Key.Key_Menu and current.isValid():
            self._ask_menu(self.visualRect(current).center())
        else:
            super().keyPressEvent(qevent)

    def _open(self, row: int) -> None:
        if 0 <= row < self.model_.rowCount():
            self.person_opened.emit(self.model_.person(row).person.id)

    def _ask_menu(self, at: QPoint) -> None:
        if self.indexAt(at).isValid():
            self.menu_requested.emit(self.viewport().mapToGlobal(at))

    def _tell(self) -> None:
        self.selection_changed.emit()
