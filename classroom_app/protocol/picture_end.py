"""Finds out whether a picture's file is complete, by its structure and without decoding it.

Browsers show as much of a picture as there is, and gray or white below: half a screen looks like a
screen. Data after the end does not matter.
"""

import struct

_PNG, _JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8"
_PNG_END = b"IEND"
# A chunk of a PNG: length and name before its content, a checksum after it.
_CHUNK, _CHECKSUM = struct.Struct(">I4s"), 4
_SCAN, _JPEG_END, _STANDALONE = 0xDA, b"\xff\xd9", range(0xD0, 0xD8)
_RIFF = struct.Struct("<I")


def is_cut_short(data: bytes) -> bool:
    """Return whether a PNG, JPEG or WebP ends too early; False for anything else."""
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
    """Look for the end after the header, whose thumbnail may have an end marker too."""
    at = len(_JPEG)
    while (at := data.find(b"\xff", at)) >= 0:
        while data[at : at + 1] == b"\xff":  # any number of fill bytes may precede a marker
            at += 1
        (marker,) = struct.unpack_from("B", data, at)
        at += 1
        if marker == _SCAN:
            return data.find(_JPEG_END, at) >= 0
        if marker not in _STANDALONE and marker > 1:
            at += struct.unpack_from(">H", data, at)[0]
    return False
