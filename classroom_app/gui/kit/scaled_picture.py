"""A picture scaled down without losing the thin strokes of its letters."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap


class ScaledPicture:
    """Keeps the last picture in the size in which it was drawn.

    A painter that scales a picture to less than half its size leaves out whole rows of it.
    """

    def __init__(self) -> None:
        self._kept: tuple[int, QSize, QPixmap] = (0, QSize(), QPixmap())

    def draw(self, painter: QPainter, box: QRectF, image: QImage) -> None:
        """Draw a whole picture into a box; it is scaled, slowly, only if either has changed."""
        factor = painter.transform().m11() * painter.device().devicePixelRatioF()
        size = (box.size() * factor).toSize()
        if size.width() >= image.width() or size.isEmpty():
            painter.drawImage(box, image)
            return
        if self._kept[:2] != (image.cacheKey(), size):
            small = image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._kept = (image.cacheKey(), size, QPixmap.fromImage(small))
        painter.drawPixmap(box, self._kept[2], QRectF())
