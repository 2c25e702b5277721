"""Estimates, from the bytes of a picture, how much work it would be to decode it.

A few bytes can keep a decoder, which cannot be interrupted, busy for minutes: with very many scans,
each over the whole picture, with frames, or with pixels. Pictures with too many are refused before
they are decoded.
"""

import re
import struct

from msgspec import Struct

# A progressive JPEG has ten scans, perhaps with those of a thumbnail and a preview.
MAX_SCANS = 100
# Pixels times scans: ten scans of a photo by a phone.
MAX_SCANNED = 2_500_000_000
MAX_FRAMES = 100

_CAMERA_MARKS = (b"Exif", b"EXIF", b"eXIf")  # in JPEG, WebP and PNG
_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_START_OF_SCAN = b"\xff\xda"
# The most segments before a picture's size. A camera writes some dozens, a color profile 255.
MAX_SEGMENTS = 2_000
# Markers that have a length. It matches a single 0xff, although more may precede it as filling: a
# repetition would be retried at each of them, for hours in a picture of a megabyte.
_MARKER = re.compile(rb"\xff([^\x00\x01\xd0-\xd8\xff])")
_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


class PictureHead(Struct, frozen=True):
    """The size of a picture by its header; `scans` is an upper bound."""

    width: int
    height: int
    scans: int = 1
    frames: int = 1

    @property
    def pixels(self) -> int:
        """How many pixels each frame has."""
        return self.width * self.height

    def is_modest(self, most_pixels: int) -> bool:
        """Return whether it can be decoded in a moment."""
        return (
            self.pixels <= most_pixels
            and self.scans <= MAX_SCANS
            and self.frames <= MAX_FRAMES
            and self.pixels * self.scans <= MAX_SCANNED
        )


_HIDDEN = PictureHead(0, 0, scans=MAX_SCANS + 1)
"""The head of a JPEG with more segments before its size than any real one has."""


def picture_head(data: bytes) -> PictureHead | None:
    """Return the head of a PNG, JPEG or WebP, or None for anything else."""
    try:
        if data.startswith(_PNG):
            width, height = struct.unpack(">II", data[16:24])
            return PictureHead(width, height, frames=max(1, data.count(b"fcTL")))
        if data.startswith(_JPEG):
            return _jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return _webp(data)
    except (struct.error, IndexError):
        pass
    return None


def is_modest(data: bytes, most_pixels: int) -> bool:
    """Return whether these bytes can be decoded in a moment; True if they are no such picture."""
    head = picture_head(data)
    return head is None or head.is_modest(most_pixels)


def has_camera_data(data: bytes) -> bool:
    """Return whether a picture may have a camera's metadata, such as its orientation."""
    return any(mark in data for mark in _CAMERA_MARKS)


def _jpeg(data: bytes) -> PictureHead | None:
    # Scans are counted anywhere in the data: a scan's own data cannot contain a marker, and
    # following the segments could be made to miss some.
    scans = data.count(_START_OF_SCAN)
    at = len(_JPEG)
    for _segment in range(MAX_SEGMENTS):
        marker = _MARKER.search(data, at)
        if marker is None:
            return None
        kind, at = marker[1][0], marker.end()
        if kind in _SIZES:
            height, width = struct.unpack(">HH", data[at + 3 : at + 7])
            return PictureHead(width, height, scans=scans)
        (length,) = struct.unpack(">H", data[at : at + 2])
        at += length
    return _HIDDEN


def _webp(data: bytes) -> PictureHead | None:
    frames = max(1, data.count(b"ANMF"))
    match data[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        case b"VP8L":
            bits = int.from_bytes(data[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 ":
            width, height = (size & 0x3FFF for size in struct.unpack("<HH", data[26:30]))
        case _:
            return None
    return PictureHead(width, height, frames=frames)
