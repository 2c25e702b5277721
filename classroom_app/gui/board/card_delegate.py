"""Paints a student as a card."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.gui.board.signs import draw_sign, ground_of, tone_of
from classroom_app.gui.board.student_row import Sign, StudentRow
from classroom_app.gui.board.visit_sign import SIGN_GAP, SIGN_SIDE, draw_visit_sign, sign_place
from classroom_app.gui.board.wording import behind_text, state_word
from classroom_app.gui.kit.cell import box_of, is_hovered, is_selected
from classroom_app.gui.kit.drawing import draw_bar, elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Colours, Radius, Space, Type

CARD = QSize(140, 72)


class CardDelegate(RowDelegate[StudentRow]):
    """The name, the steps done, the sign with its word, the time, a bar.

    `size` is that of a card, `scale` the factor by which everything on it is enlarged.
    """

    row_type = StudentRow
    size = CARD
    scale = 1.0

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: StudentRow,
        colours: Colours,
    ) -> None:
        """Draw one card, scaled as a whole."""
        whole = box_of(option)
        painter.translate(whole.topLeft())
        painter.scale(self.scale, self.scale)
        size = whole.size() / self.scale
        box = QRectF(0, 0, size.width(), size.height()).adjusted(4, 4, -4, -4)
        _draw_ground(painter, box, option, row, colours)
        inner = box.adjusted(10, 5, -10, -Space.S)
        font = option.font
        painter.setFont(sized(font, 15, bold=True))
        is_absent = row.sign is Sign.ABSENT
        quiet = row.is_offline or row.sign is Sign.ARRIVING or is_absent
        painter.setPen(QColor(colours.muted if quiet else colours.text))
        line = QRectF(inner.left(), inner.top(), inner.width(), 22)
        middle = Qt.AlignmentFlag.AlignVCenter
        if row.unvisited_min is not None:
            draw_visit_sign(painter, sign_place(line.right(), line.center().y()), colours)
            line.setRight(line.right() - SIGN_SIDE - SIGN_GAP)
        count = "" if is_absent else f"{behind_text(row)}  {row.done}/{row.total}".strip()
        small = QFontMetrics(sized(font, Type.CAPTION))
        room = line.width() - 6 - small.horizontalAdvance(count)
        if painter.fontMetrics().horizontalAdvance(row.name) > room:  # the bar shows it too
            count = behind_text(row)
            room = line.width() - 6 - small.horizontalAdvance(count)
        painter.drawText(line, middle, elided(painter, row.name, room))
        painter.setFont(sized(font, Type.CAPTION))
        painter.setPen(QColor(colours.muted))
        painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, count)
        state = QRectF(inner.left(), inner.top() + 22, inner.width(), 22)
        _draw_state(painter, state, row, colours, font)
        if is_absent:
            return
        bar = QRectF(inner.left(), inner.bottom() - 4, inner.width(), 4)
        part = row.done / row.total if row.total else 0.0
        draw_bar(painter, bar, part, colours, "done" if part >= 1 else "accent")

    def visit_sign_place(self, cell: QRect) -> QRect:
        """Return the rectangle of the sign for a missing visit, on the card in this cell."""
        place = sign_place(cell.width() / self.scale - 14, 20)
        corner = place.topLeft() * self.scale
        side = round(SIGN_SIDE * self.scale)
        return QRect(cell.topLeft() + corner.toPoint(), QSize(side, side))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the same size for every card."""
        return self.size


def _draw_ground(
    painter: QPainter,
    box: QRectF,
    option: QStyleOptionViewItem,
    row: StudentRow,
    colours: Colours,
) -> None:
    edge = QColor(colours.border)
    if row.sign in (Sign.HELP, Sign.STUCK):
        edge = tone_of(row.sign, colours)
    if is_selected(option):
        edge = QColor(colours.accent)
    elif is_hovered(option):
        edge = QColor(colours.border_strong)
    painter.setPen(QPen(edge, 2 if is_selected(option) else 1))
    painter.setBrush(ground_of(row.sign, colours) or QColor(colours.surface))
    if row.sign is Sign.ABSENT:  # an empty seat
        painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, Radius.MEDIUM, Radius.MEDIUM)


def _draw_state(
    painter: QPainter, line: QRectF, row: StudentRow, colours: Colours, font: QFont
) -> None:
    draw_sign(painter, QRectF(line.left() - 1, line.top() + 3, 18, 18), row.sign, colours)
    painter.setFont(sized(font, Type.CAPTION))
    painter.setPen(QColor(colours.warning) if row.is_new_phone else tone_of(row.sign, colours))
    # An absent person's number, which they may ask for, is here, where no long name displaces it.
    time = str(row.number) if row.sign is Sign.ABSENT else clock_text(row.seconds)
    time_width = QFontMetrics(painter.font()).horizontalAdvance(time) + 4
    text = line.adjusted(23, 0, -time_width, 0)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.drawText(text, middle, elided(painter, state_word(row), text.width()))
    painter.setPen(QColor(colours.muted))
    painter.setFont(sized(painter.font(), Type.CAPTION))
    painter.drawText(line, middle | Qt.AlignmentFlag.AlignRight, time)
