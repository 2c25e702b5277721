"""Prepares the standard streams, so that writing text to them cannot fail.

Printing a Korean path to a console with another code page would raise an error, and a program
started from an icon on Windows has no streams at all.
"""

import io
import os
import sys
from pathlib import Path
from typing import TextIO


def is_there() -> bool:
    """Return whether stderr leads anywhere."""
    return sys.stderr is not None and not getattr(sys.stderr, "is_nowhere", False)


def make_ready() -> None:
    """Make the streams escape characters that they cannot encode; replace missing ones."""
    sys.stdout = _ready(sys.stdout)
    sys.stderr = _ready(sys.stderr)


def _ready(stream: TextIO | None) -> TextIO:
    if stream is None:
        return _Nowhere()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


class _Nowhere(io.TextIOWrapper):
    """A stream that discards everything, with a file number, which some callers need."""

    is_nowhere = True

    def __init__(self) -> None:
        nowhere = Path(os.devnull).open("wb", buffering=0)  # noqa: SIM115 - closed with this one
        super().__init__(nowhere, encoding="utf-8", write_through=True)
