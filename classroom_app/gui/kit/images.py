"""Pictures as Qt draws them, turned as a camera has noted."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader


def image_of(data: bytes) -> QImage:
    """Return the picture in a file's content, upright; a null one if it is none.

    Blocks: use a thread. A lesson file may hold a camera's picture as it was taken, which browsers
    turn by themselves; `QImage.fromData` does not.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    return _read(QImageReader(buffer))


def size_of(data: bytes) -> QSize:
    """Return how large `image_of` would be, without decoding it; an empty size if it is none."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if not size.isValid():  # its format does not tell
        return image_of(data).size()
    is_turned = reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90
    return size.transposed() if is_turned else size


def read_image(path: str) -> QImage:
    """Return the picture in a file, upright; a null one if it is none. Blocks: use a thread."""
    return _read(QImageReader(path))


def _read(reader: QImageReader) -> QImage:
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader.read()
