"""Pictures as Qt draws them, turned as a camera has noted."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageReader


def image_of(data: bytes) -> QImage:
    """Return the picture in a file's content, upright; a null one if it is none.

    Blocks: use a thread. A lesson file may hold a camera's picture as it was taken, which browsers
    turn by themselves; `QImage.fromData` does not.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(QImageReader(buffer))


def read_image(path: str) -> QImage:
    """Return the picture in a file, upright; a null one if it is none. Blocks: use a thread."""
    return _read(QImageReader(path))


def _read(reader: QImageReader) -> QImage:
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader.read()
