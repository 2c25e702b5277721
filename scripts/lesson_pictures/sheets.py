"""Sheets with all pictures and their marks, one for each lesson, for review."""

import json
from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from classroom_app.gui.kit.mark_painting import paint_marks
from classroom_app.protocol.mark_fields import marks_of
from scripts.lesson_pictures.canvas import Canvas
from scripts.lesson_pictures.lesson_files import LANGUAGES
from scripts.lesson_pictures.lessons import pictures_of

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
    # As in a lesson file, so that the sheets show what the program will.
    marks = marks_of(json.dumps([deed.mark(canvas.height) for deed in canvas.deeds]))
    painter = QPainter(image)
    paint_marks(painter, QRectF(image.rect()), marks)
    painter.end()
    return image
