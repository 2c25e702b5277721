"""The students as a table, and how our tables are set up."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from classroom_app.gui.delegates.student_delegate import StudentDelegate
from classroom_app.gui.models.student_model import Column, StudentModel
from classroom_app.gui.theme.tokens import Size

_WIDTHS = {Column.STATE: 118, Column.PROGRESS: 112, Column.PLACE: 126, Column.TIME: 62}


class StudentList(QTableView):
    """A row a student; the name takes the room that is left."""

    def __init__(self, model: StudentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("studentsView")
        self.setModel(model)
        self.setItemDelegate(StudentDelegate(self))
        set_up(self)
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)


def set_up(view: QTableView) -> None:
    """Give a table its looks and habits."""
    view.setShowGrid(False)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(Size.ROW)
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(
        Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    )
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setMouseTracking(True)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.setCornerButtonEnabled(False)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
