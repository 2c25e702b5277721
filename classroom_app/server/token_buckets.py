"""Token buckets by key: a burst at once, and then a rate per second."""

from collections import OrderedDict
from collections.abc import Callable

from classroom_app.server.addresses import network_of

MOST_KNOWN = 10_000


class TokenBuckets:
    """A bucket for each key; beyond `MOST_KNOWN` the least recently used one is forgotten."""

    def __init__(self, burst: float, per_s: float) -> None:
        self._burst, self._per_s = burst, per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are known."""
        return len(self._left)

    def has_one(self, key: str, now: float) -> bool:
        """Return whether a token is left at `now`, in seconds of a monotonic clock."""
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        self._left[key] = left, now
        if len(self._left) > MOST_KNOWN:
            self._left.popitem(last=False)
        return left >= 1.0

    def take(self, key: str) -> None:
        """Take a token; call `has_one` for the key just before."""
        left, at = self._left[key]
        self._left[key] = left - 1.0, at


class SharedBuckets:
    """Limits each participant, and all participants at one address together.

    `participant` and `address` are pairs of a burst and a rate per second.
    """

    def __init__(
        self,
        monotonic: Callable[[], float],
        participant: tuple[float, float],
        address: tuple[float, float],
    ) -> None:
        self._monotonic = monotonic
        self._participants, self._addresses = TokenBuckets(*participant), TokenBuckets(*address)

    def admits(self, participant_id: int, address: str) -> bool:
        """Return whether both limits allow it now, and count it for both if so."""
        now = self._monotonic()
        mine, ours = str(participant_id), network_of(address)
        if not (self._participants.has_one(mine, now) and self._addresses.has_one(ours, now)):
            return False
        self._participants.take(mine)
        self._addresses.take(ours)
        return True
