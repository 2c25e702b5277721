"""What all painters of rows, cards and cells share."""

from typing import Generic, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from classroom_app.gui.kit.roles import ROW_ROLE, Index
from classroom_app.gui.theme.tokens import Colours, colours_of

Row = TypeVar("Row")


class RowDelegate(QStyledItemDelegate, Generic[Row]):
    """Draws the value that a model returns for ROW_ROLE.

    A subclass sets the type of that value as `row_type` and draws it in `draw`. An index with
    anything else, such as one whose row was just removed, is not painted.
    """

    row_type: type[Row]
    # In pixels; None leaves the height to the style.
    height: int | None = None
    # Antialiasing. Off for table cells: a thousand of them are painted at once, and their edges are
    # straight.
    smooth = True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell, and restore the painter's state."""
        row = index.data(ROW_ROLE)
        if not isinstance(row, self.row_type):
            return
        painter.save()
        if self.smooth:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, option, index, row, colours_of(option.palette))
        painter.restore()

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: Row,
        colours: Colours,
    ) -> None:
        """Draw a row, or the cell of it that `index` is, within `option.rect`."""
        raise NotImplementedError

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the style's width, and the same height for every row if `height` is set."""
        size = super().sizeHint(option, index)
        return size if self.height is None else QSize(size.width(), self.height)
