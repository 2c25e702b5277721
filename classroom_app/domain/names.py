"""The rules for names: which are accepted, everywhere, and how equal ones are told apart.

What counts is what a reader sees. A name is composed (NFC), since iPhones and Macs send Hangul
decomposed; invisible characters are removed, and those that show as a blank become a space.
"""

import re
import unicodedata
from collections.abc import Container
from itertools import count

from classroom_app.domain.errors import RefusalCode, Refused


def _characters(*ranges: tuple[int, int]) -> frozenset[str]:
    """Return the characters of ranges of code points, both ends included."""
    return frozenset(chr(code) for first, last in ranges for code in range(first, last + 1))


MAX_NAME_LENGTH = 40
GUEST_NAME = "게스트"
# Enough for 40 letters of many code points; composing a text of any length could take very long.
MAX_TYPED_LENGTH = 10 * MAX_NAME_LENGTH

# Control, surrogate, line and paragraph separators: never part of a name.
_BARRED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9).
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters and symbols by category, but shown as a blank.
_BLANKS = frozenset("\u2800\u3164\uffa0\U0001d159")
# Code points that show nothing: Unicode's Default_Ignorable_Code_Point, and the annotation marks.
_IGNORABLE = _characters(
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)),
    *((0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
).difference(_BIDI_OVERRIDES)
# Joiners, variation selectors and the tags of flags: they shape the character before them.
_SHAPING = _characters((0x200C, 0x200D), (0xFE00, 0xFE0F), (0xE0020, 0xE007F), (0xE0100, 0xE01EF))
_UNSEEN_CATEGORIES = frozenset({"Cf", "Zs", "Mn", "Me"})
# Korean names are written with or without a space, and are called out the same.
_HANGUL_GAP = re.compile("(?<=[가-힣]) (?=[가-힣])")


def clean_name(name: str) -> str:
    """Return `name` as it is stored: composed, trimmed, with single spaces, nothing invisible.

    Raises:
        Refused: `invalid_field`, if it is empty, longer than 40 code points, invisible, or
            contains control or bidirectional-override characters.
    """
    name = name.strip()
    clean = _visible_part(name) if len(name) <= MAX_TYPED_LENGTH else name
    if not name or len(clean) > MAX_NAME_LENGTH:
        raise Refused(
            RefusalCode.INVALID_FIELD, f"name must have 1 to {MAX_NAME_LENGTH} characters"
        )
    if any(map(_is_barred, clean)):
        raise Refused(
            RefusalCode.INVALID_FIELD, "name must not contain control or direction characters"
        )
    if {unicodedata.category(character) for character in clean} <= _UNSEEN_CATEGORIES:
        raise Refused(RefusalCode.INVALID_FIELD, "name must contain a visible character")
    return clean


def is_name(text: str) -> bool:
    """Tell whether `clean_name` accepts the text."""
    try:
        clean_name(text)
    except Refused:
        return False
    return True


def _visible_part(name: str, *, shaped: bool = True) -> str:
    """Return the visible part of a name; if `shaped`, with characters that shape visible ones."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", name):
        if character in _BLANKS or unicodedata.category(character) == "Zs":
            kept.append(" ")
        elif character not in _IGNORABLE or (shaped and kept and _shapes(kept[-1], character)):
            kept.append(character)
    # Composed again: a removed character may have been between a letter and its mark.
    return unicodedata.normalize("NFC", " ".join(filter(None, "".join(kept).split(" "))))


def _shapes(before: str, character: str) -> bool:
    """Tell whether a joiner or selector has an effect there: emoji, Han, Arabic, Indic scripts."""
    return character in _SHAPING and (
        unicodedata.category(before) in ("So", "Sk", "Mn", "Mc", "Cn")
        or unicodedata.bidirectional(before) == "AL"
        or unicodedata.name(before, "").startswith("CJK")
        or before in _SHAPING
    )


def _is_barred(character: str) -> bool:
    code = ord(character)
    return (
        unicodedata.category(character) in _BARRED_CATEGORIES
        or character in _BIDI_OVERRIDES
        or code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
    )


def name_key(name: str) -> str:
    """Return a key that is equal for two names that look the same to a reader."""
    return _HANGUL_GAP.sub("", _visible_part(name[:MAX_TYPED_LENGTH], shaped=False))


def distinct_name(name: str, taken: Container[str]) -> str:
    """Return `name`, or `name (2)`, `name (3)`, …: the first whose key is not in `taken`."""
    key = name_key(name)
    if key not in taken:
        return name
    # A key is computed only once, even in a class in which everybody has the same name.
    return next(f"{name} ({n})" for n in count(2) if f"{key} ({n})" not in taken)


def guest_name(taken: Container[str]) -> str:
    """Return the first of `게스트 1`, `게스트 2`, … that is not in `taken`."""
    return next(
        candidate for n in count(1) if name_key(candidate := f"{GUEST_NAME} {n}") not in taken
    )
