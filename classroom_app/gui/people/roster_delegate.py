"""Paints a roster in the list."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.cell import box_of, has_focus, is_hovered, is_selected
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.people.roster_list_model import count_text
from classroom_app.gui.theme.tokens import Colours, Radius, Space, Type

HEIGHT = 64


class RosterDelegate(RowDelegate[Roster]):
    """The title, and how many people are on it."""

    row_type = Roster
    height = HEIGHT

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        roster: Roster,
        colours: Colours,
    ) -> None:
        """Draw one roster."""
        box = box_of(option).adjusted(Space.XS, 2, -Space.XS, -2)
        ground = None
        if is_selected(option):
            ground = colours.accent_soft
        elif is_hovered(option):
            ground = colours.raised
        painter.setPen(
            QPen(QColor(colours.accent), 1.5)
            if has_focus(option) and is_selected(option)
            else Qt.PenStyle.NoPen
        )
        painter.setBrush(QColor(ground) if ground else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
        inner = box.adjusted(Space.M, Space.XS, -Space.M, -Space.XS)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(sized(option.font, Type.STRONG, bold=True))
        painter.setPen(QColor(colours.text))
        title = elided(painter, roster.title, inner.width())
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), 26), middle, title)
        painter.setFont(sized(option.font, 13))
        painter.setPen(QColor(colours.muted))
        line = QRectF(inner.left(), inner.top() + 26, inner.width(), 22)
        painter.drawText(line, middle, count_text(roster))
