"""The students as cards, in as many columns as there is room for."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from classroom_app.gui.board.card_delegate import CARD, CardDelegate
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_base import NAME_COLUMN
from classroom_app.gui.kit.plain_copy import PlainCopy

# Where there is room, names are whole.
WIDE, WIDER_CARD = 760, 184


class CardView(QListView):
    """Cards share the width evenly; their places stay while the width does."""

    def __init__(self, model: StudentModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("cardsView")
        self._cards = CardDelegate(self)
        self.setModel(model)
        self.setModelColumn(NAME_COLUMN)
        self.setItemDelegate(self._cards)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        PlainCopy(self)

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Share the width anew."""
        # One pixel less, or the last column would wrap.
        width = self.viewport().width() - 1
        columns = max(1, width // (CARD.width() if width < WIDE else WIDER_CARD))
        self._cards.size = QSize(width // columns, CARD.height())
        self.setGridSize(self._cards.size)
        super().resizeEvent(qevent)
