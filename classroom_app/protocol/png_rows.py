"""Finds out whether a PNG has all its rows, without holding the picture in memory.

A decoder makes four bytes of each pixel, a hundred megabytes of a hundred kilobytes. To know that a
picture is complete, its rows are decompressed piece by piece and counted.
"""

import struct
import zlib
from collections.abc import Iterator

_START, _CHUNK, _CHECKSUM = 8, struct.Struct(">I4s"), 4
_HEAD = struct.Struct(">IIBBBBB")
_PIECE_BYTES = 64 * 1024
# By color type: how many values a pixel has, and how many bits each may have.
_VALUES = {
    0: (1, (1, 2, 4, 8, 16)),
    2: (3, (8, 16)),
    3: (1, (1, 2, 4, 8)),
    4: (2, (8, 16)),
    6: (4, (8, 16)),
}
# The passes of an interlaced PNG (Adam7): where each begins, and how far apart its pixels are.
_COARSE_FIRST = (
    *((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8)),
    *((2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)),
)
_LAST_FILTER = 4


def has_all_rows(png: bytes) -> bool:
    """Return whether a PNG, whose chunks must be complete, has all its rows."""
    try:
        passes = _passes(png)
        pieces = _unpacked(png)
        row_bytes, left = 0, 0
        for piece in pieces:
            at = 0
            while at < len(piece):
                if not left:
                    if not passes:
                        return True
                    rows, row_bytes = passes.pop(0)
                    left = rows * row_bytes
                part = piece[at : at + left]
                # The first byte of each row is its filter type.
                if max(part[left % row_bytes :: row_bytes], default=0) > _LAST_FILTER:
                    return False
                left -= len(part)
                at += len(part)
        return not left and not passes
    except (struct.error, zlib.error, KeyError, ValueError):
        return False


def _passes(png: bytes) -> list[tuple[int, int]]:
    """Return the number of rows of each pass, and the bytes of each row.

    Raises:
        KeyError: there is no such color type.
        ValueError: the color type has no such bit depth.
    """
    width, height, bits, colours, *_, is_coarse_first = _HEAD.unpack_from(png, _START + 8)
    values, depths = _VALUES[colours]
    if bits not in depths:
        raise ValueError(bits)
    found = []
    for x, y, right, down in _COARSE_FIRST if is_coarse_first else ((0, 0, 1, 1),):
        columns, rows = (width - x + right - 1) // right, (height - y + down - 1) // down
        if columns > 0 and rows > 0:
            found.append((rows, 1 + (columns * values * bits + 7) // 8))
    return found


def _unpacked(png: bytes) -> Iterator[bytes]:
    unpacking, at, is_over = zlib.decompressobj(), _START, False
    while not is_over:
        length, name = _CHUNK.unpack_from(png, at)
        at += _CHUNK.size
        packed = png[at : at + length] if name == b"IDAT" else b""
        while packed and not unpacking.eof:
            yield unpacking.decompress(packed, _PIECE_BYTES)
            packed = unpacking.unconsumed_tail
        at += length + _CHECKSUM
        is_over = name == b"IEND" or unpacking.eof
