"""Returns freed memory to the system where the C library would keep it.

glibc keeps free memory between blocks in use, gigabytes after a burst. Windows and macOS reclaim it
by themselves.
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
    """Make large blocks go back to the system when freed, and clear the cache of source lines.

    glibc maps large blocks separately until one is freed; from then on it allocates that size among
    the small ones, and a few pictures from phones leave holes of a hundred megabytes. PySide reads
    the source of every module that is imported, and it stays in `linecache`.
    """
    linecache.clearcache()
    if sys.platform == "linux":
        options = getattr(ctypes.CDLL(None), "mallopt", None)  # other C libraries have none
        if options is not None:
            options(M_MMAP_THRESHOLD, LARGE_BYTES)


def give_back_freed_memory() -> None:
    """Return free memory to the system. Takes a few milliseconds for a hundred megabytes."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    trim = None
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other C libraries have none
    return trim
