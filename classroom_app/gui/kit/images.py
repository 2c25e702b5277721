"""Pictures as Qt draws them, turned as a camera has noted.

No device that Python made is given to `QImageReader`: while it looks for a decoder it holds a lock
of Qt's and calls the device, which waits for the GIL. A thread that has the GIL and reads any other
picture, an icon even, waits for that lock: neither ever goes on. `QImage.fromData` has a device of
its own.
"""

import io
import struct
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QTransform

_ORIENTATION = 0x0112
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
    image = QImage.fromData(data)
    if image.isNull():
        return image
    _, orientation = _header(data)
    if orientation not in _TURNS:
        return image
    degrees, is_mirrored = _TURNS[orientation]
    return image.transformed(QTransform().rotate(degrees).scale(-1 if is_mirrored else 1, 1))


def size_of(data: bytes) -> QSize:
    """Return how large `image_of` would be, without decoding it; an empty size if it is none."""
    size, orientation = _header(data)
    if size.isEmpty():  # only Qt may be able to read it
        return QImage.fromData(data).size()
    return size.transposed() if orientation > _FLIPPED_UPSIDE_DOWN else size


def read_image(path: str) -> QImage:
    """Return the picture in a file, upright; a null one if it is none. Blocks: use a thread."""
    try:
        return image_of(Path(path).read_bytes())
    except OSError:
        return QImage()


def _header(data: bytes) -> tuple[QSize, int]:
    """Return the size as it is stored, empty if this is no picture, and the camera's note, or 1."""
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
    # Pillow decodes a PNG to its end to find a note that is not there.
    if opened.format == "PNG" and b"eXIf" not in data:
        return size, 1
    try:
        orientation = opened.getexif().get(_ORIENTATION, 1)
    except faults:
        return size, 1
    return size, orientation if orientation in _TURNS else 1
