"""The students as a grid: names take the width that the steps leave."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from classroom_app.gui.board.matrix_delegate import MatrixDelegate, visit_sign_place
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.tables import set_up

STEP_WIDTHS = (38, 56)
NAME_WIDTHS = (180, 340)


class MatrixView(QTableView):
    """A row for each student, a column for each step."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrixView")
        self.setModel(model)
        self.setItemDelegate(MatrixDelegate(self))
        set_up(self)
        self.setMouseTracking(True)
        PlainCopy(self)
        header = self.horizontalHeader()
        header.setDefaultSectionSize(STEP_WIDTHS[1])
        header.setMinimumSectionSize(STEP_WIDTHS[0])
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        model.modelReset.connect(self._share_width)

    def dataChanged(self, top_left: Index, bottom_right: Index, _roles: Sequence[int] = ()) -> None:
        """Repaint only the changed rows that are visible; Qt would repaint all of them."""
        height = self.viewport().height()
        top = self.rowViewportPosition(top_left.row())
        bottom = self.rowViewportPosition(bottom_right.row()) + self.rowHeight(bottom_right.row())
        if bottom > 0 and top < height:
            rows = QRect(0, max(top, 0), self.viewport().width(), min(bottom, height) - max(top, 0))
            self.viewport().update(rows)

    def visit_sign_place(self, index: Index) -> QRect | None:
        """Return the rectangle of a student's sign for a missing visit, in the viewport."""
        return visit_sign_place(self.visualRect(index)) if index.column() == 0 else None

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Distribute the width again."""
        super().resizeEvent(qevent)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.model().columnCount()
        if columns:
            (narrow, wide), (least, most) = STEP_WIDTHS, NAME_WIDTHS
            width, steps = self.viewport().width(), columns - 1
            step = max(narrow, min(wide, (width - least) // steps)) if steps else wide
            self.horizontalHeader().setDefaultSectionSize(step)
            self.setColumnWidth(0, max(least, min(most, width - step * steps)))
