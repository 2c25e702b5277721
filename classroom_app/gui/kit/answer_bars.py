"""Bars that show how often each of a few answers was given, or the answers alone."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.gui.kit.drawing import draw_bar, sized
from classroom_app.gui.theme.tokens import Space, Type, colours_of

_SMALLEST = 12
_STEP = 0.94
# Shares of the width: for an answer's text, and at most for the numbers.
_TEXT_SHARE, _NUMBERS_SHARE = 0.38, 0.2
_THICKEST = 0.06  # of its length, so that a small share looks small
_MOST = "000 · 100%"
_ROW = 26


@dataclass(frozen=True, slots=True)
class AnswerBar:
    """One answer; `share` is its part of all answers, 0 to 1."""

    text: str
    count: int
    share: float

    @property
    def numbers(self) -> str:
        """The count and the share."""
        return f"{self.count} · {self.share:.0%}"


class AnswerBars(QWidget):
    """Rows of text, bar and numbers, or of text alone.

    Rows are as high as in a list, or share the available height (`fill_height`). More than three
    are laid out in two columns if `columns` is 2.
    """

    def __init__(self, parent: QWidget | None = None, *, columns: int = 1) -> None:
        super().__init__(parent)
        self._bars: tuple[AnswerBar, ...] = ()
        self._is_open = False
        self._columns, self._type_px = columns, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def bars(self) -> tuple[AnswerBar, ...]:
        """The bars in the order of the answers."""
        return self._bars

    @property
    def is_open(self) -> bool:
        """Whether bars and numbers are shown, or the text alone."""
        return self._is_open

    def show_bars(self, bars: Sequence[AnswerBar], *, is_open: bool) -> None:
        """Show these answers, with bars and numbers if `is_open`; redrawn only if changed."""
        if (tuple(bars), is_open) == (self._bars, self._is_open):
            return
        is_same_size = len(bars) == len(self._bars)
        self._bars, self._is_open = tuple(bars), is_open
        told = [f"{bar.text}: {bar.numbers}" if is_open else bar.text for bar in bars]
        self.setAccessibleDescription("\n".join(told))
        if not is_same_size:
            self.updateGeometry()
        self.update()

    def fill_height(self, type_px: float) -> None:
        """Fill the available height, with a font of at most `type_px` pixels."""
        self._type_px = type_px
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for the height of a list."""
        return QSize(300, _ROW * self._rows)

    def minimumSizeHint(self) -> QSize:
        """Accept little height where the layout sets it."""
        return QSize(120, _ROW * (1 if self._type_px else self._rows))

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the rows."""
        if not self._bars:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        columns = self._columns if self._rows < len(self._bars) else 1
        width = (self.width() - Space.XL * (columns - 1)) / columns
        height = self.height() / self._rows
        painter.setFont(sized(self.font(), round(self._fitting(painter, width, height)), True))
        for place, bar in enumerate(self._bars):
            column, row = divmod(place, self._rows)
            box = QRectF(column * (width + Space.XL), row * height, width, height)
            self._draw(painter, bar, box)

    @property
    def _rows(self) -> int:
        count = len(self._bars)
        return (count + 1) // 2 if self._columns > 1 and count > 3 else max(1, count)

    def _text_box(self, box: QRectF) -> QRectF:
        share = _TEXT_SHARE if self._is_open else 1.0
        return box.adjusted(0, 0, -box.width() * (1 - share), 0)

    def _fitting(self, painter: QPainter, width: float, height: float) -> float:
        """Return the largest font size, in pixels, in which every answer fits into its row."""
        pixels = self._type_px or Type.BODY
        room = self._text_box(QRectF(0, 0, width, height))
        while pixels > _SMALLEST:
            metrics = QFontMetricsF(sized(self.font(), round(pixels), True), painter.device())
            boxes = [metrics.boundingRect(room, int(_WORDS), bar.text) for bar in self._bars]
            fits = not self._is_open or metrics.horizontalAdvance(_MOST) <= width * _NUMBERS_SHARE
            # Leave a gap between the rows.
            fits &= all(b.height() <= height * 0.92 and b.width() <= room.width() for b in boxes)
            if fits:
                break
            pixels *= _STEP
        return max(pixels, _SMALLEST)

    def _draw(self, painter: QPainter, bar: AnswerBar, box: QRectF) -> None:
        colours = colours_of(self.palette())
        words = self._text_box(box)
        metrics = QFontMetricsF(painter.font(), painter.device())
        painter.setPen(QColor(colours.text))
        fitted = metrics.boundingRect(words, int(_WORDS), bar.text)
        if fitted.height() > words.height() or fitted.width() > words.width():
            line = metrics.elidedText(bar.text, Qt.TextElideMode.ElideRight, words.width())
            painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), line)
        else:
            painter.drawText(words, int(_WORDS), bar.text)
        if not self._is_open:
            return
        gap = metrics.averageCharWidth()
        numbers = metrics.horizontalAdvance(_MOST)
        track = QRectF(words.right() + gap, 0, box.right() - numbers - 2 * gap - words.right(), 0)
        thick = min(box.height() * 0.5, metrics.height(), track.width() * _THICKEST)
        track.setHeight(thick)
        track.moveTop(box.center().y() - thick / 2)
        if track.width() > 0:
            draw_bar(painter, track, bar.share, colours)
        painter.setPen(QColor(colours.text))
        right = QRectF(box.right() - numbers, box.top(), numbers, box.height())
        painter.drawText(right, int(_NUMBERS), bar.numbers)


_WORDS = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
_NUMBERS = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
