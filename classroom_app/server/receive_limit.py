"""Limits on bytes received per connection, per address and in total.

One picture may come in a burst, a stream of them is throttled, and buffers cannot exhaust memory.
While the total rate is exceeded, reading pauses for connections above their own rate or above their
address's, so that TCP makes the sender wait. Bytes received and not processed yet (partial
messages, queued frames) are bounded in total. Above that bound, the address with the highest weight
(bytes sent recently, plus size x age of its unfinished data) loses its largest connection, so that
a single picture gets through.
"""

import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Protocol

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

# Bytes are counted in portions of this size: requests, names, heartbeats and messages fit in one.
PORTION_BYTES = 4 * 1024
# A help request with the largest picture, and then one every ten seconds.
BURST_BYTES = 4 * 1024 * 1024
BYTES_PER_S = 256 * 1024
# From one address: a class behind one router may send thirty pictures, of the size that our page
# makes, at once, and then eight a second.
ADDRESS_BURST_BYTES = 16 * 1024 * 1024
ADDRESS_BYTES_PER_S = 4 * 1024 * 1024
# As long as all together send no more than this, nobody is paused.
TOTAL_BURST_BYTES = 64 * 1024 * 1024
TOTAL_BYTES_PER_S = 8 * 1024 * 1024
# The size of thirty phones' pictures of 600 kB as text, all sent at the same moment.
MAX_HELD_BYTES = 24 * 1024 * 1024
# Bytes held for four seconds weigh as much as bytes just sent.
WAITING_COUNTS_PER_S = 0.25
LONGEST_PAUSE_S = 10.0
MAX_ADDRESSES = 1_000


class Sender(Protocol):
    """A connection whose received bytes are counted."""

    address: str

    def held_bytes(self) -> int:
        """Return how many bytes were received and not processed yet."""

    def pause_for(self, seconds: float) -> None:
        """Stop reading for `seconds`."""

    def cut(self) -> None:
        """Abort the connection; it calls `ReceiveLimit.left` once it is closed."""


class Bucket:
    """A token bucket of bytes, which may be overdrawn."""

    __slots__ = ("_at", "_burst", "_left", "_per_s")

    def __init__(self, burst: float, per_s: float, now: float) -> None:
        self._burst = self._left = burst
        self._per_s, self._at = per_s, now

    def take(self, count: float, now: float) -> float:
        """Take `count` bytes; return the seconds until the debt is paid off (0.0: no debt)."""
        refill = (now - self._at) * self._per_s
        self._left, self._at = min(self._burst, self._left + refill) - count, now
        return max(0.0, -self._left / self._per_s)


class Flow:
    """The state of one connection: bytes left until the next count, and its bucket."""

    __slots__ = ("bucket", "left")

    def __init__(self) -> None:
        self.left = PORTION_BYTES
        self.bucket: Bucket | None = None


@dataclass(slots=True)
class _Held:
    """How many bytes a connection holds, and since when."""

    count: int
    since: float


class ReceiveLimit:
    """Counts the received bytes of all connections of a server."""

    def __init__(
        self, monotonic: Monotonic = time.monotonic, max_held: int = MAX_HELD_BYTES
    ) -> None:
        self._monotonic, self._max_held = monotonic, max_held
        self._total = Bucket(TOTAL_BURST_BYTES, TOTAL_BYTES_PER_S, monotonic())
        self._addresses: OrderedDict[str, Bucket] = OrderedDict()
        self._held: dict[Sender, _Held] = {}
        self._sent = SentOfLate(monotonic)

    def took(self, sender: Sender, flow: Flow, count: int) -> None:
        """Count received bytes; this may pause `sender`, or cut it or another connection."""
        flow.left -= count
        if flow.left >= 0:
            return
        portion = PORTION_BYTES - flow.left
        flow.left = PORTION_BYTES
        now = self._monotonic()
        if flow.bucket is None:
            flow.bucket = Bucket(BURST_BYTES, BYTES_PER_S, now)
        network = network_of(sender.address)
        self._sent.add(network, portion)
        wait = max(flow.bucket.take(portion, now), self._address(network, portion, now))
        if self._total.take(portion, now) > 0 < wait:
            sender.pause_for(min(wait, LONGEST_PAUSE_S))
        self._note(sender, portion, now)

    def left(self, sender: Sender) -> None:
        """Forget a connection that is gone."""
        self._held.pop(sender, None)

    def _address(self, address: str, portion: int, now: float) -> float:
        bucket = self._addresses.get(address)
        if bucket is None:
            bucket = self._addresses[address] = Bucket(
                ADDRESS_BURST_BYTES, ADDRESS_BYTES_PER_S, now
            )
            if len(self._addresses) > MAX_ADDRESSES:
                self._addresses.popitem(last=False)
        self._addresses.move_to_end(address)
        return bucket.take(portion, now)

    def _note(self, sender: Sender, portion: int, now: float) -> None:
        held, known = sender.held_bytes(), self._held.get(sender)
        # Held no more than this portion: all earlier bytes were processed, so its age starts now.
        since = now if known is None or held <= portion else known.since
        self._held[sender] = _Held(held, since)
        if self._total_held() <= self._max_held:
            return
        # Recount: most of what was counted has been processed meanwhile.
        for one, held_by in self._held.items():
            held_by.count = one.held_bytes()
        self._held = {one: by for one, by in self._held.items() if by.count > PORTION_BYTES}
        while self._total_held() > self._max_held:
            most = self._who_makes_room(now)
            del self._held[most]
            most.cut()

    def _total_held(self) -> int:
        return sum(held.count for held in self._held.values())

    def _who_makes_room(self, now: float) -> Sender:
        weights: Counter[str] = Counter()
        for one, held in self._held.items():
            waited = held.count * (now - held.since) * WAITING_COUNTS_PER_S
            weights[network_of(one.address)] += int(waited)
        for network in weights:
            weights[network] += int(self._sent.by(network))
        ((network, _weight),) = weights.most_common(1)
        return max(
            (one for one in self._held if network_of(one.address) == network),
            key=lambda one: self._held[one].count,
        )
