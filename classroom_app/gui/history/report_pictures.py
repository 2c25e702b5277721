"""The pictures that came with help requests, at the end of a printed report."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

_ACROSS, _DOWN = 2, 2
PER_PAGE = _ACROSS * _DOWN
_GAP, _WORDS_HEIGHT = 14.0, 26.0
# Enough to read a screenshot's text on paper; more would only make the file larger.
_DOTS_PER_POINT = 200 / 72


@dataclass(frozen=True, slots=True)
class HelpPicture:
    """`words` is the caption; `read` blocks and returns the picture, or a null image if lost."""

    words: str
    read: Callable[[], QImage]


def pages_of(pictures: Sequence[HelpPicture]) -> list[Sequence[HelpPicture]]:
    """Return the pictures of each page."""
    return [pictures[at : at + PER_PAGE] for at in range(0, len(pictures), PER_PAGE)]


def paint_pictures(
    painter: QPainter,
    page: QRectF,
    pictures: Sequence[HelpPicture],
    write: Callable[[str, QRectF], None],
    lost: str,
) -> None:
    """Paint one page of pictures with their captions below, in points. Blocks.

    `write` writes text into a box; `lost` is written in place of a missing picture.
    """
    width = (page.width() - _GAP * (_ACROSS - 1)) / _ACROSS
    height = (page.height() - _GAP * (_DOWN - 1)) / _DOWN
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    for place, picture in enumerate(pictures):
        row, column = divmod(place, _ACROSS)
        left, top = page.left() + column * (width + _GAP), page.top() + row * (height + _GAP)
        room = QRectF(left, top, width, height - _WORDS_HEIGHT)
        image = picture.read()
        if image.isNull():
            write(lost, room)
            below = room.top() + _WORDS_HEIGHT
        else:
            shown = _fitted(image, room)
            painter.drawImage(shown, _shrunk(image, shown.size()))
            below = shown.bottom()
        write(picture.words, QRectF(left, below + 2, width, _WORDS_HEIGHT))


def _fitted(image: QImage, room: QRectF) -> QRectF:
    """Return the box of a picture: at the top left of `room`, as large as fits."""
    size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(room.topLeft(), size)


def _shrunk(image: QImage, size: QSizeF) -> QImage:
    """Return a picture scaled down to `_DOTS_PER_POINT`, without transparency."""
    dots = (size * _DOTS_PER_POINT).toSize()
    if dots.width() < image.width():
        image = image.scaled(
            dots, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image.convertToFormat(QImage.Format.Format_RGB32)  # else the PDF stores it lossless
