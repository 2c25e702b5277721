"""Gives memory that was freed back to the system, where the C library keeps it by itself.

glibc does: what lies between pieces in use stays with the process, gigabytes after a burst. Windows
and macOS take it back without being asked.
"""

import ctypes
import linecache
import sys
from functools import cache
from typing import Any

M_MMAP_THRESHOLD = -3
"""From `malloc.h` of glibc."""
LARGE_BYTES = 512 * 1024


def hold_little_memory() -> None:
    """Let large blocks go back to the system as they are freed, and forget what the start has read.

    glibc maps large blocks one by one, until one is freed: from then on it keeps all of that size
    among the small ones, and a few pictures of phones leave holes of a hundred megabytes. PySide
    reads the sources of all modules as they are imported, and they stay in `linecache`.
    """
    linecache.clearcache()
    if sys.platform == "linux":
        options = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if options is not None:
            options(M_MMAP_THRESHOLD, LARGE_BYTES)


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
