"""The students as cards, in as many columns as there is room for."""

from math import ceil

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QWidget

from classroom_app.gui.board.card_delegate import CARD, CardDelegate
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_base import NAME_COLUMN
from classroom_app.gui.kit.plain_copy import PlainCopy
from classroom_app.gui.kit.roles import Index

# From this width on, cards are wide enough for whole names.
WIDE, WIDER_CARD = 760, 184
# Factors by which cards are enlarged on a large screen, the largest first.
SCALES = (1.75, 1.5, 1.25, 1.0)


class CardView(QListView):
    """Cards share the width evenly, and keep their places while the width stays the same."""

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
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        PlainCopy(self)

        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            signal.connect(self._share_room)

    def visit_sign_place(self, index: Index) -> QRect | None:
        """Return the rectangle of a student's sign for a missing visit, in the viewport."""
        return self._cards.visit_sign_place(self.visualRect(index))

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Distribute the cards again."""
        self._share_room()
        super().resizeEvent(qevent)

    def _share_room(self) -> None:
        """Make the cards as large as possible while all are visible, if there is room to spare.

        The scroll bar's width is kept free, so that cards stay in their places when it appears. So
        is one pixel, or the last column would wrap.
        """
        room, bar = self.maximumViewportSize(), self.verticalScrollBar()
        extent = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, bar)
        width = room.width() - max(extent, bar.sizeHint().width()) - 1
        scale, columns = _shared(QSize(width, room.height()), self.model().rowCount())
        size = QSize(width // columns, round(CARD.height() * scale))
        if size != self._cards.size or scale != self._cards.scale:
            self._cards.size, self._cards.scale = size, scale
            self.setGridSize(size)


def _shared(room: QSize, count: int) -> tuple[float, int]:
    """Return the scale for `count` cards, and the number of columns."""
    if room.width() < WIDE:
        return 1.0, max(1, room.width() // CARD.width())
    for scale in SCALES:
        columns = room.width() // round(WIDER_CARD * scale)
        if ceil(count / max(1, columns)) * round(CARD.height() * scale) <= room.height():
            return scale, max(1, columns)
    return 1.0, room.width() // WIDER_CARD
