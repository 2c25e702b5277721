"""Gives memory that was freed back to the system, where the C library keeps it by itself.

glibc does: what lies between pieces in use stays with the process, gigabytes after a burst. Windows
and macOS take it back without being asked.
"""

import ctypes
import sys
from functools import cache
from typing import Any


def give_back_freed_memory() -> None:
    """Let the system have what is free. Takes a few milliseconds for a hundred megabytes."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    trim = None
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
    return trim
