"""Reads what a Windows shortcut (.lnk, [MS-SHLLINK]) leads to."""

import struct
from pathlib import Path

_HEADER = 76
_HAS_ID_LIST, _HAS_LINK_INFO = 1, 2


def target_of(shortcut: Path) -> str:
    """Return the Windows path of the program that a shortcut starts."""
    content = shortcut.read_bytes()
    size, flags = struct.unpack_from("<I", content)[0], struct.unpack_from("<I", content, 20)[0]
    assert size == _HEADER, f"{shortcut} is a shortcut"
    place = _HEADER
    if flags & _HAS_ID_LIST:
        place += 2 + struct.unpack_from("<H", content, place)[0]
    assert flags & _HAS_LINK_INFO, f"{shortcut} leads to a file"
    header_size = struct.unpack_from("<I", content, place + 4)[0]
    if header_size >= 0x24:
        start = place + struct.unpack_from("<I", content, place + 28)[0]
        end = content.index(b"\0\0", start)
        return content[start : end + (end - start) % 2].decode("utf-16-le")
    start = place + struct.unpack_from("<I", content, place + 16)[0]
    return content[start : content.index(b"\0", start)].decode("ascii")
