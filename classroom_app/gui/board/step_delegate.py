"""Paints the list of steps."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.gui.board.signs import draw_sign
from classroom_app.gui.board.step_model import StepPhase, StepRow
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.kit.cell import box_of, has_focus, is_hovered, is_selected
from classroom_app.gui.kit.drawing import draw_bar, elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.theme.tokens import Colours, Radius, Space, Type

HEIGHT = 60
# Below this width there is no room for titles: only the number, and the count below it.
SLIM = 120


class StepDelegate(RowDelegate[StepRow]):
    """A number or a check mark, the title, a bar with the count."""

    row_type = StepRow
    height = HEIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Ask for no width: a step takes that of the list, and its title is elided."""
        return QSize(0, HEIGHT)

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        step: StepRow,
        colours: Colours,
    ) -> None:
        """Draw one step."""
        whole = box_of(option)
        side = Space.S if whole.width() >= SLIM else 2
        box = whole.adjusted(side, 2, -side, -2)
        _draw_ground(painter, box, option, step, colours)
        font = option.font
        if box.width() < SLIM:
            _draw_slim(painter, box, step, colours, font)
            return
        badge = QRectF(box.left() + 10, box.top() + 8, 26, 26)
        _draw_badge(painter, badge, step, colours, sized(font, 13, bold=True))
        text = QRectF(badge.right() + 10, box.top() + 6, box.right() - badge.right() - 22, 22)
        is_current = step.phase is StepPhase.CURRENT
        painter.setFont(sized(font, Type.BODY, bold=is_current))
        painter.setPen(QColor(colours.muted if step.phase is StepPhase.AHEAD else colours.text))
        title = elided(painter, step.title, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        _draw_count(painter, text.translated(0, 23), step, colours, sized(font, Type.CAPTION))


def _draw_slim(
    painter: QPainter, box: QRectF, step: StepRow, colours: Colours, font: QFont
) -> None:
    badge = QRectF(box.center().x() - 13, box.top() + 6, 26, 26)
    _draw_badge(painter, badge, step, colours, sized(font, 13, bold=True))
    if step.phase is not StepPhase.AHEAD or step.done:
        painter.setFont(sized(font, Type.CAPTION))
        painter.setPen(QColor(colours.muted))
        below = QRectF(
            box.left(), badge.bottom() + 1, box.width(), box.bottom() - badge.bottom() - 1
        )
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, f"{step.done}/{step.total}")


def _draw_ground(
    painter: QPainter, box: QRectF, option: QStyleOptionViewItem, step: StepRow, colours: Colours
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    ground = None
    if step.phase is StepPhase.CURRENT:
        ground = colours.accent_soft
    elif is_hovered(option) or is_selected(option):
        ground = colours.raised
    if ground is not None:
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)
    if has_focus(option):
        painter.setPen(QPen(QColor(colours.accent), 1.5))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inner = box.adjusted(1, 1, -1, -1)
        painter.drawRoundedRect(inner, Radius.MEDIUM, Radius.MEDIUM)


def _draw_badge(
    painter: QPainter, badge: QRectF, step: StepRow, colours: Colours, font: QFont
) -> None:
    if step.phase is StepPhase.PAST and 0 < step.total <= step.done:
        draw_sign(painter, badge.adjusted(-5, -5, 5, 5), Sign.DONE, colours)
        return
    is_current = step.phase is StepPhase.CURRENT
    painter.setPen(Qt.PenStyle.NoPen if is_current else QPen(QColor(colours.border_strong), 1.25))
    painter.setBrush(QColor(colours.accent) if is_current else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(badge)
    painter.setFont(font)
    painter.setPen(QColor(colours.on_accent if is_current else colours.muted))
    painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(step.number))


def _draw_count(
    painter: QPainter, line: QRectF, step: StepRow, colours: Colours, font: QFont
) -> None:
    painter.setFont(font)
    painter.setPen(QColor(colours.muted))
    count = f"{step.done}/{step.total}"
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if step.phase is StepPhase.AHEAD and not step.done:
        return
    painter.drawText(line, right, count)
    width = line.width() - QFontMetrics(painter.font()).horizontalAdvance("000/000") - 6
    part = step.done / step.total if step.total else 0.0
    bar = QRectF(line.left(), line.center().y() - 2.5, width, 5)
    draw_bar(painter, bar, part, colours, "done" if part >= 1 else "accent")
