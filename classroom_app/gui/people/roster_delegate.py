"""Paints a roster in the list."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.domain.roster import Roster
from classroom_app.gui.kit.cell import draw_entry
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.people.roster_list_model import count_text
from classroom_app.gui.theme.tokens import Colours, Space, Type

HEIGHT = 64


class RosterDelegate(RowDelegate[Roster]):
    """Paints the title and the number of people."""

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
        box = draw_entry(painter, option, colours)
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
