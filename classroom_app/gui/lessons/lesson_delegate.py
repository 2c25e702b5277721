"""Paints a lesson in the list."""

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from classroom_app.application.lesson_library import LessonSummary
from classroom_app.gui.kit.cell import box_of, is_hovered, is_selected
from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.kit.roles import ROW_ROLE
from classroom_app.gui.lessons.lesson_list_model import facts_of
from classroom_app.gui.theme.tokens import Radius, Space, Type, colours_of

HEIGHT = 76


class LessonDelegate(QStyledItemDelegate):
    """The title, how many steps, the language, the description, whether it is unfinished."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw one lesson."""
        lesson = index.data(ROW_ROLE)
        if not isinstance(lesson, LessonSummary):
            return
        colours = colours_of(option.palette)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = box_of(option).adjusted(2, 4, -2, -4)
        edge = colours.accent if is_selected(option) else colours.border
        painter.setPen(QPen(QColor(edge), 1.5 if is_selected(option) else 1))
        painter.setBrush(QColor(colours.raised if is_hovered(option) else colours.surface))
        painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
        inner = box.adjusted(Space.L, Space.S, -Space.L, -Space.S)
        facts = "  ·  ".join(facts_of(lesson))
        painter.setFont(sized(option.font, 13))
        painter.setPen(QColor(colours.waiting if lesson.is_unfinished else colours.muted))
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
            _elided(painter, about, width),
        )
        painter.setPen(QColor(colours.text))
        painter.setFont(sized(option.font, Type.STRONG, bold=True))
        painter.drawText(
            QRectF(inner.left(), inner.top(), width, title_height),
            middle,
            _elided(painter, lesson.title.strip() or unnamed, width),
        )
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the same height for every lesson."""
        return QSize(super().sizeHint(option, index).width(), HEIGHT)


def _elided(painter: QPainter, text: str, width: float) -> str:
    metrics = QFontMetrics(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
