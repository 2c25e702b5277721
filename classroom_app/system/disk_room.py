"""Watches the free space on a folder's disk, and keeps a small reserve there.

On a full disk a class could not store its progress. A file reserves some megabytes for that, and is
deleted when they are needed.
"""

import contextlib
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

RESERVE_BYTES = 16_000_000
RESERVE_FILE = "room-for-the-class.bin"
LOW_BYTES, VERY_LOW_BYTES = 1_000_000_000, 200_000_000
"""On a small disk, a tenth and a twentieth of it."""
GIVEN_BACK_BELOW_BYTES = 100_000_000


class DiskUsage(NamedTuple):
    """The bytes that are free for this account, and the disk's total."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        """Whether the user should free some space, long before the disk is full."""
        return self.free < min(LOW_BYTES, self.total / 10)

    @property
    def is_very_low(self) -> bool:
        """Whether the rest must be left for what classes have to store."""
        return self.free < min(VERY_LOW_BYTES, self.total / 20)


def disk_usage(folder: Path) -> DiskUsage:
    """Return the usage of a folder's disk. Blocks for a moment.

    Raises:
        OSError: it cannot be determined.
    """
    total, _used, free = shutil.disk_usage(folder)
    return DiskUsage(free, total)


class DiskRoom:
    """The disk space of one folder. Its methods block: use a thread."""

    def __init__(self, folder: Path, usage: Callable[[Path], DiskUsage] = disk_usage) -> None:
        self._folder, self._usage = folder, usage
        self._reserve = folder / RESERVE_FILE

    def look(self) -> DiskUsage:
        """Return the disk's usage; create or delete the reserve accordingly.

        Raises:
            OSError: the usage cannot be determined.
        """
        usage = self._usage(self._folder)
        if usage.free >= LOW_BYTES and not self._reserve.exists():
            with contextlib.suppress(OSError):
                self._make()
        elif usage.free < GIVEN_BACK_BELOW_BYTES:
            self.give_back()
        return usage

    def give_back(self) -> bool:
        """Delete the reserve; return whether there was one."""
        try:
            self._reserve.unlink()
        except OSError:
            return False
        return True

    def _make(self) -> None:
        try:
            with self._reserve.open("wb") as file:
                if sys.platform == "linux":
                    os.posix_fallocate(file.fileno(), 0, RESERVE_BYTES)
                else:
                    file.write(bytes(RESERVE_BYTES))
        except OSError:
            self.give_back()
            raise
