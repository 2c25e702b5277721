"""The pictures that came with calls for help, at the end of a report on paper."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter

_ACROSS, _DOWN = 2, 2
PER_PAGE = _ACROSS * _DOWN
_GAP, _WORDS_HEIGHT = 14.0, 26.0
# As sharp as a screen's letters are read on paper; more would only make the file larger.
_DOTS_PER_POINT = 200 / 72


@dataclass(frozen=True, slots=True)
class HelpPicture:
    """`words` say whose it is; `read` returns it, a null one where it is lost. Blocks."""

    words: str
    read: Callable[[], QImage]


def pages_of(pictures: Sequence[HelpPicture]) -> list[Sequence[HelpPicture]]:
    """Return the pictures that stand on each page."""
    return [pictures[at : at + PER_PAGE] for at in range(0, len(pictures), PER_PAGE)]


def paint_pictures(
    painter: QPainter,
    page: QRectF,
    pictures: Sequence[HelpPicture],
    write: Callable[[str, QRectF], None],
    lost: str,
) -> None:
    """Paint one page of pictures, each whole with its words below, in points. Blocks.

    `write` writes words into a box, `lost` stands in the place of a picture that is not there.
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
    """Return where a picture stands: at the top left, as large as it may be."""
    size = QSizeF(image.size()).scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(room.topLeft(), size)


def _shrunk(image: QImage, size: QSizeF) -> QImage:
    """Return a picture with no more dots than can be seen, without what was clear in it."""
    dots = (size * _DOTS_PER_POINT).toSize()
    if dots.width() < image.width():
        image = image.scaled(
            dots, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return image.convertToFormat(QImage.Format.Format_RGB32)  # else it is stored without loss
