"""Paints a cell of the grid."""

from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.gui.board.matrix_model import HEAD_ROLE, MARK_ROLE, Mark
from classroom_app.gui.board.signs import draw_mark, draw_sign, ground_of, tone_of
from classroom_app.gui.board.student_row import Sign, StudentRow
from classroom_app.gui.board.visit_sign import SIGN_GAP, SIGN_SIDE, draw_visit_sign, sign_place
from classroom_app.gui.board.wording import behind_text, sign_word
from classroom_app.gui.kit.cell import box_of, draw_ground
from classroom_app.gui.kit.drawing import elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Colours, Space, Type

MARK_SIDE = 20
# States that are also written out; the grid itself shows the shapes of the others.
_SAID = (Sign.HELP, Sign.STUCK, Sign.LOST, Sign.ARRIVING, Sign.ABSENT)


@lru_cache(maxsize=64)
def _drawn(mark: Mark, colours: Colours, scale: float) -> QPixmap:
    """Return a shape, drawn once: a grid shows the same few shapes a thousand times.

    The cache holds the seven shapes in both palettes, at the scales of four screens.
    """
    picture = QPixmap(round(MARK_SIDE * scale), round(MARK_SIDE * scale))
    picture.setDevicePixelRatio(scale)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    draw_mark(painter, QRectF(0, 0, MARK_SIDE, MARK_SIDE), mark, colours)
    painter.end()
    return picture


class MatrixDelegate(RowDelegate[StudentRow]):
    """The name with its sign in the first column, a shape in the other columns."""

    row_type = StudentRow
    smooth = False

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: StudentRow,
        colours: Colours,
    ) -> None:
        """Draw one cell; an absent student has only the name."""
        ground = ground_of(row.sign, colours)
        if ground is None and _is_current(index):
            ground = QColor(colours.accent_soft)
        draw_ground(painter, option, colours, ground)
        box = box_of(option)
        if index.column() == 0:
            _draw_student(painter, box, option.font, row, colours)
        else:
            if row.sign is Sign.ABSENT:
                return
            mark = Mark(index.data(MARK_ROLE))  # Qt returns it as plain text
            scale = painter.device().devicePixelRatio()
            corner = box.center() - QPointF(MARK_SIDE / 2, MARK_SIDE / 2)
            painter.drawPixmap(corner, _drawn(mark, colours, scale))


def _draw_student(
    painter: QPainter, box: QRectF, font: QFont, row: StudentRow, colours: Colours
) -> None:
    """Draw the sign, the name, and at the right the state in a word."""
    shape = QRectF(box.left() + Space.S, box.center().y() - 9, 18, 18)
    draw_sign(painter, shape, row.sign, colours)
    middle = Qt.AlignmentFlag.AlignVCenter
    text = box.adjusted(Space.S + 26, 0, -Space.M, 0)
    if row.unvisited_min is not None:
        draw_visit_sign(painter, sign_place(text.right(), text.center().y()), colours)
        text.setRight(text.right() - SIGN_SIDE - SIGN_GAP)
    bold = QFontMetrics(sized(font, Type.BODY, bold=True))
    painter.setFont(sized(font, Type.CAPTION))
    is_toned = row.sign in _SAID and row.sign is not Sign.ABSENT
    painter.setPen(tone_of(row.sign, colours) if is_toned else QColor(colours.muted))
    room = text.width() - bold.horizontalAdvance(row.name) - Space.S
    state = _state(row, painter.fontMetrics(), room)
    painter.drawText(text, middle | Qt.AlignmentFlag.AlignRight, state)
    text.setRight(text.right() - QFontMetrics(painter.font()).horizontalAdvance(state) - Space.S)
    painter.setFont(sized(font, Type.BODY, bold=True))
    painter.setPen(QColor(colours.muted if row.sign is Sign.ABSENT else colours.text))
    name = elided(painter, row.name, text.width())
    painter.drawText(text, middle, name)


def visit_sign_place(cell: QRect) -> QRect:
    """Return the rectangle of the sign for a missing visit, in a cell of the first column."""
    return sign_place(cell.x() + cell.width() - Space.M, cell.y() + cell.height() / 2).toRect()


def _state(row: StudentRow, metrics: QFontMetrics, room: float) -> str:
    """Return the state, in as many words as fit beside the name in `room` pixels."""
    behind, time = behind_text(row), clock_text(row.seconds)
    word = sign_word(row.sign) if row.sign in _SAID else ""
    for parts in ((behind, f"{word} {time}".strip()), (behind, time)):
        state = " · ".join(part for part in parts if part)
        if metrics.horizontalAdvance(state) <= room:
            return state
    return time


def _is_current(index: Index) -> bool:
    head = index.model().headerData(index.column(), Qt.Orientation.Horizontal, HEAD_ROLE)
    return index.column() > 0 and head is True
