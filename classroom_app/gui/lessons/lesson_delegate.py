"""Paints a lesson in the list."""

from PySide6.QtCore import QCoreApplication, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.gui.kit.cell import box_of, is_hovered, is_selected
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.lessons.lesson_list_model import facts_of
from classroom_app.gui.theme.tokens import Colours, Radius, Space, Type

HEIGHT = 76


class LessonDelegate(RowDelegate[LessonSummary]):
    """Paints the title and description, and at the right the facts (see `facts_of`)."""

    row_type = LessonSummary
    height = HEIGHT

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        lesson: LessonSummary,
        colours: Colours,
    ) -> None:
        """Draw one lesson."""
        box = box_of(option).adjusted(2, 4, -2, -4)
        edge = colours.accent if is_selected(option) else colours.border
        painter.setPen(QPen(QColor(edge), 1.5 if is_selected(option) else 1))
        painter.setBrush(QColor(colours.raised if is_hovered(option) else colours.surface))
        painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
        inner = box.adjusted(Space.L, Space.S, -Space.L, -Space.S)
        facts = "  ·  ".join(facts_of(lesson))
        painter.setFont(sized(option.font, 13))
        painter.setPen(QColor(colours.warning if lesson.is_unfinished else colours.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, facts)
        width = inner.width() - QFontMetrics(painter.font()).horizontalAdvance(facts) - Space.XL
        painter.setPen(QColor(colours.muted))
        about = " ".join((lesson.description or "").split())
        unnamed = QCoreApplication.translate("LessonDelegate", "Untitled")
        title_height = 26 if about else inner.height()
        painter.drawText(
            QRectF(inner.left(), inner.top() + 27, width, 24),
            middle,
            elided(painter, about, width),
        )
        painter.setPen(QColor(colours.text))
        painter.setFont(sized(option.font, Type.STRONG, bold=True))
        painter.drawText(
            QRectF(inner.left(), inner.top(), width, title_height),
            middle,
            elided(painter, lesson.title.strip() or unnamed, width),
        )
