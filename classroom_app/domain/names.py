"""The rules for a student's name: what is taken, and how two of the same are told apart."""

import unicodedata
from collections.abc import Container
from itertools import count

from classroom_app.domain.errors import RefusalCode, Refused

MAX_NAME_LENGTH = 40
GUEST_NAME = "게스트"

# Control, surrogate, line and paragraph separators: never part of a name.
_BARRED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp"})
# Embeddings, overrides and isolates of the Unicode Bidirectional Algorithm (UAX #9).
_BIDI_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """Return `name` trimmed.

    Raises:
        Refused: `invalid_field`, when it is empty, longer than 40 code points, invisible, or
            holds control or bidirectional-override characters.
    """
    trimmed = name.strip()
    if not 1 <= len(trimmed) <= MAX_NAME_LENGTH:
        raise Refused(
            RefusalCode.INVALID_FIELD, f"name must have 1 to {MAX_NAME_LENGTH} characters"
        )
    categories = {unicodedata.category(character) for character in trimmed}
    if categories & _BARRED_CATEGORIES or _BIDI_OVERRIDES.intersection(trimmed):
        raise Refused(
            RefusalCode.INVALID_FIELD, "name must not contain control or direction characters"
        )
    if categories <= {"Cf", "Zs", "Mn"}:
        raise Refused(RefusalCode.INVALID_FIELD, "name must contain a visible character")
    return trimmed


def name_key(name: str) -> str:
    """Return the form under which two names are the same to a reader (NFC)."""
    return unicodedata.normalize("NFC", name)


def distinct_name(name: str, taken: Container[str]) -> str:
    """Return `name`, or `name (2)`, `name (3)`, …: the first whose key is not in `taken`."""
    if name_key(name) not in taken:
        return name
    return next(candidate for n in count(2) if name_key(candidate := f"{name} ({n})") not in taken)


def guest_name(taken: Container[str]) -> str:
    """Return the first of `게스트 1`, `게스트 2`, … that is not in `taken`."""
    return next(
        candidate for n in count(1) if name_key(candidate := f"{GUEST_NAME} {n}") not in taken
    )
