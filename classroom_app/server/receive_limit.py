"""How many bytes are taken from whom: a picture at once, but no stream of them, nor all memory.

When all together send too much, whoever sends more than its share is not read for a while, so that
it waits in the sender's own network. What was read and not yet understood (a piece of a frame,
frames that nobody has taken) is bounded in all. The address makes room that has sent most of late,
or lets what it has begun wait for long, so that a picture comes through that is sent once.
"""

import time
from collections import Counter, OrderedDict
from dataclasses import dataclass
from typing import Protocol

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

# So much is taken without counting it: requests, names, heartbeats, messages.
PORTION_BYTES = 4 * 1024
# A call for help with the largest picture, and then one every ten seconds.
BURST_BYTES = 4 * 1024 * 1024
BYTES_PER_S = 256 * 1024
# From one address: a class behind one router has thirty pictures as our page sends them at once,
# and then eight a second.
ADDRESS_BURST_BYTES = 16 * 1024 * 1024
ADDRESS_BYTES_PER_S = 4 * 1024 * 1024
# As long as all together send no more than this, nobody waits for a share.
TOTAL_BURST_BYTES = 64 * 1024 * 1024
TOTAL_BYTES_PER_S = 8 * 1024 * 1024
# What thirty phones have on the way that all send a picture of 600 kB at the same moment.
MAX_HELD_BYTES = 24 * 1024 * 1024
# What is held for four seconds counts as much again as what was sent.
WAITING_COUNTS_PER_S = 0.25
LONGEST_PAUSE_S = 10.0
MAX_ADDRESSES = 1_000


class Sender(Protocol):
    """A connection, as far as its bytes are counted."""

    address: str

    def held_bytes(self) -> int:
        """Return how many bytes were read and not taken yet."""

    def pause_for(self, seconds: float) -> None:
        """Read nothing for a while."""

    def cut(self) -> None:
        """End the connection at once; `ReceiveLimit.left` is told."""


class Bucket:
    """A token bucket of bytes, which may be overdrawn."""

    __slots__ = ("_at", "_burst", "_left", "_per_s")

    def __init__(self, burst: float, per_s: float, now: float) -> None:
        self._burst = self._left = burst
        self._per_s, self._at = per_s, now

    def take(self, count: float, now: float) -> float:
        """Take so many and return for how long nothing more may be taken."""
        refill = (now - self._at) * self._per_s
        self._left, self._at = min(self._burst, self._left + refill) - count, now
        return max(0.0, -self._left / self._per_s)


class Flow:
    """What one connection may still send before it is counted."""

    __slots__ = ("bucket", "left")

    def __init__(self) -> None:
        self.left = PORTION_BYTES
        self.bucket: Bucket | None = None


@dataclass(slots=True)
class _Held:
    """What a connection holds, and since when it has held some."""

    count: int
    since: float


class ReceiveLimit:
    """Counts for all connections of a server."""

    def __init__(
        self, monotonic: Monotonic = time.monotonic, max_held: int = MAX_HELD_BYTES
    ) -> None:
        self._monotonic, self._max_held = monotonic, max_held
        self._total = Bucket(TOTAL_BURST_BYTES, TOTAL_BYTES_PER_S, monotonic())
        self._addresses: OrderedDict[str, Bucket] = OrderedDict()
        self._held: dict[Sender, _Held] = {}
        self._sent = SentOfLate(monotonic)

    def took(self, sender: Sender, flow: Flow, count: int) -> None:
        """Bytes were read; perhaps no more are for a while."""
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
        # What came before has been taken: this is the beginning of something new.
        since = now if known is None or held <= portion else known.since
        self._held[sender] = _Held(held, since)
        if self._total_held() <= self._max_held:
            return
        # Most of what was counted has been taken meanwhile.
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
