"""What every cell painter draws first: background, hover, selection, the line below."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from classroom_app.gui.theme.tokens import Colours, Radius, Space


def is_hovered(option: QStyleOptionViewItem) -> bool:
    """Tell whether the pointer is over the cell."""
    return bool(option.state & QStyle.StateFlag.State_MouseOver)


def is_selected(option: QStyleOptionViewItem) -> bool:
    """Tell whether the cell is selected."""
    return bool(option.state & QStyle.StateFlag.State_Selected)


def has_focus(option: QStyleOptionViewItem) -> bool:
    """Tell whether the keyboard focus is on this cell."""
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
    """Fill the background of a table cell, and draw the line under it."""
    box = box_of(option)
    if is_selected(option):
        painter.fillRect(box, QColor(colours.accent_soft))
    elif ground is not None:
        painter.fillRect(box, ground)
    elif is_hovered(option):
        painter.fillRect(box, QColor(colours.raised))
    line = QRectF(box.left(), box.bottom() - 1, box.width(), 1)
    painter.fillRect(line, QColor(colours.border))


def draw_entry(painter: QPainter, option: QStyleOptionViewItem, colours: Colours) -> QRectF:
    """Draw the rounded background of a list entry, and return its rectangle.

    Only the selected entry has a frame, while it has the keyboard focus.
    """
    box = box_of(option).adjusted(Space.XS, 2, -Space.XS, -2)
    ground = None
    if is_selected(option):
        ground = colours.accent_soft
    elif is_hovered(option):
        ground = colours.raised
    is_framed = has_focus(option) and is_selected(option)
    painter.setPen(QPen(QColor(colours.accent), 1.5) if is_framed else Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
    return box
