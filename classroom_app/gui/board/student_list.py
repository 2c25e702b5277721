"""The students as a table."""

from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from classroom_app.gui.board.student_delegate import StudentDelegate
from classroom_app.gui.board.student_model import Column, StudentModel
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.tables import set_up

_WIDTHS = {Column.STATE: 118, Column.PROGRESS: 112, Column.PLACE: 126, Column.TIME: 62}


class StudentList(QTableView):
    """A row for each student; the name takes the remaining width."""

    def __init__(self, model: StudentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("studentsView")
        self.setModel(model)
        self.setItemDelegate(StudentDelegate(self))
        set_up(self)
        PlainCopy(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
