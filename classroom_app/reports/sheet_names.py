"""Names for the sheets of a workbook, made of any title."""

import re
import unicodedata
from collections.abc import Container
from itertools import count

MOST_UNITS = 31
"""UTF-16 units of a name, the most that Excel takes."""
_FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
# The way in which a workbook writes a letter as a number: it would be read as that letter.
_CODED = re.compile("(?<!_)_+(?=x[0-9a-fA-F]{4}_)")
# Excel keeps this name for itself.
_RESERVED = "history"


def sheet_name(title: str, taken: Container[str] = ()) -> str:
    """Return a name for a sheet that Excel and LibreOffice take; `taken` has keys of others.

    What the name may not hold is left out, and a number tells it from the others.
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
    """Return what two names have in common that one workbook may not both have.

    Spreadsheets do not tell capitals from small letters, nor wide letters from narrow ones.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())


def _plain(letter: str) -> str:
    """Return a letter; a blank for what separates; nothing for what cannot be seen."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return "" if category[0] == "C" and letter not in "\u200c\u200d" else letter


def _cut(words: str, units: int) -> str:
    """Return the beginning, of whole characters; an apostrophe at an end is part of no name."""
    kept = ""
    for letter in words.strip(" '\u200c\u200d"):
        units -= 2 if letter > "\uffff" else 1
        if units < 0:
            break
        kept += letter
    return kept.strip(" '\u200c\u200d") or "1"
