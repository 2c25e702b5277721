"""Makes any picture small enough for a lesson, upright and without a camera's metadata."""

import io
import json
import math
import struct
from typing import cast

from msgspec import structs
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
# What is much longer than a screen, as a page captured whole, stays as wide as can be read.
NARROWEST_SIDE, LONGEST_OF_ALL = 540, 4_000
MAX_PIXELS = 80_000_000
# Phones take photos of 200 million pixels, which Pillow would refuse even to open. `MAX_PIXELS` is
# checked before anything is decoded.
MAX_PHOTO_PIXELS = 250_000_000
Image.MAX_IMAGE_PIXELS = MAX_PHOTO_PIXELS
_WHITE, _WHITE_OF_16_BITS = 255.0, 65_535.0
_WHITES = (1.0, _WHITE, _WHITE_OF_16_BITS)
_SHRINK = 0.75
# The color of a covered area.
COVER = "#3b4252"
_QUALITY = 85
# Formats of photographs; pictures of others have few colors and sharp edges.
_PHOTOGRAPHS = ("JPEG", "MPO", "WEBP", "AVIF")


def small_picture(content: bytes) -> Picture:
    """Return a picture as a PNG or a JPEG within the limits. Blocks: use a thread.

    Raises:
        NoPictureError: it is no picture that can be read.
        HeicPictureError: it is a phone's HEIC picture, which is not supported.
    """
    if _is_heic(content):
        raise HeicPictureError
    head = picture_head(content)
    # Only the first frame is decoded, and a JPEG at a reduced size: see below.
    if head is not None and not structs.replace(head, frames=1).is_modest(MAX_PHOTO_PIXELS):
        raise NoPictureError  # a running decoder cannot be stopped
    try:
        with Image.open(io.BytesIO(content)) as opened:
            is_photograph = opened.format in _PHOTOGRAPHS
            # Decodes a JPEG at the smallest of 1/1, 1/2, 1/4 and 1/8 of its size that is not below
            # this. It changes the size of `opened`, so the limit is checked after it.
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
    return _within_limits(image, is_photograph, _small_size(image.size))


def covered_picture(picture: Picture, area: Area) -> Picture:
    """Return a picture with an area painted over in one color. Blocks: use a thread.

    The file is made anew from the pixels, so that nothing of the area is left in it: no preview by
    a camera, no second frame.

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
    # Pixels that are partly in the area are covered completely.
    left, top = math.floor(area.x * image.width), math.floor(area.y * image.height)
    right = min(math.ceil((area.x + area.width) * image.width), image.width)
    bottom = min(math.ceil((area.y + area.height) * image.height), image.height)
    image.paste(COVER, (left, top, right, bottom))
    # Only the pixels, without the file's metadata.
    bare = Image.frombytes(image.mode, image.size, image.tobytes())
    return _within_limits(bare, is_photograph, image.size)


def picture_job(content: bytes) -> bytes:
    """Run `small_picture` in the decoding process; return the result as `as_bytes`."""
    return as_bytes(small_picture(content))


def cover_job(content: bytes) -> bytes:
    """Run `covered_picture` likewise; the area is in a line before the picture."""
    area, _, picture = content.partition(b"\n")
    return as_bytes(covered_picture(picture_of(picture), Area(*json.loads(area))))


def _is_heic(content: bytes) -> bool:
    """Decide by the brands in the `ftyp` box; AVIF has the same container."""
    length, brands = int.from_bytes(content[:4]), content[8:64]
    brands = brands[: max(length - 8, 4)]
    is_wrapped = content[4:8] == b"ftyp" and b"avif" not in brands
    return is_wrapped and any(brand in brands for brand in (b"hei", b"hev", b"mif1", b"msf1"))


def _plain(image: Image.Image) -> Image.Image:
    """Return the picture as RGB, or as RGBA if it has transparency."""
    if image.mode.startswith(("I", "F")):
        image = _of_256_shades(image)
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image.convert("RGB")


def _of_256_shades(image: Image.Image) -> Image.Image:
    """Convert more than 256 shades of gray, as scanners make them, to 8 bits.

    By default Pillow makes every shade above 255 white.
    """
    image.info.pop("transparency", None)  # one of those shades; no lesson needs it
    fine = image.convert("F")
    low, high = map(float, cast("tuple[float, float]", fine.getextrema()))
    if image.mode.startswith("I;16"):
        low, high = 0.0, _WHITE_OF_16_BITS
    elif low >= 0:  # guess the range by the values: 0 to 1, 8 bits, 16 bits
        low, high = 0.0, next((white for white in _WHITES if high <= white), high)
    scale = _WHITE / ((high - low) or 1.0)
    return fine.point(lambda shade: shade * scale - low * scale).convert("L")


def _small_size(size: tuple[int, int]) -> tuple[int, int]:
    """Return how large a picture of this size may stay.

    Rounded up: `thumbnail` keeps the proportions, and rounds down where they do not fit.
    """
    longest, narrowest = max(size), min(size)
    scale = max(LONGEST_SIDE / longest, NARROWEST_SIDE / narrowest)
    scale = min(1.0, scale, LONGEST_OF_ALL / longest)
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)


def _within_limits(image: Image.Image, is_photograph: bool, size: tuple[int, int]) -> Picture:
    while True:
        image.thumbnail(size, Image.Resampling.LANCZOS)
        if not is_photograph:
            png = _encoded(image, "PNG", optimize=True)
            if len(png) <= MAX_PICTURE_BYTES:
                return Picture("image/png", png)
        jpeg = _encoded(_on_white(image), "JPEG", quality=_QUALITY, optimize=True)
        if len(jpeg) <= MAX_PICTURE_BYTES:
            return Picture("image/jpeg", jpeg)
        size = max(1, round(size[0] * _SHRINK)), max(1, round(size[1] * _SHRINK))


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
