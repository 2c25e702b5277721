"""Any picture made small enough for a lesson, upright and without what a camera wrote into it."""

import io
import json
import math
import struct
from dataclasses import replace
from typing import cast

from PIL import Image, ImageOps

from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_rules import MAX_PICTURE_BYTES, HeicPictureError
from classroom_app.domain.marks import Area
from classroom_app.protocol.picture_head import picture_head
from classroom_app.storage.lesson_pictures import (
    NoPictureError as NoPictureError,
)
from classroom_app.storage.lesson_pictures import (
    as_bytes,
    picture_of,
)

LONGEST_SIDE = 1280
MAX_PIXELS = 80_000_000
# Phones take photos of 200 million pixels. Pillow would refuse to look at their size even, and the
# bound above is held before anything is decoded.
MAX_PHOTO_PIXELS = 250_000_000
Image.MAX_IMAGE_PIXELS = MAX_PHOTO_PIXELS
_WHITE, _WHITE_OF_16_BITS = 255.0, 65_535.0
_WHITES = (1.0, _WHITE, _WHITE_OF_16_BITS)
_SHRINK = 0.75
# What covers a part of a picture.
COVER = "#3b4252"
_QUALITY = 85
# Photographs; what else there is has few colours and sharp edges.
_PHOTOGRAPHS = ("JPEG", "MPO", "WEBP", "AVIF")


def small_picture(content: bytes) -> Picture:
    """Return a picture as a PNG or a JPEG within the limits. Blocks: use a thread.

    Raises:
        NoPictureError: it is no picture that can be read.
        HeicPictureError: it is one of a phone, of a kind that is not read here.
    """
    if _is_heic(content):
        raise HeicPictureError
    head = picture_head(content)
    # Only the first frame is decoded, and of a JPEG fewer pixels: see below.
    if head is not None and not replace(head, frames=1).is_modest(MAX_PHOTO_PIXELS):
        raise NoPictureError  # nothing ends a decoder that has begun
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


def covered_picture(picture: Picture, area: Area) -> Picture:
    """Return a picture in which an area is of one colour, whatever was there. Blocks: use a thread.

    Everything is written anew, so that nothing of the area is left in the file: no preview that a
    camera made, no second frame.

    Raises:
        NoPictureError: it is no picture that can be read.
    """
    try:
        with Image.open(io.BytesIO(picture.data)) as opened:
            is_photograph = opened.format in _PHOTOGRAPHS
            image = _plain(ImageOps.exif_transpose(opened))
    except (
        *(OSError, ValueError, SyntaxError, EOFError, struct.error),
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ):
        raise NoPictureError from None
    # Pixels that are covered in part are covered whole.
    left, top = math.floor(area.x * image.width), math.floor(area.y * image.height)
    right = min(math.ceil((area.x + area.width) * image.width), image.width)
    bottom = min(math.ceil((area.y + area.height) * image.height), image.height)
    image.paste(COVER, (left, top, right, bottom))
    # Bare pixels: what else the file said of the picture stays behind.
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    return _within_limits(bare, is_photograph, max(image.size))


def picture_job(content: bytes) -> bytes:
    """Do `small_picture` in a process of its own: return the media type, a line, and the rest."""
    return as_bytes(small_picture(content))


def cover_job(content: bytes) -> bytes:
    """Do `covered_picture` likewise; the area stands in a line before the picture."""
    area, _, picture = content.partition(b"\n")
    return as_bytes(covered_picture(picture_of(picture), Area(*json.loads(area))))


def _is_heic(content: bytes) -> bool:
    """Tell by the brands in the file's first part; AVIF is wrapped alike."""
    length, brands = int.from_bytes(content[:4]), content[8:64]
    brands = brands[: max(length - 8, 4)]
    is_wrapped = content[4:8] == b"ftyp" and b"avif" not in brands
    return is_wrapped and any(brand in brands for brand in (b"hei", b"hev", b"mif1", b"msf1"))


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture in red, green and blue, transparent only where it was."""
    if image.mode.startswith(("I", "F")):
        image = _of_256_shades(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("RGB")


def _of_256_shades(image: Image.Image) -> Image.Image:
    """Return a picture of finer shades of grey, as scanners make them, with those of a screen.

    Left to itself Pillow takes every shade above 255 for white.
    """
    image.info.pop("transparency", None)  # one of the fine shades: no picture of a lesson needs it
    fine = image.convert("F")
    low, high = map(float, cast("tuple[float, float]", fine.getextrema()))
    if image.mode.startswith("I;16"):
        low, high = 0.0, _WHITE_OF_16_BITS
    elif low >= 0:  # of a range that its values tell: 0 to 1, a byte, 16 bits
        low, high = 0.0, next((white for white in _WHITES if high <= white), high)
    scale = _WHITE / ((high - low) or 1.0)
    return fine.point(lambda shade: shade * scale - low * scale).convert("L")


def _within_limits(image: Image.Image, is_photograph: bool, side: int = LONGEST_SIDE) -> Picture:
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
