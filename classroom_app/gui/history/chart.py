"""A chart over numbered places: axes, grid, bars, boxes and labels, for screen or paper."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from classroom_app.gui.theme.tokens import Colours, Space, Type

BOTTOM = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom
BESIDE = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_LEFT = 48.0
_TICK = 4.0
_GRID_ALPHA = 46
_THIN, _LINE, _THICK = 1.25, 1.5, 3.0
_LOWEST_BOX = 3.0


class Shape(Protocol):
    """Something in a chart; `at` maps a place and a value to a point."""

    def paint(self, painter: QPainter, at: "At", colours: Colours) -> None:
        """Paint it; pen and brush need not be restored."""


At = Callable[[float, float], QPointF]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from 0 up to `value`; `tone` names an attribute of `Colours`."""

    place: float
    value: float
    width: float
    tone: str
    hatched: bool = False

    def paint(self, painter: QPainter, at: At, colours: Colours) -> None:
        """Paint it."""
        colour = QColor(getattr(colours, self.tone))
        painter.setPen(QPen(colour, _THIN))
        painter.setBrush(
            QBrush(colour, Qt.BrushStyle.BDiagPattern) if self.hatched else QBrush(colour)
        )
        half = self.width / 2
        painter.drawRect(
            QRectF(at(self.place - half, self.value), at(self.place + half, 0)).normalized()
        )


@dataclass(frozen=True, slots=True)
class Box:
    """A box plot; `spread` is the minimum, lower quartile, median, upper quartile and maximum."""

    place: float
    spread: tuple[float, float, float, float, float]
    width: float

    def paint(self, painter: QPainter, at: At, colours: Colours) -> None:
        """Paint it; a box without height is drawn `_LOWEST_BOX` high."""
        least, lower, median, upper, most = (at(self.place, value) for value in self.spread)
        half = at(self.place + self.width / 2, 0).x() - lower.x()
        box = QRectF(lower.x() - half, upper.y(), 2 * half, lower.y() - upper.y())
        if box.height() < _LOWEST_BOX:
            missing = (_LOWEST_BOX - box.height()) / 2
            box.adjust(0, -missing, 0, missing)
        painter.setPen(QPen(QColor(colours.accent), _LINE))
        painter.setBrush(QBrush(QColor(colours.accent_soft)))
        for end, edge in ((least, box.bottom()), (most, box.top())):
            if abs(end.y() - edge) > 1:
                painter.drawLine(end, QPointF(end.x(), edge))
                painter.drawLine(end - QPointF(half / 2, 0), end + QPointF(half / 2, 0))
        painter.drawRect(box)
        painter.setPen(QPen(QColor(colours.text), _THICK, c=Qt.PenCapStyle.FlatCap))
        painter.drawLine(QLineF(median - QPointF(half, 0), median + QPointF(half, 0)))


@dataclass(frozen=True, slots=True)
class Word:
    """A label above a point, or beside it (`BESIDE`); omitted if wider than `room` places."""

    text: str
    place: float
    value: float
    room: float
    tone: str = "text"
    where: Qt.AlignmentFlag = BOTTOM

    def paint(self, painter: QPainter, at: At, colours: Colours) -> None:
        """Paint it."""
        size = painter.fontMetrics().size(0, self.text)
        room = at(self.place + self.room, 0).x() - at(self.place, 0).x()
        if size.width() > room:
            return
        point = at(self.place, self.value)
        if self.where == BESIDE:
            area = QRectF(point.x(), point.y() - size.height() / 2, room, size.height())
        else:
            area = QRectF(point.x() - room / 2, point.y() - size.height() - 2, room, size.height())
        painter.setPen(QColor(getattr(colours, self.tone)))
        painter.drawText(area, self.where, self.text)


@dataclass(slots=True)
class Chart:
    """A chart of places 1 to `places` and values 0 to `highest`, which must be greater than 0."""

    places: int
    highest: float
    ticks: list[tuple[float, str]]
    shapes: list[Shape] = field(default_factory=list)

    def paint(self, painter: QPainter, area: QRectF, colours: Colours, font: QFont) -> None:
        """Paint it into `area`."""
        font = QFont(font)
        font.setPixelSize(Type.CAPTION)
        line = QFontMetricsF(font).height()
        inner = area.adjusted(_LEFT, Space.XS, -Space.XS, -(line + _TICK + Space.XS))

        def at(place: float, value: float) -> QPointF:
            across = (place - 0.4) / (max(self.places, 1) + 0.2)
            up = value / self.highest
            return QPointF(
                inner.left() + across * inner.width(), inner.bottom() - up * inner.height()
            )

        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(area, QColor(colours.surface))
        painter.setFont(font)
        self._paint_values(painter, inner, at, colours)
        for shape in self.shapes:
            shape.paint(painter, at, colours)
        self._paint_places(painter, inner, at, colours)
        painter.restore()

    def _paint_values(self, painter: QPainter, inner: QRectF, at: At, colours: Colours) -> None:
        grid = QColor(colours.border_strong)
        grid.setAlpha(_GRID_ALPHA)
        height = painter.fontMetrics().height()
        for value, text in self.ticks:
            y = at(0, value).y()
            painter.setPen(grid)
            painter.drawLine(QPointF(inner.left(), y), QPointF(inner.right(), y))
            painter.setPen(QColor(colours.muted))
            room = QRectF(inner.left() - _LEFT, y - height / 2, _LEFT - 2 * _TICK, height)
            painter.drawText(
                room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text
            )

    def _paint_places(self, painter: QPainter, inner: QRectF, at: At, colours: Colours) -> None:
        widest = painter.fontMetrics().horizontalAdvance(str(self.places)) + Space.S
        apart = at(1, 0).x() - at(0, 0).x()
        every = max(1, -(-widest // max(round(apart), 1)))
        height = painter.fontMetrics().height()
        for place in range(1, self.places + 1, every):
            x = at(place, 0).x()
            painter.setPen(QColor(colours.border_strong))
            painter.drawLine(QPointF(x, inner.bottom()), QPointF(x, inner.bottom() + _TICK))
            painter.setPen(QColor(colours.muted))
            room = QRectF(x - widest, inner.bottom() + _TICK, 2 * widest, height)
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, str(place))
        painter.setPen(QColor(colours.border_strong))
        painter.drawLine(inner.topLeft(), inner.bottomLeft())
        painter.drawLine(inner.bottomLeft(), inner.bottomRight())
