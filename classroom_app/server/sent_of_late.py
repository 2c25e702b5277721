"""How many bytes each address has sent of late: who sends once comes before who always sends."""

import math
import time
from collections import OrderedDict

from classroom_app.server.admission import Monotonic

HALF_FORGOTTEN_S = 30.0
"""After so long half of what an address has sent counts no more."""
MAX_ADDRESSES = 1_000


class SentOfLate:
    """Counts for the addresses that sent last, each a network of its own (`network_of`)."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._monotonic = monotonic
        # How much, and when that was counted; who sent last is the last.
        self._sent: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def add(self, address: str, count: int) -> None:
        """Count what somebody has sent."""
        self._sent[address] = (self.by(address) + count, self._monotonic())
        self._sent.move_to_end(address)
        if len(self._sent) > MAX_ADDRESSES:
            self._sent.popitem(last=False)

    def by(self, address: str) -> float:
        """Return how many bytes count."""
        sent, counted_at = self._sent.get(address, (0.0, 0.0))
        return sent * math.pow(0.5, (self._monotonic() - counted_at) / HALF_FORGOTTEN_S)
