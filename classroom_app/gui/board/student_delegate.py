"""Paints the table of students."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from classroom_app.gui.board.signs import draw_sign, ground_of, tone_of
from classroom_app.gui.board.student_model import Column
from classroom_app.gui.board.student_row import Sign, StudentRow
from classroom_app.gui.board.wording import behind_text, place_text, state_word
from classroom_app.gui.kit.cell import box_of, draw_ground
from classroom_app.gui.kit.drawing import draw_bar, elided, sized
from classroom_app.gui.kit.roles import Index
from classroom_app.gui.kit.row_delegate import RowDelegate
from classroom_app.gui.kit.texts import clock_text
from classroom_app.gui.theme.tokens import Colours, Size, Space, Type

_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight | _MIDDLE


class StudentDelegate(RowDelegate[StudentRow]):
    """Paints all columns: the column determines what is drawn of the row."""

    row_type = StudentRow
    height = Size.ROW
    smooth = False

    def draw(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        row: StudentRow,
        colours: Colours,
    ) -> None:
        """Draw one cell."""
        draw_ground(painter, option, colours, ground_of(row.sign, colours))
        box = box_of(option).adjusted(Space.S, 0, -Space.S, 0)
        painter.setFont(sized(option.font, Type.BODY))
        painter.setPen(QColor(colours.text))
        match index.column():
            case Column.STATE:
                _draw_state(painter, box, row, colours)
            case Column.NAME:
                if row.sign is Sign.ABSENT:
                    painter.setPen(QColor(colours.muted))
                _draw_name(painter, box, row)
            case Column.PROGRESS if row.sign is Sign.ABSENT:
                pass
            case Column.PROGRESS:
                _draw_progress(painter, box, row, colours)
            case Column.PLACE:
                _draw_place(painter, box, row, colours)
            case _:
                painter.setPen(_time_tone(row, colours))
                painter.drawText(box, _RIGHT, clock_text(row.seconds))


def _draw_state(painter: QPainter, box: QRectF, row: StudentRow, colours: Colours) -> None:
    shape = QRectF(box.left(), box.center().y() - 10, 20, 20)
    draw_sign(painter, shape, row.sign, colours)
    painter.setPen(tone_of(row.sign, colours))
    painter.setFont(sized(painter.font(), 13, bold=row.sign in (Sign.HELP, Sign.STUCK)))
    text = box.adjusted(27, 0, 0, 0)
    painter.drawText(text, _LEFT, elided(painter, state_word(row), text.width()))


def _draw_name(painter: QPainter, box: QRectF, row: StudentRow) -> None:
    painter.setFont(sized(painter.font(), 15, bold=True))
    painter.drawText(box, _LEFT, elided(painter, row.name, box.width()))


def _draw_progress(painter: QPainter, box: QRectF, row: StudentRow, colours: Colours) -> None:
    count = f"{row.done}/{row.total}"
    painter.setFont(sized(painter.font(), 13))
    painter.setPen(QColor(colours.muted))
    painter.drawText(box, _RIGHT, count)
    width = box.width() - QFontMetrics(painter.font()).horizontalAdvance("00/00") - Space.S
    if width > 20:
        bar = QRectF(box.left(), box.center().y() - 3, width, 6)
        part = row.done / row.total if row.total else 0.0
        draw_bar(painter, bar, part, colours, "done" if part >= 1 else "accent")


def _draw_place(painter: QPainter, box: QRectF, row: StudentRow, colours: Colours) -> None:
    painter.setFont(sized(painter.font(), 13))
    painter.setPen(QColor(colours.muted))
    behind = behind_text(row)
    width = box.width()
    if behind:
        painter.save()
        painter.setFont(sized(painter.font(), Type.CAPTION, bold=True))
        chip_width = QFontMetrics(painter.font()).horizontalAdvance(behind) + 12
        chip = QRectF(box.right() - chip_width, box.center().y() - 10, chip_width, 20)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.warning_soft))
        painter.drawRoundedRect(chip, 6, 6)
        painter.setPen(QColor(colours.warning))
        painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, behind)
        painter.restore()
        width -= chip_width + 4
    painter.drawText(box, _LEFT, elided(painter, place_text(row), width))


def _time_tone(row: StudentRow, colours: Colours) -> QColor:
    if row.sign in (Sign.HELP, Sign.STUCK):
        return tone_of(row.sign, colours)
    return QColor(colours.muted)
