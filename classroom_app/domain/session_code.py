"""Session codes: how they are read, which are valid, how they are shown."""

import re
from collections.abc import Callable
from itertools import pairwise

_VALID = re.compile(r"[A-Za-z0-9]{4,12}", re.ASCII)
_IGNORED = re.compile(r"[\s\-]+")
RESERVED = frozenset({"JOIN"})
MADE_UP_DIGITS = 6
# For a class whose code somebody guesses: a thousand times as many, and still said in threes.
LONG_DIGITS = 9


def normalise_code(text: str) -> str | None:
    """Return the code that `text` means (any case, spaces and hyphens ignored), or None."""
    code = _IGNORED.sub("", text)
    if not _VALID.fullmatch(code) or code.upper() in RESERVED:
        return None
    return code.upper()


def is_easy_to_guess(digits: str) -> bool:
    """Tell whether digits are all equal or a run such as 123456 or 654321."""
    steps = {int(b) - int(a) for a, b in pairwise(digits)}
    return steps in ({0}, {1}, {-1})


def is_long(code: str) -> bool:
    """Tell whether there are so many codes of this kind that nobody guesses one in a class."""
    return len(code) >= LONG_DIGITS


def make_code(random_below: Callable[[int], int], digits: int = MADE_UP_DIGITS) -> str:
    """Return digits that are neither all equal nor a run; `random_below(n)` gives 0..n-1."""
    while True:
        code = f"{random_below(10**digits):0{digits}d}"
        if not is_easy_to_guess(code):
            return code


def formatted_code(code: str) -> str:
    """Return the code as shown and said: `482 913`; others stay as they are."""
    if len(code) in (MADE_UP_DIGITS, LONG_DIGITS) and code.isdigit():
        return " ".join(code[at : at + 3] for at in range(0, len(code), 3))
    return code
