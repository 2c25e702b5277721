"""The picture at the side of the installer's last page, made from the program's icon."""

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtSvg import QSvgRenderer
from steps import ROOT

_WIDTH, _HEIGHT = 164, 314  # the size for Modern UI at 100 %
_SCALE = 2
_TOP, _BOTTOM = QColor("#f1f6f4"), QColor("#c6ddd5")


def write_side_picture(file: Path) -> None:
    """Write the picture as BMP, the only format that NSIS reads."""
    image = QImage(_WIDTH * _SCALE, _HEIGHT * _SCALE, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    ground = QLinearGradient(0, 0, 0, image.height())
    ground.setColorAt(0, _TOP)
    ground.setColorAt(1, _BOTTOM)
    painter.fillRect(image.rect(), ground)
    side = image.width() * 0.5
    place = QRectF((image.width() - side) / 2, image.height() * 0.18, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor("white"))
    painter.drawEllipse(place.center(), side * 0.78, side * 0.78)
    QSvgRenderer(str(ROOT / "resources" / "app.svg")).render(painter, place)
    painter.end()
    if not image.save(str(file), "BMP"):
        raise OSError(f"{file} cannot be written")
