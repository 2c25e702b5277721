"""Counts the bytes each address has sent recently, to prefer those that send rarely."""

import math
import time
from collections import OrderedDict

from classroom_app.server.admission import Monotonic

HALF_FORGOTTEN_S = 30.0
"""The half-life of the counts."""
MAX_ADDRESSES = 1_000


class SentOfLate:
    """Exponentially decaying byte counts of the last `MAX_ADDRESSES` networks (`network_of`)."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        # The count and when it was computed; the address that sent last is last.
        self._sent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def add(self, address: str, count: int) -> None:
        """Add `count` bytes sent by an address."""
        self._sent[address] = (self.by(address) + count, self._monotonic())
        self._sent.move_to_end(address)
        if len(self._sent) > MAX_ADDRESSES:
            self._sent.popitem(last=False)

    def by(self, address: str) -> float:
        """Return the decayed count of an address, in bytes."""
        sent, counted_at = self._sent.get(address, (0.0, 0.0))
        return sent * math.pow(0.5, (self._monotonic() - counted_at) / HALF_FORGOTTEN_S)
