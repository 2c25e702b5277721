"""Broken and unusual pictures, as people really choose them, for every place that accepts pictures.

Each that can be shown is dark above and light below, and taller than wide, so that a test can check
whether it is shown upright and in its colours.
"""

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image

from tests.helpers.heavy_pictures import large_png, many_scans

WIDTH, HEIGHT = 60, 120  # as narrow as most are
ABOVE, BELOW = (0, 96, 112), (244, 190, 90)
ABOVE_GREY, BELOW_GREY = (40, 40, 40), (210, 210, 210)
# JPEG and WebP are inexact, and so is the conversion from ink to light.
_NEAR = 40


@dataclass(frozen=True)
class BadPicture:
    """A file; `colours` are those of its upper and lower half, if it is a picture at all.

    Each picture has a different width, by which tests recognize it.
    """

    name: str
    content: bytes
    colours: tuple[tuple[int, int, int], tuple[int, int, int]] | None = None
    width: int = 0

    @property
    def is_picture(self) -> bool:
        return self.colours is not None

    def is_shown_by(self, data: bytes) -> bool:
        """Return whether a picture is upright and has the colours of this one."""
        if self.colours is None:
            return False
        with Image.open(io.BytesIO(data)) as image:
            has_size = image.size == (self.width, HEIGHT)
        return has_size and shows(data, self.colours)

    @property
    def kind(self) -> str:
        """The format by its first bytes, as lesson files name it; "" for none."""
        return next((kind for kind, at, sign in _SIGNS if self.content[at:].startswith(sign)), "")


_SIGNS = (("png", 0, b"\x89PNG\r\n\x1a\n"), ("jpeg", 0, b"\xff\xd8\xff"), ("webp", 8, b"WEBP"))


def scene(width: int = WIDTH, mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (width, HEIGHT), BELOW)
    image.paste(ABOVE, (0, 0, width, HEIGHT // 2))
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def shows(data: bytes, colours: tuple[tuple[int, int, int], tuple[int, int, int]]) -> bool:
    """Return whether a picture is upright and has these colours above and below."""
    with Image.open(io.BytesIO(data)) as image:
        plain = image.convert("RGB")
    found = [plain.getpixel((plain.width // 2, plain.height * part // 4)) for part in (1, 3)]
    return plain.height > plain.width and all(
        isinstance(one, tuple)
        and all(abs(a - b) <= _NEAR for a, b in zip(one, wanted, strict=True))
        for one, wanted in zip(found, colours, strict=True)
    )


def _moving(kind: str, width: int) -> bytes:
    first = scene(width)
    others = [first.transpose(Image.Transpose.FLIP_TOP_BOTTOM), first]
    return encoded(first, kind, save_all=True, append_images=others, duration=200)


def _turned(kind: str, width: int) -> bytes:
    """Return a picture that is stored sideways, with its orientation in the Exif data."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return encoded(scene(width).transpose(Image.Transpose.ROTATE_90), kind, exif=exif)


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + _crc(kind + content)


def _crc(content: bytes) -> bytes:
    return struct.pack(">I", zlib.crc32(content))


def _deep_colours(width: int) -> bytes:
    """Return a PNG of sixteen bits for each of red, green and blue, which Pillow cannot write."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, HEIGHT, 16, 2, 0, 0, 0))
    rows = [
        b"\0" + struct.pack(">3H", *(shade * 257 for shade in tone)) * width
        for tone in (ABOVE, BELOW)
    ]
    packed = zlib.compress(rows[0] * (HEIGHT // 2) + rows[1] * (HEIGHT // 2))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def _deep_greys(width: int) -> bytes:
    image = Image.new("I;16", (width, HEIGHT), BELOW_GREY[0] * 257)
    image.paste(ABOVE_GREY[0] * 257, (0, 0, width, HEIGHT // 2))
    return encoded(image, "PNG")


def _spoiled(content: bytes) -> bytes:
    """Return a PNG that is complete to its end, but whose pixel data is damaged."""
    at = content.index(b"IDAT") + 8
    return content[:at] + bytes(40) + content[at + 40 :]


def _noise(kind: str) -> bytes:
    return encoded(Image.effect_noise((WIDTH, HEIGHT), 90).convert("RGB"), kind)


def _half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _huge_jpeg() -> bytes:
    """Return a JPEG that says that it has 65,000 times 65,000 pixels."""
    content = encoded(scene(), "JPEG")
    at = content.index(b"\xff\xc0") + 5
    return content[:at] + struct.pack(">HH", 65_000, 65_000) + content[at + 4 :]


def _huge_webp() -> bytes:
    """Return a WebP that says that it has 16,384 times 16,384 pixels."""
    content = encoded(scene(), "WEBP", lossless=True)
    assert content[12:16] == b"VP8L"
    return content[:21] + struct.pack("<I", 0x0FFF_FFFF) + content[25:]


_COLOURS = (ABOVE, BELOW)
HEIC = (24).to_bytes(4) + b"ftypheic\0\0\0\0mif1heic" + bytes(99)

BAD_PICTURES = {
    bad.name: bad
    for bad in (
        # Damaged
        BadPicture("empty.png", b""),
        BadPicture("head.png", _noise("PNG")[:60]),
        BadPicture("half.png", _half(_noise("PNG"))),
        BadPicture("half.jpg", _half(_noise("JPEG"))),
        BadPicture(
            "half-progressive.jpg",
            _half(encoded(Image.effect_noise((WIDTH, HEIGHT), 90), "JPEG", progressive=True)),
        ),
        BadPicture("half.webp", _half(_noise("WEBP"))),
        BadPicture("spoiled.png", _spoiled(_noise("PNG"))),
        # Huge
        BadPicture("huge.png", large_png(30_000)),
        BadPicture("huge.jpg", _huge_jpeg()),
        BadPicture("huge.webp", _huge_webp()),
        BadPicture("scans.jpg", many_scans(20_000, 3_000)),
        # Animated
        BadPicture("moving.png", _moving("PNG", 60), _COLOURS, 60),
        BadPicture("moving.gif", _moving("GIF", 61), _COLOURS, 61),
        BadPicture("moving.webp", _moving("WEBP", 62), _COLOURS, 62),
        # Of other color modes, and sideways
        BadPicture("ink.jpg", encoded(scene(63, "CMYK"), "JPEG"), _COLOURS, 63),
        BadPicture("deep.png", _deep_greys(64), (ABOVE_GREY, BELOW_GREY), 64),
        BadPicture("deep-colours.png", _deep_colours(65), _COLOURS, 65),
        BadPicture("turned.jpg", _turned("JPEG", 66), _COLOURS, 66),
        BadPicture("turned.png", _turned("PNG", 67), _COLOURS, 67),
        BadPicture("turned.webp", _turned("WEBP", 68), _COLOURS, 68),
        # Of another format than their name says
        BadPicture("IMG_0001.HEIC", HEIC),
        BadPicture("renamed.jpg", encoded(scene(69), "PNG"), _COLOURS, 69),
        BadPicture("page.png", b"<!DOCTYPE html><html><body>404 Not found</body></html>"),
        BadPicture("program.jpg", b"MZ\x90\0" + bytes(range(256)) * 9),
    )
}
