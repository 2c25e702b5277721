"""Bounds the unsent bytes of all connections together; `Connection` bounds those of each.

A connection that requests much and reads nothing buffers up to a megabyte, hundreds of them
hundreds. When the total is too large, the connections with the most unsent bytes are cut.
"""

import time
from typing import Protocol

from classroom_app.server.admission import Monotonic

MAX_BYTES = 32 * 1024 * 1024
SPARED_BYTES = 64 * 1024
"""A connection with no more unsent bytes than this is never cut for the total: a class of a
thousand on a weak network may all be behind for a moment."""
LOOK_EVERY_S = 0.1


class Reader(Protocol):
    """A connection whose unsent bytes are counted."""

    @property
    def unsent(self) -> int:
        """How many bytes are buffered for it now."""

    def cut(self) -> None:
        """Abort the connection."""


class UnsentLimit:
    """Counts the unsent bytes of all connections of a server."""

    def __init__(self, monotonic: Monotonic = time.monotonic, max_bytes: int = MAX_BYTES) -> None:
        self._monotonic, self._max_bytes = monotonic, max_bytes
        self._waiting: dict[Reader, int] = {}
        self._total = 0
        self._next_look = 0.0

    def note(self, reader: Reader, count: int) -> None:
        """Note that `count` bytes are unsent; above the total, cut the largest buffers."""
        self._total += count - self._waiting.get(reader, 0)
        self._waiting[reader] = count
        if self._total > self._max_bytes and self._monotonic() >= self._next_look:
            self._look()

    def forget(self, reader: Reader) -> None:
        """Stop counting a connection."""
        self._total -= self._waiting.pop(reader, 0)

    def _look(self) -> None:
        """Recount, as most has been sent by now; then cut the largest until it fits."""
        now = {reader: reader.unsent for reader in self._waiting}
        self._waiting = {reader: count for reader, count in now.items() if count}
        self._total = sum(self._waiting.values())
        for reader in sorted(self._waiting, key=self._waiting.__getitem__, reverse=True):
            if self._total <= self._max_bytes or self._waiting[reader] <= SPARED_BYTES:
                break
            self.forget(reader)
            reader.cut()
        self._next_look = self._monotonic() + LOOK_EVERY_S
