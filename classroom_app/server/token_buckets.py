"""How often each of many may do something: so much at once, and then so much a second."""

from collections import OrderedDict

MOST_KNOWN = 10_000


class TokenBuckets:
    """One for each key; who was quiet for longest is forgotten."""

    def __init__(self, burst: float, per_s: float) -> None:
        self._burst, self._per_s = burst, per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __len__(self) -> int:
        """Return how many keys are known."""
        return len(self._left)

    def has_one(self, key: str, now: float) -> bool:
        """Tell whether a token is left at `now`, in seconds of a clock that is never set."""
        left, at = self._left.pop(key, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        self._left[key] = left, now
        if len(self._left) > MOST_KNOWN:
            self._left.popitem(last=False)
        return left >= 1.0

    def take(self, key: str) -> None:
        """Take a token; `has_one` was asked just before."""
        left, at = self._left[key]
        self._left[key] = left - 1.0, at
