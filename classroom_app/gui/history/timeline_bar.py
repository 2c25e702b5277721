"""The slider over a whole class, with its steps, pauses and help requests."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.theme.tokens import Radius, Type, colours_of

HEIGHT = 58
_LANE = QRectF(0, 16, 0, 26)
_SIDE = 10
_PAGES, _STEPS = 20, 200


@dataclass(frozen=True, slots=True)
class Band:
    """A step, or a pause if `label` is empty; `since` and `until` are fractions of the class."""

    since: float
    until: float
    label: str


class TimelineBar(QSlider):
    """A slider over the class in milliseconds, painted with bands and marks."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("timelineBar")
        self.setMinimumHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._bands: Sequence[Band] = ()
        self._marks: Sequence[float] = ()
        self.stops: Sequence[int] = ()

    def show_class(
        self, length_ms: int, bands: Sequence[Band], marks: Sequence[float], stops: Sequence[int]
    ) -> None:
        """Show another class.

        `marks`, one per help request, are fractions of the class; `stops` are the moments in
        milliseconds that Ctrl with an arrow key jumps to.
        """
        self._bands, self._marks, self.stops = bands, marks, stops
        self.setRange(0, max(length_ms, 1))
        self.setSingleStep(max(length_ms // _STEPS, 1_000))
        self.setPageStep(max(length_ms // _PAGES, 5_000))
        self.update()

    def jump(self, forward: bool) -> None:
        """Go to the next stop or the previous one, or to the end or start if there is none."""
        value = self.value()
        if forward:
            self.setValue(min((s for s in self.stops if s > value), default=self.maximum()))
        else:
            self.setValue(max((s for s in self.stops if s < value), default=0))

    def sizeHint(self) -> QSize:
        """Return a wide default; the size policy expands further."""
        return QSize(600, HEIGHT)

    def event(self, qevent: QEvent) -> bool:
        """Reserve Ctrl with an arrow key, a shortcut that would control the open class."""
        is_shortcut = qevent.type() == QEvent.Type.ShortcutOverride
        if is_shortcut and isinstance(qevent, QKeyEvent):
            jumps = qevent.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
            if jumps and qevent.modifiers() & Qt.KeyboardModifier.ControlModifier:
                qevent.accept()
                return True
        return super().event(qevent)

    def keyPressEvent(self, qevent: QKeyEvent) -> None:
        """Jump with Ctrl and an arrow key; leave the other keys to the slider."""
        keys = (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if qevent.modifiers() & Qt.KeyboardModifier.ControlModifier and qevent.key() in keys:
            self.jump(qevent.key() == Qt.Key.Key_Right)
        else:
            super().keyPressEvent(qevent)

    def mousePressEvent(self, qevent: QMouseEvent) -> None:
        """Move the handle to the pointer."""
        if qevent.button() is Qt.MouseButton.LeftButton:
            self._go(qevent.position())

    def mouseMoveEvent(self, qevent: QMouseEvent) -> None:
        """Follow the pointer."""
        if qevent.buttons() & Qt.MouseButton.LeftButton:
            self._go(qevent.position())

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw steps, pauses, help requests and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = colours_of(self.palette())
        lane = QRectF(_SIDE, _LANE.top(), self.width() - 2 * _SIDE, _LANE.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(lane, Radius.SMALL, Radius.SMALL)
        painter.setFont(sized(self.font(), Type.CAPTION, bold=True))
        for band in self._bands:
            self._draw_band(painter, lane, band)
        painter.setPen(QPen(QColor(colours.alarm), 2))
        for mark in self._marks:
            x = lane.left() + mark * lane.width()
            painter.drawLine(QPointF(x, lane.bottom() + 4), QPointF(x, lane.bottom() + 11))
        self._draw_handle(painter, lane)

    def _draw_band(self, painter: QPainter, lane: QRectF, band: Band) -> None:
        colours = colours_of(self.palette())
        left = lane.left() + band.since * lane.width()
        box = QRectF(left, lane.top(), (band.until - band.since) * lane.width(), lane.height())
        if not band.label:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.warning_soft))
            painter.drawRect(box)
            painter.setBrush(QBrush(QColor(colours.warning), Qt.BrushStyle.BDiagPattern))
            painter.drawRect(box)
            return
        painter.setPen(QPen(QColor(colours.surface), 1.5))
        painter.setBrush(QColor(colours.accent_soft))
        painter.drawRoundedRect(box, 4, 4)
        if box.width() > painter.fontMetrics().horizontalAdvance(band.label) + 6:
            painter.setPen(QColor(colours.accent))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, band.label)

    def _draw_handle(self, painter: QPainter, lane: QRectF) -> None:
        colours = colours_of(self.palette())
        share = self.value() / max(self.maximum(), 1)
        x = lane.left() + share * lane.width()
        painter.setPen(QPen(QColor(colours.text), 2))
        painter.drawLine(QPointF(x, lane.top() - 6), QPointF(x, lane.bottom() + 6))
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent if self.hasFocus() else colours.text))
        painter.drawEllipse(QPointF(x, lane.top() - 6), 8, 8)

    def _go(self, at: QPointF) -> None:
        share = (at.x() - _SIDE) / max(self.width() - 2 * _SIDE, 1)
        self.setValue(round(min(max(share, 0.0), 1.0) * self.maximum()))
