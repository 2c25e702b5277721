"""Long answers that are being fetched: equal ones are held once, and all of them are bounded.

Whoever reads slowly has an answer held for minutes. Each picture of a lesson is read from the disk
anew for each phone that asks: hundreds of strangers would have as many copies of it held.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

from classroom_app.server.addresses import network_of

MAX_BYTES = 48 * 1024 * 1024
"""Of answers that differ: the pictures of a long lesson, with handouts besides."""


class Reader(Protocol):
    """A connection that fetches an answer; it has a hash of its identity."""

    address: str

    def cut(self) -> None:
        """End the connection at once."""


class HeldAnswers:
    """Holds the answers of all connections of a server.

    When they are too much, the address makes room that has most of them held, its oldest first.
    """

    def __init__(self, max_bytes: int = MAX_BYTES) -> None:
        self._max_bytes = max_bytes
        self._of: dict[Reader, bytes] = {}  # for its order
        # By what is in them: the one that is held, and by how many.
        self._shared: dict[bytes, bytes] = {}
        self._readers: Counter[bytes] = Counter()
        self._total = 0

    @property
    def total(self) -> int:
        """How many bytes are held, equal answers counted once."""
        return self._total

    @contextmanager
    def holding(self, reader: Reader, body: bytes) -> Iterator[bytes]:
        """Give what is to be sent in place of `body`: an equal one, if another reader has it."""
        shared = self._shared.setdefault(body, body)
        self._of[reader] = shared
        self._readers[shared] += 1
        if self._readers[shared] == 1:
            self._total += len(shared)
        del body
        self._keep_within_bounds()
        try:
            yield shared
        finally:
            self._let_go(reader)

    def _keep_within_bounds(self) -> None:
        while self._total > self._max_bytes:
            weights: Counter[str] = Counter()
            for reader, body in self._of.items():
                weights[network_of(reader.address)] += len(body) // self._readers[body]
            ((heaviest, _weight),) = weights.most_common(1)
            oldest = next(one for one in self._of if network_of(one.address) == heaviest)
            self._let_go(oldest)
            oldest.cut()

    def _let_go(self, reader: Reader) -> None:
        body = self._of.pop(reader, None)
        if body is None:
            return
        self._readers[body] -= 1
        if not self._readers[body]:
            del self._readers[body], self._shared[body]
            self._total -= len(body)
