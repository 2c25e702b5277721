"""Pictures decoded by Qt, rotated by their EXIF orientation, on white where they are transparent.

Never pass `QImageReader` a device made by Python: while it looks for a decoder, it holds one of
Qt's locks and calls the device, which waits for the GIL. A thread that has the GIL and reads any
other picture, even an icon, waits for that lock: a deadlock. `QImage.fromData` has a device of its
own.
"""

import io
import struct
from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

_ORIENTATION = 0x0112
# Pictures with a higher EXIF orientation lie on their side.
_FLIPPED_UPSIDE_DOWN = 4
# Degrees by which to rotate clockwise for each EXIF orientation, and whether to mirror first.
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
    """Return the picture in a file's content, upright; a null image if it is none.

    Blocks: use a thread. A lesson file may hold a picture as the camera stored it. Browsers apply
    its orientation; `QImage.fromData` does not. What is transparent becomes white, as on paper:
    dark words could not be read on the ground of a dark window.
    """
    image = QImage.fromData(data)
    if image.isNull():
        return image
    if image.hasAlphaChannel():
        image = _on_white(image)
    _, orientation = _header(data)
    if orientation not in _TURNS:
        return image
    degrees, is_mirrored = _TURNS[orientation]
    return image.transformed(QTransform().rotate(degrees).scale(-1 if is_mirrored else 1, 1))


def size_of(data: bytes) -> QSize:
    """Return the size `image_of` would return, read from the header; empty if it is no picture."""
    size, orientation = _header(data)
    if size.isEmpty():  # perhaps a format that only Qt can read
        return QImage.fromData(data).size()
    return size.transposed() if orientation > _FLIPPED_UPSIDE_DOWN else size


def read_image(path: str) -> QImage:
    """Return the picture in a file, upright; a null image if it is none. Blocks: use a thread."""
    try:
        return image_of(Path(path).read_bytes())
    except OSError:
        return QImage()


def _on_white(image: QImage) -> QImage:
    ground = QImage(image.size(), QImage.Format.Format_RGB32)
    ground.fill(Qt.GlobalColor.white)
    painter = QPainter(ground)
    painter.drawImage(0, 0, image)
    painter.end()
    return ground


def _header(data: bytes) -> tuple[QSize, int]:
    """Return the stored size, empty if this is no picture, and the EXIF orientation, or 1."""
    from PIL import Image

    faults = (
        *(OSError, ValueError, SyntaxError, EOFError, struct.error),
        *(Image.DecompressionBombError, Warning),  # where warnings are errors
    )
    try:
        opened = Image.open(io.BytesIO(data))
    except faults:
        return QSize(), 1
    size = QSize(*opened.size)
    # Pillow decodes a PNG to its end to look for EXIF data that is not there.
    if opened.format == "PNG" and b"eXIf" not in data:
        return size, 1
    try:
        orientation = opened.getexif().get(_ORIENTATION, 1)
    except faults:
        return size, 1
    return size, orientation if orientation in _TURNS else 1
