"""What helps whoever helps the instructor: handed to the window by the program."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Support:
    """`diagnose` looks at everything and blocks; `last_crash` is the report of the last run."""

    diagnose: Callable[[], str]
    last_crash: str | None = None
    dismiss_crash: Callable[[], None] = lambda: None
