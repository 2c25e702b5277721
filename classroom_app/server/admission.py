"""Limits on who may try how often. The clock comes in by argument."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from classroom_app.protocol import limits

# Bounds the memory that somebody with many addresses can take; the longest quiet is forgotten.
MAX_ADDRESSES = 10_000
# As long as the class for which docs/SECURITY.md ("Brute force") counts how many tries there are.
FORGET_AFTER_S = 3_600.0

Monotonic = Callable[[], float]
"""Returns seconds that never jump."""


class MessageRate:
    """A token bucket for one connection: 20 messages a second, 40 at once."""

    __slots__ = ("_at", "_monotonic", "_tokens", "refusals")

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._at = monotonic()
        self._tokens = float(limits.MESSAGE_BURST)
        self.refusals = 0

    def admits(self) -> bool:
        """Take one message; False when it is one too many.

        `refusals` counts those in a row. The single message that is taken now and then in the
        middle of a flood, as the bucket drips, does not break the row; a pause does.
        """
        now = self._monotonic()
        refill = (now - self._at) * limits.MESSAGES_PER_S
        self._at = now
        self._tokens = min(float(limits.MESSAGE_BURST), self._tokens + refill)
        if self._tokens < 1.0:
            self.refusals += 1
            return False
        if self._tokens >= 2.0:
            self.refusals = 0
        self._tokens -= 1.0
        return True


@dataclass(slots=True)
class _Tries:
    wrong: int = 0
    wait_s: float = 0.0
    until: float = 0.0
    last_at: float = 0.0


class WrongTries:
    """Slows an address down after 20 wrong codes or keys: 30 s, doubled up to 5 min.

    Right codes never count, so a whole class behind one address signs in at once.
    """

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._by_address: OrderedDict[str, _Tries] = OrderedDict()

    def wait_s(self, address: str) -> float:
        """Return how many seconds this address has to wait now (0: none)."""
        tries = self._by_address.get(address)
        return 0.0 if tries is None else max(0.0, tries.until - self._monotonic())

    def note_wrong(self, address: str) -> None:
        """Count a wrong code or key."""
        now = self._monotonic()
        tries = self._by_address.pop(address, None)
        if tries is None or now - tries.last_at > FORGET_AFTER_S:
            tries = _Tries()
        self._by_address[address] = tries
        while len(self._by_address) > MAX_ADDRESSES:
            self._by_address.popitem(last=False)
        tries.last_at = now
        tries.wrong += 1
        if tries.wrong >= limits.WRONG_TRIES:
            tries.wait_s = (
                min(tries.wait_s * 2, limits.LONGEST_WAIT_S)
                if tries.wait_s
                else limits.FIRST_WAIT_S
            )
            tries.until = now + tries.wait_s
