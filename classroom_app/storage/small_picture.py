"""Any picture made small enough for a lesson, upright and without what a camera wrote into it."""

import io
import struct

from PIL import Image, ImageOps

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES

LONGEST_SIDE = 1280
MAX_PIXELS = 80_000_000
_SHRINK = 0.75
_QUALITY = 85
# Photographs; what else there is has few colours and sharp edges.
_PHOTOGRAPHS = ("JPEG", "MPO", "WEBP", "AVIF")


class NoPictureError(ValueError):
    """It is no picture that can be read."""

    def __str__(self) -> str:
        """Say so."""
        return "This is no picture that can be read."


def small_picture(content: bytes) -> Picture:
    """Return a picture as a PNG or a JPEG within the limits. Blocks: use a thread.

    Raises:
        NoPictureError: it is no picture that can be read.
    """
    try:
        with Image.open(io.BytesIO(content)) as opened:
            is_photograph = opened.format in _PHOTOGRAPHS
            # A JPEG can be decoded at a half, a quarter or an eighth of its size: at the smallest
            # that is not below this. It changes the size of `opened`, so the bound comes after it.
            opened.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            if opened.width * opened.height > MAX_PIXELS:
                raise NoPictureError
            image = _plain(ImageOps.exif_transpose(opened))
    except (
        *(OSError, ValueError, SyntaxError, EOFError, struct.error),
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise NoPictureError from None
    return _within_limits(image, is_photograph)


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in red, green and blue, transparent only where it was."""
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("RGB")


def _within_limits(image: Image.Image, is_photograph: bool) -> Picture:
    side = LONGEST_SIDE
    while True:
        image.thumbnail((side, side), Image.Resampling.LANCZOS)
        if not is_photograph:
            png = _encoded(image, "PNG", optimize=True)
            if len(png) <= MAX_PICTURE_BYTES:
                return Picture("image/png", png)
        jpeg = _encoded(_on_white(image), "JPEG", quality=_QUALITY, optimize=True)
        if len(jpeg) <= MAX_PICTURE_BYTES:
            return Picture("image/jpeg", jpeg)
        side = round(side * _SHRINK)


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image)
    return ground


def _encoded(image: Image.Image, kind: str, **options: int | bool) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()
