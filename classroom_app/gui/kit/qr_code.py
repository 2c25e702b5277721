"""A QR code, drawn dark on white in both schemes so that every phone can read it."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

# Light modules around the code (ISO/IEC 18004): scanners find its edge by them.
_QUIET_ZONE = 4
# Three pixels per module for the longest of our addresses.
LEAST_SIDE = 150


def qr_image(text: str) -> QImage:
    """Return the code with its quiet zone, one pixel per module."""
    import segno  # on demand: no code is shown at the start

    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) + 2 * _QUIET_ZONE
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for y, line in enumerate(matrix):
        for x, module in enumerate(line):
            if module & 1:
                image.setPixelColor(x + _QUIET_ZONE, y + _QUIET_ZONE, QColor("black"))
    return image


def wifi_text(name: str, password: str) -> str:
    """Return the content of a QR code that joins a Wi-Fi network."""
    kind = "WPA" if password else "nopass"
    return f"WIFI:T:{kind};S:{_escaped(name)};P:{_escaped(password)};;"


class QrCode(QWidget):
    """Shows a code as large as there is room for, in whole pixels per module."""

    def __init__(self, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._text, self._image = "", QImage()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        """Show the code for this text; none for an empty text."""
        if text != self._text:
            self._text = text
            self._image = qr_image(text) if text else QImage()
            self.setAccessibleName(text)
            self.update()

    def resize_to(self, side: int) -> None:
        """Change the side length."""
        if side != self._side:
            self._side = side
            self.updateGeometry()
            self.update()

    def shrink(self, pixels: int) -> bool:
        """Shrink by `pixels`, down to what a phone can still read; tell whether that changed it."""
        before = self._side
        self.resize_to(max(LEAST_SIDE, before - pixels))
        return self._side < before

    def sizeHint(self) -> QSize:
        """Return the side both ways."""
        return QSize(self._side, self._side)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the modules sharply on a white card."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor("white"))
        painter.drawRoundedRect(self.rect(), 10, 10)
        if self._image.isNull():
            return
        scale = max(1, min(self.width(), self.height()) // self._image.width())
        side = self._image.width() * scale
        left, top = (self.width() - side) // 2, (self.height() - side) // 2
        painter.drawImage(QRect(left, top, side, side), self._image)


def _escaped(text: str) -> str:
    return "".join(f"\\{letter}" if letter in '\\;,":' else letter for letter in text)
