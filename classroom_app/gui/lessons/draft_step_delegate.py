"""Paints a step in the editor's list of steps."""

from PySide6.QtCore import QCoreApplication, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.gui.kit.cell import box_of, has_focus, is_hovered, is_selected
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.lessons.lesson_steps_model import DraftRow
from classroom_app.gui.theme.icons import pixmap
from classroom_app.gui.theme.tokens import Colours, Radius, Space, Type

HEIGHT = 48
_ICON = 18


class DraftStepDelegate(RowDelegate[DraftRow]):
    """Paints the number and title, and icons for a picture and for a fault."""

    row_type = DraftRow
    height = HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a width of 0: long titles are elided, so the list never scrolls sideways."""
        return QSize(0, HEIGHT)

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: DraftRow,
        colours: Colours,
    ) -> None:
        """Draw one step."""
        box = box_of(option).adjusted(Space.S, 2, -Space.S, -2)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_selected(option) or is_hovered(option):
            painter.setBrush(QColor(colours.accent_soft if is_selected(option) else colours.raised))
            painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
        if has_focus(option):
            painter.setPen(QPen(QColor(colours.accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), Radius.MEDIUM, Radius.MEDIUM)
        number = QRectF(box.left() + Space.S, box.top(), 26, box.height())
        painter.setFont(sized(option.font, 13, bold=True))
        painter.setPen(QColor(colours.accent if is_selected(option) else colours.muted))
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(row.number))
        right = box.right() - Space.M
        for name, tone, shown in (
            ("warning", colours.alarm, row.has_fault),
            ("picture", colours.muted, row.has_picture),
        ):
            if shown:
                right -= _ICON
                scale = painter.device().devicePixelRatio()
                place = QRectF(right, box.center().y() - _ICON / 2, _ICON, _ICON)
                painter.drawPixmap(place.topLeft(), pixmap(name, tone, _ICON, scale))
                right -= Space.XS
        title = QRectF(number.right() + Space.S, box.top(), 0, box.height())
        title.setRight(right - Space.XS)
        painter.setFont(sized(option.font, Type.BODY, bold=is_selected(option)))
        painter.setPen(QColor(colours.text if row.title else colours.muted))
        words = row.title or QCoreApplication.translate("DraftStepDelegate", "Untitled")
        cut = elided(painter, words, title.width())
        painter.drawText(title, Qt.AlignmentFlag.AlignVCenter, cut)
