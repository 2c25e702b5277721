"""What every cell painter begins with: ground, hover, selection, the line below."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from classroom_app.gui.theme.tokens import Colours


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Tell whether the pointer is over the cell."""
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Tell whether the cell is selected."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def has_focus(option: QStyleOptionViewItem) -> bool:
    """Tell whether the keyboard is at this cell."""
    return bool(option.state & QStyle.StateFlag.State_HasFocus)


def box_of(option: QStyleOptionViewItem) -> QRectF:
    """Return the cell's rectangle."""
    return QRectF(option.rect)


def draw_ground(
    painter: QPainter,
    option: QStyleOptionViewItem,
    colours: Colours,
    ground: QColor | None,
) -> None:
    """Fill a table cell, and draw the line under it."""
    box = box_of(option)
    if is_selected(option):
        painter.fillRect(box, QColor(colours.accent_soft))
    elif ground is not None:
        painter.fillRect(box, ground)
    elif is_hovered(option):
        painter.fillRect(box, QColor(colours.raised))
    line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
    painter.fillRect(line, QColor(colours.border))
