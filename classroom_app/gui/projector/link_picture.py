"""A drawing of what a phone shows after scanning: the link to tap."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.theme.tokens import colours_of


class LinkPicture(QWidget):
    """A phone's camera with a link at the bottom and a finger on it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._link, self._height = "", 40
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def resize_to(self, height: int) -> None:
        """Change the height."""
        self._height = height
        self.updateGeometry()

    def show_link(self, link: str) -> None:
        """Show this address on the drawn phone."""
        self._link = link
        self.setAccessibleName(link)
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the drawing."""
        return QSize(self._height * 4, self._height)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the link as a pill, and the ring of a finger that taps it."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        height = self.height() * 0.72
        font = sized(self.font(), max(12, round(height * 0.4)), bold=True)
        while (
            QFontMetrics(font).horizontalAdvance(self._link) > self.width() * 0.78
            and font.pixelSize() > 10
        ):
            font.setPixelSize(font.pixelSize() - 1)
        width = QFontMetrics(font).horizontalAdvance(self._link) + height
        pill = QRectF((self.width() - width) / 2, 2, width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(pill, height / 2, height / 2)
        painter.setFont(font)
        painter.setPen(QColor(colours.on_accent))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._link)
        touch = QPointF(pill.right() - height * 0.7, pill.bottom() - 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for reach, strength in ((0.16, 255), (0.3, 130)):
            tone = QColor(colours.text)
            tone.setAlpha(strength)
            painter.setPen(QPen(tone, 2.5))
            painter.drawEllipse(touch, height * reach, height * reach)
