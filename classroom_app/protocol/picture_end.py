"""Whether a picture's file is there to its end, told by its parts and without decoding it.

Browsers show as much of a picture as there is, and grey or white below: half a screen looks like
a screen. What stands behind the end does not matter.
"""

import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_PNG_END = b"IEND"
# A chunk of a PNG: its length in front of its name, its checksum behind its content.
_CHUNK, _CHECKSUM = struct.Struct(">I4s"), 4
_SCAN, _JPEG_END, _STANDALONE = 0xDA, b"\xff\xd9", range(0xD0, 0xD8)
_RIFF = struct.Struct("<I")


def is_cut_short(data: bytes) -> bool:
    """Tell whether a PNG, a JPEG or a WebP ends too early; anything else does not."""
    try:
        if data.startswith(_PNG):
            return not _has_png_end(data)
        if data.startswith(_JPEG):
            return not _has_jpeg_end(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            (length,) = _RIFF.unpack_from(data, 4)
            return len(data) < 8 + int(length)
    except struct.error:
        return True
    return False


def _has_png_end(data: bytes) -> bool:
    at = len(_PNG)
    while True:
        length, name = _CHUNK.unpack_from(data, at)
        if name == _PNG_END:
            return True
        at += _CHUNK.size + length + _CHECKSUM


def _has_jpeg_end(data: bytes) -> bool:
    """Look behind the head for the end: the head may hold a small picture, which has one too."""
    at = len(_JPEG)
    while (at := data.find(b"\xff", at)) >= 0:
        while data[at : at + 1] == b"\xff":  # any number of them may stand in front of a marker
            at += 1
        (marker,) = struct.unpack_from("B", data, at)
        at += 1
        if marker == _SCAN:
            return data.find(_JPEG_END, at) >= 0
        if marker not in _STANDALONE and marker > 1:
            at += struct.unpack_from(">H", data, at)[0]
    return False
