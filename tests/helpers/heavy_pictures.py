"""Small picture files that would keep a decoder busy for minutes, or take gigabytes of memory."""

import io
import struct
import zlib

from PIL import Image


def many_scans(scans: int, side: int = 4_898) -> bytes:
    """Return a progressive JPEG with this many scans over all its pixels."""
    buffer = io.BytesIO()
    Image.new("L", (side, side), 128).save(buffer, "JPEG", progressive=True)
    whole = buffer.getvalue()
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * scans + whole[-2:]


def large_png(side: int) -> bytes:
    """Return a PNG of one colour, of two shades."""

    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + header + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def many_frames(frames: int) -> bytes:
    """Return an animated PNG."""
    buffer = io.BytesIO()
    first, *others = [Image.new("RGB", (8, 8), (number, 0, 9)) for number in range(frames)]
    first.save(buffer, "PNG", save_all=True, append_images=others)
    return buffer.getvalue()


def png_of(
    size: tuple[int, int],
    colours: int,
    bits: int,
    *,
    is_coarse_first: bool = False,
    short_by: int = 0,
) -> bytes:
    """Return an empty PNG of few bytes; `short_by` are left out of its rows."""
    width, height = size
    values = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colours]
    passes = [(width, height)]
    if is_coarse_first:
        steps = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4)]
        steps += [(0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
        passes = [(-((x - width) // dx), -((y - height) // dy)) for x, y, dx, dy in steps]
    rows = sum(
        down * (1 + -(-across * values * bits // 8)) for across, down in passes if across > 0
    )
    head = struct.pack(">IIBBBBB", width, height, bits, colours, 0, 0, is_coarse_first)
    palette = _chunk(b"PLTE", bytes(3 << bits)) if colours == 3 else b""
    packed = zlib.compress(bytes(rows - short_by), 9)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", head)
        + palette
        + _chunk(b"IDAT", packed)
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
