"""A picture of a lesson file: decoded to its end, and shown alike by phones and this program."""

import io
import struct

from PIL import ExifTags, Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.storage.lesson_pictures import NoPictureError, as_bytes, picture_of
from classroom_app.storage.small_picture import small_picture

# What every phone, Qt and paper show alike. Left to themselves they turn ink into other colours.
_PLAIN_MODES = ("1", "L", "LA", "P", "PA", "RGB", "RGBA")
_DEPTH_AT, _MOST_BITS = 24, 8


def imported_picture(picture: Picture) -> Picture:
    """Return a picture as it came, or upright and in plain colours if it was not. Blocks.

    One that moves is kept as it is; the program and paper show its first frame.

    Raises:
        NoPictureError: it is damaged: phones would show a part of it.
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
    """Do `imported_picture` in a process of its own."""
    return as_bytes(imported_picture(picture_of(content)))
