"""The standard streams, made so that no text that is written to them can fail.

A Korean path on a console of another code page raises an error in Python; and a program that was
started from an icon on Windows has no streams at all.
"""

import io
import os
import sys
from pathlib import Path
from typing import TextIO


def is_there() -> bool:
    """Tell whether somebody could read what is written to stderr."""
    return sys.stderr is not None and not getattr(sys.stderr, "is_nowhere", False)


def make_ready() -> None:
    """Write what a console cannot show as its number, and without a console nowhere."""
    sys.stdout = _ready(sys.stdout)
    sys.stderr = _ready(sys.stderr)


def _ready(stream: TextIO | None) -> TextIO:
    if stream is None:
        return _Nowhere()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


class _Nowhere(io.TextIOWrapper):
    """A stream with a file number, as some want one, that keeps nothing."""

    is_nowhere = True

    def __init__(self) -> None:
        nowhere = Path(os.devnull).open("wb", buffering=0)  # noqa: SIM115 - closed with this one
        super().__init__(nowhere, encoding="utf-8", write_through=True)
