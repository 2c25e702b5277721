from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from classroom_app.gui.kit.scaled_picture import ScaledPicture


def drawn(scaled: ScaledPicture, image: QImage, width: int, height: int) -> QImage:
    """Return what a picture looks like in this size."""
    paper = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(paper)
    scaled.draw(painter, QRectF(paper.rect()), image)
    painter.end()
    return paper


def striped() -> QImage:
    """Return a white picture with a black line in every sixth row and column, as letters have."""
    image = QImage(600, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    for at in range(0, 600, 6):
        for other in range(600):
            image.setPixelColor(at, other, QColor("black"))
            image.setPixelColor(other, at, QColor("black"))
    return image


def test_no_line_is_lost_in_a_small_picture(qapp: QApplication) -> None:
    small = drawn(ScaledPicture(), striped(), 100, 100)
    greys = [small.pixelColor(x, y).lightness() for x in range(100) for y in range(100)]
    assert max(greys) < 240, "each dot has a part of a line"
    assert min(greys) > 100, "and none has nothing else"


def test_another_picture_or_size_is_made_anew(qapp: QApplication) -> None:
    scaled, red = ScaledPicture(), QImage(50, 50, QImage.Format.Format_RGB32)
    red.fill(QColor("red"))
    for size in (100, 40):
        assert drawn(scaled, striped(), size, size).pixelColor(5, 5) != QColor("red")
        assert drawn(scaled, red, size, size).pixelColor(5, 5) == QColor("red")
        assert drawn(scaled, red, size, size).pixelColor(size - 1, size - 1) == QColor("red")
