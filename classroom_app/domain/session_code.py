"""Session codes: parsing, validity, making new ones and formatting."""

import re
from collections.abc import Callable
from itertools import pairwise

_VALID = re.compile(r"[A-Za-z0-9]{4,12}", re.ASCII)
_IGNORED = re.compile(r"[\s\-]+")
RESERVED = frozenset({"JOIN"})
MADE_UP_DIGITS = 6
# For when codes are being guessed: a thousand times as many, still spoken in groups of three.
LONG_DIGITS = 9


def normalise_code(text: str) -> str | None:
    """Return the code in `text`, ignoring case, spaces and hyphens, or None if it is not valid."""
    code = _IGNORED.sub("", text)
    if not _VALID.fullmatch(code) or code.upper() in RESERVED:
        return None
    return code.upper()


def is_easy_to_guess(digits: str) -> bool:
    """Tell whether digits are all equal or a run such as 123456 or 654321."""
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    return steps in ({0}, {1}, {-1})


def is_long(code: str) -> bool:
    """Tell whether a code is too long to be guessed during a class."""
    return len(code) >= LONG_DIGITS


def make_code(random_below: Callable[[int], int], digits: int = MADE_UP_DIGITS) -> str:
    """Return random digits, neither all equal nor a run; `random_below(n)` returns 0..n-1."""
    while True:
        code = f"{random_below(10**digits):0{digits}d}"
        if not is_easy_to_guess(code):
            return code


def formatted_code(code: str) -> str:
    """Return a code as it is shown, `482 913`; any but random ones are unchanged."""
    if len(code) in (MADE_UP_DIGITS, LONG_DIGITS) and code.isdigit():
        return " ".join(code[at : at + 3] for at in range(0, len(code), 3))
    return code
