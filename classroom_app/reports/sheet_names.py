"""Makes valid names for the sheets of a workbook from any title."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

MOST_UNITS = 31
"""The longest name that Excel accepts, in UTF-16 code units."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# The escape by which a workbook encodes a character (`_x0041_`): it would be read as that one.
_CODED = re.compile("(?<!_)_+(?=x[0-9a-fA-F]{4}_)")
# Excel reserves this name.
_RESERVED = "history"


def sheet_name(title: str, taken: Container[str] = ()) -> str:
    """Return a name that Excel and LibreOffice accept; `taken` has the keys of other sheets.

    Invalid characters are left out, and a number is appended if the name is taken.
    """
    letters = "".join(map(_plain, unicodedata.normalize("NFC", title)))
    words = _CODED.sub("", " ".join(letters.translate(_FORBIDDEN).split()))
    for number in count(1):
        tail = "" if number == 1 else f" ({number})"
        name = _cut(words, MOST_UNITS - len(tail)) + tail
        key = sheet_key(name)
        if key not in taken and key != _RESERVED:
            return name
    raise AssertionError("the numbers never end")


def sheet_key(name: str) -> str:
    """Return a key that is equal for two names which one workbook may not both have.

    Spreadsheets do not distinguish capitals from small letters, nor full-width from half-width.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _plain(letter: str) -> str:
    """Return the character, a space for a separator, or "" for an invisible one."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category[0] == "C" and letter not in "\u200c\u200d" else letter


def _cut(words: str, units: int) -> str:
    """Cut a name to this many units, between characters; a name cannot begin or end with "'"."""
    kept = ""
    for letter in words.strip(" '\u200c\u200d"):
        units -= 2 if letter > "\uffff" else 1
        if units < 0:
            break
        kept += letter
    return kept.strip(" '\u200c\u200d") or "1"
