"""The text of a lesson file, in whatever encoding an editor has saved it."""

import json

# The first bytes of pictures: people drop them where a lesson is expected.
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
# Those of HEIC and AVIF, after the length of the first box.
_NEW_PICTURES = (b"ftyphei", b"ftyphev", b"ftypmif", b"ftypmsf", b"ftypavi")
_KOREAN_WINDOWS = "cp949"  # what Notepad calls ANSI in Korea


def json_text(content: bytes) -> str | bytes:
    """Return the text of a JSON file: UTF-8 as bytes, anything else decoded.

    UTF-16 and UTF-32 are recognized by their first bytes; what is not UTF-8 is read in the Korean
    code page.

    Raises:
        UnicodeDecodeError: it is in none of them.
    """
    encoding = json.detect_encoding(content)
    if not encoding.startswith("utf-8"):
        return content.decode(encoding).removeprefix("\ufeff")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        content.decode()
    except UnicodeDecodeError:
        if _is_damaged(content):
            raise
        return content.decode(_KOREAN_WINDOWS)
    return content


def is_picture(content: bytes) -> bool:
    """Return whether a file is a picture, of a kind that people try to open as a lesson."""
    head = content[:16]
    return (
        head.startswith(_PICTURES)
        or head[4:].startswith(_NEW_PICTURES)
        or (head[:4], head[8:12]) == (b"RIFF", b"WEBP")
        or (head[:2], head[6:10]) == (b"BM", bytes(4))
    )


def _is_damaged(content: bytes) -> bool:
    """Return whether it is damaged UTF-8; in a code page, hardly any letter is valid by chance."""
    text = content.decode(errors="replace")
    whole = sum("가" <= letter <= "힣" for letter in text)
    return whole >= text.count("\ufffd")
