"""Session codes: how they are read, which are valid, how they are shown."""

import re
from collections.abc import Callable
from itertools import pairwise

_VALID = re.compile(r"[A-Za-z0-9]{4,12}", re.ASCII)
_IGNORED = re.compile(r"[\s\-]+")
RESERVED = frozenset({"JOIN"})
MADE_UP_DIGITS = 6


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


def make_code(random_below: Callable[[int], int]) -> str:
    """Return six digits that are neither all equal nor a run; `random_below(n)` gives 0..n-1."""
    while True:
        code = f"{random_below(10**MADE_UP_DIGITS):0{MADE_UP_DIGITS}d}"
        if not is_easy_to_guess(code):
            return code


def formatted_code(code: str) -> str:
    """Return the code as shown and said: `482 913`; others stay as they are."""
    if len(code) == MADE_UP_DIGITS and code.isdigit():
        return f"{code[:3]} {code[3:]}"
    return code
