"""How much room is left on the disk of a folder, and a little that is set aside there.

A disk that is full refuses what a class has to store, the steps that are done. A file holds some
megabytes for them, and is deleted when they are needed.
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
"""Or a tenth and a twentieth of a small disk."""
GIVEN_BACK_BELOW_BYTES = 100_000_000


class DiskUsage(NamedTuple):
    """How many bytes are free for this account, and how many the disk has."""

    free: int
    total: int

    @property
    def is_low(self) -> bool:
        """Whether somebody should free some, long before it is full."""
        return self.free < min(LOW_BYTES, self.total / 10)

    @property
    def is_very_low(self) -> bool:
        """Whether the rest is for what classes have to store."""
        return self.free < min(VERY_LOW_BYTES, self.total / 20)


def disk_usage(folder: Path) -> DiskUsage:
    """Look at the disk of a folder. Blocks for a moment.

    Raises:
        OSError: it does not tell.
    """
    total, _used, free = shutil.disk_usage(folder)
    return DiskUsage(free, total)


class DiskRoom:
    """The room of one folder. Blocks: use a thread."""

    def __init__(self, folder: Path, usage: Callable[[Path], DiskUsage] = disk_usage) -> None:
        self._folder, self._usage = folder, usage
        self._reserve = folder / RESERVE_FILE

    def look(self) -> DiskUsage:
        """Return how full the disk is; make the reserve, or give it back, as they are.

        Raises:
            OSError: the disk does not tell.
        """
        usage = self._usage(self._folder)
        if usage.free >= LOW_BYTES and not self._reserve.exists():
            with contextlib.suppress(OSError):
                self._make()
        elif usage.free < GIVEN_BACK_BELOW_BYTES:
            self.give_back()
        return usage

    def give_back(self) -> bool:
        """Delete the reserve; tell whether there was one."""
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
