"""What waits for phones that do not read: few bytes for each (`Connection`), and so many in all.

Whoever asks for much and reads nothing has a megabyte wait at its own connection, hundreds of them
hundreds. When all of it is too much, those are cut for whom most waits.
"""

import time
from typing import Protocol

from classroom_app.server.admission import Monotonic

MAX_BYTES = 32 * 1024 * 1024
SPARED_BYTES = 64 * 1024
"""For whom no more waits is not cut: a class of a thousand on a weak network is behind for once."""
LOOK_EVERY_S = 0.1


class Reader(Protocol):
    """A connection, as far as what waits for it is counted."""

    @property
    def unsent(self) -> int:
        """How many bytes wait for it now."""

    def cut(self) -> None:
        """End it at once."""


class UnsentLimit:
    """Counts for all connections of a server."""

    def __init__(self, monotonic: Monotonic = time.monotonic, max_bytes: int = MAX_BYTES) -> None:
        self._monotonic, self._max_bytes = monotonic, max_bytes
        self._waiting: dict[Reader, int] = {}
        self._total = 0
        self._next_look = 0.0

    def note(self, reader: Reader, count: int) -> None:
        """Count what waits for somebody, who did not read all at once."""
        self._total += count - self._waiting.get(reader, 0)
        self._waiting[reader] = count
        if self._total > self._max_bytes and self._monotonic() >= self._next_look:
            self._look()

    def forget(self, reader: Reader) -> None:
        """Count somebody no more."""
        self._total -= self._waiting.pop(reader, 0)

    def _look(self) -> None:
        """Count anew, for most of it has been read meanwhile; then cut whom most waits for."""
        now = {reader: reader.unsent for reader in self._waiting}
        self._waiting = {reader: count for reader, count in now.items() if count}
        self._total = sum(self._waiting.values())
        for reader in sorted(self._waiting, key=self._waiting.__getitem__, reverse=True):
            if self._total <= self._max_bytes or self._waiting[reader] <= SPARED_BYTES:
                break
            self.forget(reader)
            reader.cut()
        self._next_look = self._monotonic() + LOOK_EVERY_S
