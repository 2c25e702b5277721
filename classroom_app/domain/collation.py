"""Sorts names and titles as people expect: 2 before 10, Korean before Latin letters."""

import re
import unicodedata
from functools import lru_cache

SortKey = tuple[tuple[tuple[int, int, str], ...], str]

_PARTS = re.compile(r"\d+|.", re.DOTALL)
_OTHER, _NUMBER, _HANGUL, _LETTER = range(4)
_FIRST, _LAST = ord("가"), ord("힣")
_SYLLABLES_OF_A_LEAD = 21 * 28
_FIRST_LEAD, _LAST_LEAD = 0x1100, 0x1112
_BEFORE, _IN_PLACE = "", "0"


@lru_cache(maxsize=4096)
def sort_key(text: str) -> SortKey:
    """Return the key to sort names and titles by.

    The order is that of a Korean dictionary: symbols, numbers by value, Hangul with a single
    consonant before its syllables, then other letters regardless of case, width and accents. Two
    different texts never have the same key.
    """
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", text).casefold())
    return tuple(map(_weight, _PARTS.findall(_without_accents(plain)))), text


def _weight(part: str) -> tuple[int, int, str]:
    if part.isdecimal():
        digits = "".join(str(unicodedata.decimal(digit)) for digit in part).lstrip("0")
        return _NUMBER, len(digits), digits
    code = ord(part)
    if _FIRST <= code <= _LAST:
        return _HANGUL, code, _IN_PLACE
    if _FIRST_LEAD <= code <= _LAST_LEAD:
        return _HANGUL, _FIRST + (code - _FIRST_LEAD) * _SYLLABLES_OF_A_LEAD, _BEFORE
    if 0x1100 <= code <= 0x11FF:  # vowels and double consonants that stand alone
        return _HANGUL, _LAST + code, _IN_PLACE
    return (_LETTER if part.isalpha() else _OTHER), code, _IN_PLACE


def _without_accents(text: str) -> str:
    """Strip accents from Latin, Greek and Cyrillic letters; Hangul and kana stay composed."""
    return "".join(
        unicodedata.normalize("NFD", letter)[0] if letter < "\u2000" else letter
        for letter in text
        if not unicodedata.combining(letter)
    )
