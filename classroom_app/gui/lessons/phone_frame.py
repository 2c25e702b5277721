"""A plain phone, drawn: the frame of the sample lessons' pictures, and for any own screenshot."""

from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

GROUND = "#e8edeb"
BODY = "#2b3330"
KEY = "#4a544f"
# Of the screen's width.
_EDGE, _MARGIN, _CORNER = 0.022, 0.014, 0.07


@dataclass(frozen=True, slots=True)
class PhoneShape:
    """Where the parts of a phone are whose screen has this place and size, in the same unit."""

    screen: QRectF

    @property
    def edge(self) -> float:
        """The width of the body around the screen."""
        return self.screen.width() * _EDGE

    @property
    def margin(self) -> float:
        """How much of the ground is left around the body."""
        return self.screen.width() * _MARGIN

    @property
    def corner(self) -> float:
        """The radius of the screen's corners."""
        return self.screen.width() * _CORNER

    @property
    def body(self) -> QRectF:
        """The phone without its keys."""
        return self.screen.adjusted(-self.edge, -self.edge, self.edge, self.edge)

    @property
    def volume_key(self) -> QRectF:
        """The long key on the right side."""
        return self._key(0.24, 0.3)

    @property
    def power_key(self) -> QRectF:
        """The short key below it."""
        return self._key(0.6, 0.17)

    def _key(self, top: float, length: float) -> QRectF:
        """Return a key by its place and length in widths of the screen, from the body's top."""
        width = self.screen.width()
        at = QPointF(self.body.right() - self.edge / 2, self.body.top() + top * width)
        return QRectF(at.x(), at.y(), self.edge / 2 + self.margin * 0.7, length * width)


def draw_body(painter: QPainter, shape: PhoneShape) -> None:
    """Draw the phone; its screen is drawn over it, inside `screen_path`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(KEY))
    for key in (shape.volume_key, shape.power_key):
        painter.drawRoundedRect(key, shape.margin / 2, shape.margin / 2)
    painter.setBrush(QColor(BODY))
    corner = shape.corner + shape.edge
    painter.drawRoundedRect(shape.body, corner, corner)


def screen_path(shape: PhoneShape) -> QPainterPath:
    """Return the outline of the screen."""
    path = QPainterPath()
    path.addRoundedRect(shape.screen, shape.corner, shape.corner)
    return path


def framed(screenshot: QImage) -> tuple[QImage, QRectF]:
    """Return a screenshot as a phone shows it, and which part of the new picture it fills (0 to 1).

    Nothing of it is scaled; the corners are rounded. Blocks for some milliseconds.
    """
    around = round(screenshot.width() * (_EDGE + _MARGIN))
    size = screenshot.size().grownBy(QMargins(around, around, around, around))
    shape = PhoneShape(QRectF(around, around, screenshot.width(), screenshot.height()))
    result = QImage(size, QImage.Format.Format_RGB32)
    result.fill(QColor(GROUND))
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_body(painter, shape)
    painter.setClipPath(screen_path(shape))
    painter.fillRect(shape.screen, Qt.GlobalColor.white)  # below what is transparent
    painter.drawImage(QPointF(around, around), screenshot)
    painter.end()
    part = QRectF(
        around / size.width(),
        around / size.height(),
        screenshot.width() / size.width(),
        screenshot.height() / size.height(),
    )
    return result, part
