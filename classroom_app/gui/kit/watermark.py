"""A text across everything, so that nobody takes a rehearsal for a class."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.theme.tokens import colours_of

_ANGLE = -24
_OPACITY = 0.13
# Font size as a share of the parent's shorter side.
_SHARE = 0.2


class Watermark(QWidget):
    """Covers its parent, and lets mouse events through."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("watermark")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._words = ""
        parent.installEventFilter(self)
        self.hide()

    def show_words(self, words: str) -> None:
        """Show this text; hide with an empty one."""
        self._words = words
        self.setVisible(bool(words))
        self._cover()
        self.update()

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Keep covering the whole parent."""
        if qevent.type() == QEvent.Type.Resize:
            self._cover()
        return super().eventFilter(watched, qevent)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the text once, from the lower left to the upper right."""
        painter = QPainter(self)
        painter.setOpacity(_OPACITY)
        painter.setPen(QColor(colours_of(self.palette()).warning))
        side = min(self.width(), self.height())
        painter.setFont(sized(self.font(), max(1, round(side * _SHARE)), bold=True))
        painter.translate(QPointF(self.rect().center()))
        painter.rotate(_ANGLE)
        box = QRectF(-self.width(), -side / 2, 2 * self.width(), side)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()

    def _cover(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.setGeometry(parent.rect())
            self.raise_()
