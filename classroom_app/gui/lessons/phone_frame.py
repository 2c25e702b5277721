"""Draws a plain phone as a frame: for the sample lessons' pictures and any screenshot."""

from dataclasses import dataclass

from PySide6.QtCore import QMargins, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPainterPath

from classroom_app.domain.marks import Area
from classroom_app.gui.lessons.picture_box import png_of

GROUND = "#e8edeb"
BODY = "#2b3330"
KEY = "#4a544f"
# As fractions of the screen's shorter side.
_EDGE, _MARGIN, _CORNER = 0.022, 0.014, 0.07


@dataclass(frozen=True, slots=True)
class PhoneShape:
    """The geometry of a phone, derived from its screen, in the same unit."""

    screen: QRectF

    @property
    def across(self) -> float:
        """The screen's shorter side, which all other sizes derive from."""
        return min(self.screen.width(), self.screen.height())

    @property
    def edge(self) -> float:
        """The width of the body around the screen."""
        return self.across * _EDGE

    @property
    def margin(self) -> float:
        """Width of the background around the body."""
        return self.across * _MARGIN

    @property
    def corner(self) -> float:
        """The radius of the screen's corners."""
        return self.across * _CORNER

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
        """Return a key; `top` (from the top of the body) and `length` are fractions of `across`."""
        across = self.across
        at = QPointF(self.body.right() - self.edge / 2, self.body.top() + top * across)
        return QRectF(at.x(), at.y(), self.edge / 2 + self.margin * 0.7, length * across)


def draw_body(painter: QPainter, shape: PhoneShape) -> None:
    """Draw the phone; the caller then draws the screen over it, inside `screen_path`.

    The keys are drawn only if the screen is higher than wide.
    """
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(KEY))
    if shape.screen.height() > shape.screen.width():
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


def framed(screenshot: QImage) -> tuple[QImage, Area]:
    """Return a screenshot in a phone frame, and which part of the new picture it fills.

    It is not scaled; its corners are rounded. Blocks for some milliseconds.
    """
    across = min(screenshot.width(), screenshot.height())
    around = round(across * (_EDGE + _MARGIN))
    size = screenshot.size().grownBy(QMargins(around, around, around, around))
    shape = PhoneShape(QRectF(around, around, screenshot.width(), screenshot.height()))
    result = QImage(size, QImage.Format.Format_RGB32)
    result.fill(QColor(GROUND))
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    draw_body(painter, shape)
    painter.setClipPath(screen_path(shape))
    painter.fillRect(shape.screen, Qt.GlobalColor.white)  # behind transparent pixels
    painter.drawImage(QPointF(around, around), screenshot)
    painter.end()
    part = Area(
        around / size.width(),
        around / size.height(),
        screenshot.width() / size.width(),
        screenshot.height() / size.height(),
    )
    return result, part


def framed_png(data: bytes) -> tuple[bytes, Area]:
    """Do the same with an encoded picture, and return a PNG. Blocks: use a thread.

    Raises:
        ValueError: the picture cannot be decoded.
    """
    screenshot = QImage.fromData(data)
    if screenshot.isNull():
        raise ValueError("no picture that can be read")
    image, area = framed(screenshot)
    return png_of(image), area
