"""Names for files that Windows, macOS and Linux take alike: a file made here is carried there."""

import re
import unicodedata

LONGEST = 70
"""Characters of a title that go into a name; what follows is cut off."""
_MOST_BYTES = 200
# File systems take 255 bytes (Linux) or 255 units of UTF-16 (Windows, macOS): room is left for an
# ending, a number in brackets, and the sign of a file that is not whole yet.

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
# With any ending, since Windows looks at what stands before the first dot; it takes ¹²³ for digits.
_DEVICE = re.compile(r"(?i)(con|prn|aux|nul|clock\$|conin\$|conout\$|(com|lpt)[0-9¹²³]) *(\.|$)")
_JOINERS = "\u200c\u200d"  # they hold emoji and some scripts together


def file_name(title: str, tail: str = "") -> str:
    """Return a name for a file that every system takes, without its ending.

    `tail` stands at the end whatever is cut off before it; it is of plain letters and short.
    """
    text = _composed("".join(map(_plain, _composed(title))))
    name = _cut(" ".join(_FORBIDDEN.sub(" ", text).split()).strip(" ."), tail)
    return f"_{name}" if not name or _DEVICE.match(name) else name


def name_key(name: str) -> str:
    """Return what two names have in common that are one file on some system.

    Windows and macOS do not tell capitals from small letters, nor macOS composed from decomposed.
    """
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def _composed(title: str) -> str:
    """Return one code point for each Korean syllable: macOS gives them in parts."""
    return unicodedata.normalize("NFC", title)


def _plain(letter: str) -> str:
    """Return a letter, a blank for what separates, nothing for what no file system should see."""
    if letter in _JOINERS:
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    # Turners of direction, halves of pairs, private ones, and those that Unicode does not know.
    return "" if category.startswith("C") else letter


def _cut(name: str, tail: str) -> str:
    room = _MOST_BYTES - len(tail.encode())
    kept = name[: LONGEST - len(tail)].encode()[:room].decode("utf-8", "ignore")
    return f"{kept.strip(f' .{_JOINERS}')}{tail}".strip(" .")
