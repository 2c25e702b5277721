"""Pictures as Qt draws them, turned as a camera has noted."""

import struct
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QTransform

_PNG, _NOTE = b"\x89PNG\r\n\x1a\n", b"eXIf"
_ORIENTATION, _MAX_ENTRIES = 0x0112, 200
# Those after it lie on their side.
_FLIPPED_UPSIDE_DOWN = 4
# How a picture is turned for each of the camera's notes, and whether it is mirrored before.
_TURNS = {
    2: (0, True),
    3: (180, False),
    4: (180, True),
    5: (270, True),
    6: (90, False),
    7: (90, True),
    8: (270, False),
}


def image_of(data: bytes) -> QImage:
    """Return the picture in a file's content, upright; a null one if it is none.

    Blocks: use a thread. A lesson file may hold a camera's picture as it was taken, which browsers
    turn by themselves; `QImage.fromData` does not.
    """
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return _turned(reader.read(), _png_orientation(data))


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
    return size.transposed() if is_turned or _png_orientation(data) > _FLIPPED_UPSIDE_DOWN else size


def read_image(path: str) -> QImage:
    """Return the picture in a file, upright; a null one if it is none. Blocks: use a thread."""
    try:
        return image_of(Path(path).read_bytes())
    except OSError:
        return QImage()


def _turned(image: QImage, orientation: int) -> QImage:
    if orientation == 1 or image.isNull():
        return image
    degrees, is_mirrored = _TURNS[orientation]
    return image.transformed(QTransform().rotate(degrees).scale(-1 if is_mirrored else 1, 1))


def _png_orientation(data: bytes) -> int:
    """Return a camera's note in a PNG, which Qt does not read; 1 without one."""
    at = data.find(_NOTE) if data.startswith(_PNG) else -1
    if at < 0:
        return 1
    note = data[at + len(_NOTE) :]
    order = "<" if note[:2] == b"II" else ">"
    try:
        (first,) = struct.unpack_from(f"{order}I", note, 4)
        (count,) = struct.unpack_from(f"{order}H", note, first)
        for number in range(min(count, _MAX_ENTRIES)):
            entry = struct.unpack_from(f"{order}HHIH", note, first + 2 + 12 * number)
            if entry[0] == _ORIENTATION:
                return entry[3] if entry[3] in _TURNS else 1
    except struct.error:
        pass
    return 1
