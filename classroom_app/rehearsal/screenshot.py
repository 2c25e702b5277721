"""A picture such as a phone sends with a help request: a settings page, drawn pixel by pixel."""

import base64
import random
import struct
import zlib

WIDTH, HEIGHT = 180, 360
_ROW = 44
_TITLE = 64
_MARGIN = 12

Colour = tuple[int, int, int]
_PAPER: Colour = (250, 250, 252)
_INK: Colour = (60, 64, 72)
_PALE: Colour = (186, 190, 198)
_ICONS: tuple[Colour, ...] = ((66, 133, 244), (52, 168, 83), (234, 134, 53), (158, 92, 196))


def draw_screenshot(rng: random.Random) -> str:
    """Return a PNG in base64."""
    pixels = [bytearray(bytes(_PAPER) * WIDTH) for _ in range(HEIGHT)]
    _fill(pixels, _MARGIN, 28, rng.randint(60, 120), 16, _INK)
    for row, top in enumerate(range(_TITLE, HEIGHT - _ROW, _ROW)):
        _fill(pixels, _MARGIN, top + 10, 22, 22, _ICONS[(row + rng.randint(0, 1)) % len(_ICONS)])
        _fill(pixels, 46, top + 12, rng.randint(50, 110), 8, _INK)
        _fill(pixels, 46, top + 25, rng.randint(30, 90), 5, _PALE)
    return base64.b64encode(_png(pixels)).decode("ascii")


def _fill(
    pixels: list[bytearray], left: int, top: int, width: int, height: int, colour: Colour
) -> None:
    for line in pixels[top : top + height]:
        line[left * 3 : (left + width) * 3] = bytes(colour) * width


def _png(pixels: list[bytearray]) -> bytes:
    """Encode rows of RGB pixels as PNG (color type 2, no filter)."""
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
    lines = b"".join(b"\0" + bytes(line) for line in pixels)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(lines, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    checksum = zlib.crc32(kind + data)
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", checksum)
