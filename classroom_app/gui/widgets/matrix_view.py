"""The students as a matrix: names take the room that the steps leave."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from classroom_app.gui.delegates.matrix_delegate import MatrixDelegate
from classroom_app.gui.models.matrix_model import MatrixModel
from classroom_app.gui.widgets.student_list import set_up

STEP_WIDTH = 48
NAME_WIDTHS = (140, 260)


class MatrixView(QTableView):
    """A row a student, a column a step."""

    def __init__(self, model: MatrixModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("matrixView")
        self.setModel(model)
        self.setItemDelegate(MatrixDelegate(self))
        set_up(self)
        header = self.horizontalHeader()
        header.setDefaultSectionSize(STEP_WIDTH)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        model.modelReset.connect(self._share_width)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Share the width anew."""
        super().resizeEvent(qevent)
        self._share_width()

    def _share_width(self) -> None:
        columns = self.model().columnCount()
        if columns:
            least, most = NAME_WIDTHS
            left = self.viewport().width() - STEP_WIDTH * (columns - 1)
            self.setColumnWidth(0, max(least, min(most, left)))
