"""Checks a picture of a lesson file, and converts it if phones and this program may differ."""

import io
import struct

from PIL import ExifTags, Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.storage.lesson_pictures import NoPictureError, as_bytes, picture_of
from classroom_app.storage.small_picture import small_picture

# Modes that phones, Qt and paper show alike; with CMYK, for example, the colors differ.
_PLAIN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_DEPTH_AT, _MOST_BITS = 24, 8


def imported_picture(picture: Picture) -> Picture:
    """Return the picture unchanged, or upright and in plain colors if it was not. Blocks.

    An animation is kept unchanged; the program and paper show its first frame.

    Raises:
        NoPictureError: it is damaged; phones would show only a part of it.
    """
    try:
        with Image.open(io.BytesIO(picture.data)) as opened:
            if f"image/{opened.format}".lower() not in (picture.media_type, "image/mpo"):
                raise NoPictureError
            is_turned = opened.getexif().get(ExifTags.Base.Orientation, 1) != 1
            is_deep = opened.format == "PNG" and picture.data[_DEPTH_AT] > _MOST_BITS
            is_plain = opened.mode in _PLAIN_MODES and not is_turned and not is_deep
            opened.load()
    except (
        *(OSError, ValueError, SyntaxError, EOFError, struct.error),
        *(Image.DecompressionBombError, Warning),  # where warnings are errors
    ):
        raise NoPictureError from None
    return picture if is_plain else small_picture(picture.data)


def imported_job(content: bytes) -> bytes:
    """Run `imported_picture` in the decoding process, on `as_bytes` of a picture."""
    return as_bytes(imported_picture(picture_of(content)))
