"""Paints a past class in the list."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.application.report_service import PastClass
from classroom_app.gui.history.past_classes_model import day_text, led_text, people_text
from classroom_app.gui.kit.cell import draw_entry
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.theme.tokens import Colours, Space, Type

HEIGHT, LINE = 72, 22


class PastClassDelegate(RowDelegate[PastClass]):
    """Paints the title, the day, the number of students, and the computer if it is known."""

    row_type = PastClass
    height = HEIGHT

    def make_room(self, classes: Sequence[PastClass]) -> None:
        """Set the row height: one line more if any of these classes names a computer."""
        self.height = HEIGHT + (LINE if any(past.computer for past in classes) else 0)

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        past: PastClass,
        colours: Colours,
    ) -> None:
        """Draw one class."""
        box = draw_entry(painter, option, colours)
        inner = box.adjusted(Space.M, Space.S, -Space.M, -Space.S)
        painter.setFont(sized(option.font, Type.STRONG, bold=True))
        painter.setPen(QColor(colours.text))
        title = elided(painter, past.title, inner.width())
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(inner.left(), inner.top(), inner.width(), 26), middle, title)
        painter.setFont(sized(option.font, 13))
        painter.setPen(QColor(colours.muted))
        line = QRectF(inner.left(), inner.top() + 28, inner.width(), LINE)
        painter.drawText(line, middle, day_text(past))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, people_text(past))
        if past.computer:
            computer = elided(painter, led_text(past), inner.width())
            painter.drawText(line.translated(0, LINE - 2), middle, computer)
