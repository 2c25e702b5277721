"""All pictures with their marks, a sheet for each lesson, to be looked at."""

from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QPen

from scripts.lesson_pictures.canvas import Canvas
from scripts.lesson_pictures.lesson_files import LANGUAGES
from scripts.lesson_pictures.lessons import pictures_of

_MARK = "#0d6659"
_ACROSS = 3


def write_sheets(folder: Path) -> None:
    """Write one PNG for each lesson into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for language in LANGUAGES:
        for name, canvases in pictures_of(language).items():
            _sheet([_marked(canvas) for canvas in canvases]).save(
                str(folder / f"{language}-{name}.png")
            )


def _sheet(images: list[QImage]) -> QImage:
    width, height = images[0].width() + 20, max(image.height() for image in images) + 20
    lines = -(-len(images) // _ACROSS)
    sheet = QImage(width * _ACROSS, height * lines, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    painter = QPainter(sheet)
    for number, image in enumerate(images):
        painter.drawImage(number % _ACROSS * width, number // _ACROSS * height, image)
    painter.end()
    return sheet


def _marked(canvas: Canvas) -> QImage:
    image = canvas.finish()
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    unit, taps = image.width(), 0
    many = sum(deed.kind == "tap" for deed in canvas.deeds) > 1
    for deed in canvas.deeds:
        mark = {name: value for name, value in deed.mark(canvas.height).items() if name != "kind"}
        at = {
            name: float(value) * (image.height() if name in ("y", "to_y", "height") else unit)
            for name, value in mark.items()
        }
        point = QPointF(at["x"], at["y"])
        for colour, width in (("white", 0.026), (_MARK, 0.012)):
            painter.setPen(QPen(QColor(colour), width * unit))
            match deed.kind:
                case "tap":
                    painter.drawEllipse(point, unit * 0.07, unit * 0.07)
                case "type":
                    box = QRectF(point.x(), point.y(), at["width"], at["height"])
                    painter.drawRoundedRect(box, 12, 12)
                case _:
                    end = QPointF(at["to_x"], at["to_y"])
                    painter.drawLine(point, end)
                    painter.drawEllipse(end, unit * 0.02, unit * 0.02)
        if deed.kind == "tap" and many:
            taps += 1
            font = QFont()
            font.setPixelSize(40)
            font.setBold(True)
            painter.setFont(font)
            painter.drawText(point + QPointF(unit * 0.06, -unit * 0.05), str(taps))
    painter.end()
    return image
