"""Names for files that are valid on Windows, macOS and Linux, since files are carried around."""

import re
import unicodedata

LONGEST = 70
"""The most characters of a title that go into a name; the rest is cut off."""
_MOST_BYTES = 200
# File systems allow 255 bytes (Linux) or 255 units of UTF-16 (Windows, macOS): this leaves room for
# an extension, a number in brackets, and the mark of an unfinished file.

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# With any extension, since Windows looks only at the part before the first dot; ¹²³ count as
# digits.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)")
_JOINERS = "\u200c\u200d"  # they hold emoji and some scripts together


def file_name(title: str, tail: str = "") -> str:
    """Return a file name, without an extension, that is valid on every system.

    `tail` is kept at the end, however much is cut off before it; it must be short and of plain
    letters.
    """
    text = _composed("".join(map(_plain, _composed(title))))
    name = _cut(" ".join(_FORBIDDEN.sub(" ", text).split()).strip(" ."), tail)
    return f"_{name}" if not name or _DEVICE.match(name) else name


def name_key(name: str) -> str:
    """Return a key that is equal for names that are one file on some system.

    Windows and macOS ignore case, and macOS also whether characters are composed or decomposed.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _composed(title: str) -> str:
    """Return the title with one code point per Korean syllable: macOS decomposes them."""
    return unicodedata.normalize("NFC", title)


def _plain(letter: str) -> str:
    """Return the letter, a space for a separator, or "" for a letter that no name should have."""
    if letter in _JOINERS:
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    # Direction marks, surrogates, private-use and unassigned characters.
    return "" if category.startswith("C") else letter


def _cut(name: str, tail: str) -> str:
    room = _MOST_BYTES - len(tail.encode())
    kept = name[: LONGEST - len(tail)].encode()[:room].decode("utf-8", "ignore")
    return f"{kept.strip(f' .{_JOINERS}')}{tail}".strip(" .")
