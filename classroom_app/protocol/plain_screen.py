"""Draws a plain phone screen with one button, for steps of which only the place is known.

It has few colors and straight lines, so the PNG is written here, in less than two kilobytes.
"""

import struct
import zlib

from classroom_app.domain.lesson_draft import Picture
from classroom_app.protocol.mobedu_button import Bounds, Screen

WIDTH = 360
_TALLEST = 3.0
_GROUND, _BAR, _LINE, _BUTTON = range(4)
_COLOURS = bytes.fromhex("f4f5f8 dfe3eb a2acbd ffffff")
_BAR_HEIGHT = 0.06
_KEYS_HEIGHT = 0.1
_STROKE = 2


def plain_screen(screen: Screen, button: Bounds) -> Picture:
    """Return a picture with the proportions of a screen, and with the button in its place."""
    scale = WIDTH / screen.width
    height = max(1, round(WIDTH * min(screen.height / screen.width, _TALLEST)))
    pixels = _Pixels(height)
    pixels.fill(0, 0, WIDTH, height, _GROUND)
    pixels.fill(0, 0, WIDTH, round(WIDTH * _BAR_HEIGHT), _BAR)
    pixels.fill(0, height - round(WIDTH * _KEYS_HEIGHT), WIDTH, height, _BAR)
    edges = (button.left, button.top, button.right, button.bottom)
    left, top, right, bottom = (round(edge * scale) for edge in edges)
    pixels.fill(left, top, right, bottom, _LINE)
    pixels.fill(left + _STROKE, top + _STROKE, right - _STROKE, bottom - _STROKE, _BUTTON)
    return Picture("image/png", pixels.png())


class _Pixels:
    """One byte, a palette index, for each pixel, row by row."""

    def __init__(self, height: int) -> None:
        self._rows = [bytearray(WIDTH) for _ in range(height)]

    def fill(self, left: int, top: int, right: int, bottom: int, colour: int) -> None:
        left, right = max(0, left), min(right, WIDTH)
        for row in self._rows[max(0, top) : max(0, bottom)]:
            if right > left:
                row[left:right] = bytes([colour]) * (right - left)

    def png(self) -> bytes:
        size = struct.pack(">IIBBBBB", WIDTH, len(self._rows), 8, 3, 0, 0, 0)
        content = zlib.compress(b"".join(b"\0" + row for row in self._rows), 9)
        chunks = ((b"IHDR", size), (b"PLTE", _COLOURS), (b"IDAT", content), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
            for kind, data in chunks
        )
