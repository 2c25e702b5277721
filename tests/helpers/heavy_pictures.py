"""Pictures of few bytes that would keep a decoder busy for minutes, or take gigabytes."""

import io
import struct
import zlib

from PIL import Image


def many_scans(scans: int, side: int = 4_898) -> bytes:
    """Return a progressive JPEG that goes over all its pixels so many times."""
    buffer = io.BytesIO()
    Image.new("L", (side, side), 128).save(buffer, "JPEG", progressive=True)
    whole = buffer.getvalue()
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * scans + whole[-2:]


def large_png(side: int) -> bytes:
    """Return a PNG of one colour, of two shades."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + content))
        return struct.pack(">I", len(content)) + kind + content + check

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0))
    rows = zlib.compress(bytes((side // 8 + 1) * side), 9)
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def many_frames(frames: int) -> bytes:
    """Return a moving PNG."""
    buffer = io.BytesIO()
    first, *others = [Image.new("RGB", (8, 8), (number, 0, 9)) for number in range(frames)]
    first.save(buffer, "PNG", save_all=True, append_images=others)
    return buffer.getvalue()
