"""What the program gives the window for support."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Support:
    """`diagnose` returns a report, and blocks; `last_crash` is the report of a crash last time."""

    diagnose: Callable[[], str]
    last_crash: str | None = None
    dismiss_crash: Callable[[], None] = lambda: None
