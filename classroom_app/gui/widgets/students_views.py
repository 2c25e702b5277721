"""The list, the cards and the matrix: three views on who is in class."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView, QWidget

from classroom_app.gui.delegates.card_delegate import CARD, CardDelegate
from classroom_app.gui.delegates.matrix_delegate import MatrixDelegate
from classroom_app.gui.delegates.student_delegate import StudentDelegate
from classroom_app.gui.models.matrix_model import MatrixModel
from classroom_app.gui.models.student_model import Column, StudentModel
from classroom_app.gui.models.students_base import NAME_COLUMN
from classroom_app.gui.theme.tokens import Size

_MATRIX_STEP = 48
_MATRIX_NAME = 140


def student_list(model: StudentModel, parent: QWidget) -> QTableView:
    """Return the table of students."""
    view = QTableView(parent)
    view.setObjectName("studentsView")
    view.setModel(model)
    view.setItemDelegate(StudentDelegate(view))
    _set_up(view)
    header = view.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
    widths = {Column.STATE: 122, Column.PROGRESS: 128, Column.PLACE: 138, Column.TIME: 68}
    for column, width in widths.items():
        header.resizeSection(column, width)
    return view


def student_matrix(model: MatrixModel, parent: QWidget) -> QTableView:
    """Return the matrix of students and steps."""
    view = QTableView(parent)
    view.setObjectName("matrixView")
    view.setModel(model)
    view.setItemDelegate(MatrixDelegate(view))
    _set_up(view)
    header = view.horizontalHeader()
    header.setDefaultSectionSize(_MATRIX_STEP)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
    model.modelReset.connect(lambda: _widen_names(view))
    _widen_names(view)
    return view


def student_cards(model: StudentModel, parent: QWidget) -> QListView:
    """Return the cards."""
    view = QListView(parent)
    view.setObjectName("cardsView")
    view.setModel(model)
    view.setModelColumn(NAME_COLUMN)
    view.setItemDelegate(CardDelegate(view))
    view.setViewMode(QListView.ViewMode.IconMode)
    view.setMovement(QListView.Movement.Static)
    view.setResizeMode(QListView.ResizeMode.Adjust)
    view.setUniformItemSizes(True)
    view.setGridSize(QSize(CARD))
    view.setMouseTracking(True)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    return view


def _set_up(view: QTableView) -> None:
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


def _widen_names(view: QTableView) -> None:
    if view.model().columnCount() > 0:
        view.setColumnWidth(0, _MATRIX_NAME)
