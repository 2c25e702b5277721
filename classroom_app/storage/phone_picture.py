"""Checks a picture that the instructor's phone has made small, and keeps it unchanged if possible.

Made smaller once more, the text in it could no longer be read.
"""

import io
import struct

from PIL import Image

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES
from classroom_app.protocol.picture_head import has_camera_data, picture_head
from classroom_app.storage.lesson_pictures import as_bytes
from classroom_app.storage.small_picture import small_picture

# The phone's own limits; larger pictures are made smaller here.
LONGEST_SIDE = 4_096
MAX_PIXELS = 6_000_000
_KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "WEBP": "image/webp"}
_PLAIN_MODES = ("1", "L", "LA", "P", "RGB", "RGBA")
_DEPTH_AT, _MOST_BITS = 24, 8


def phone_picture(content: bytes) -> Picture:
    """Return a picture unchanged if every phone and this program show it alike.

    An animated, rotated or large one, or one with other colors, becomes a `small_picture`. Blocks:
    use a thread.

    Raises:
        NoPictureError: it is no picture that can be read.
        HeicPictureError: it is a phone's HEIC picture, which is not supported.
    """
    kind = _plain_kind(content)
    return small_picture(content) if kind is None else Picture(kind, content)


def phone_job(content: bytes) -> bytes:
    """Run `phone_picture` in the decoding process; return the result as `as_bytes`."""
    return as_bytes(phone_picture(content))


def _plain_kind(content: bytes) -> str | None:
    """Return the media type of a picture that can be kept unchanged, or None; decodes all of it."""
    head = picture_head(content)
    if head is None or head.frames > 1 or not head.is_modest(MAX_PIXELS):
        return None
    is_long = max(head.width, head.height) > LONGEST_SIDE
    if is_long or len(content) > MAX_PICTURE_BYTES or has_camera_data(content):
        return None
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_KINDS)) as image:
            if image.mode not in _PLAIN_MODES or getattr(image, "n_frames", 1) != 1:
                return None
            if image.format == "PNG" and content[_DEPTH_AT] > _MOST_BITS:
                return None
            if image.size != (head.width, head.height):
                return None
            image.load()
            return _KINDS.get(str(image.format))
    except (
        *(OSError, ValueError, SyntaxError, EOFError, struct.error),
        *(Image.DecompressionBombError, Warning),  # where warnings are errors
    ):
        return None
