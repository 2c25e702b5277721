"""Limits on who may try how often. The clock comes in by argument."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from classroom_app.protocol import limits
from classroom_app.server.addresses import network_of
from classroom_app.server.guessing import Guessing

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


@dataclass(frozen=True, slots=True)
class _Try:
    """A wrong code or key: when, by which phone (0: nobody knows), and which code (0: any)."""

    at: float
    phone: int
    code: int


@dataclass(slots=True)
class _Address:
    """What an address had wrong, and until when it waits for that."""

    tries: list[_Try] = field(default_factory=list)
    until: float = 0.0

    def add(self, wrong: _Try) -> None:
        """Count one; a phone that was spared the wait adds its own to it."""
        self.tries.append(wrong)
        over = len(self.tries) - limits.WRONG_TRIES
        if over >= 0:
            doubled = limits.FIRST_WAIT_S * 2 ** min(over, 10)
            self.until = max(self.until, wrong.at) + min(doubled, limits.LONGEST_WAIT_S)

    def is_counted(self, code: int) -> bool:
        """Tell whether this code has been tried and counted."""
        return code != 0 and any(each.code == code for each in self.tries)

    def spares(self, phone: int) -> bool:
        """Tell whether this phone need not wait for what others had wrong."""
        if phone == 0 or len(self.tries) >= limits.WRONG_TRIES_OF_PHONES:
            return False
        own = sum(each.phone == phone for each in self.tries)
        return own < limits.WRONG_TRIES_OF_A_PHONE

    def without(self, phone: int) -> "_Address":
        """Return what it would be without the tries of a phone."""
        rest = _Address()
        for each in self.tries:
            if each.phone != phone:
                rest.add(each)
        return rest


class WrongTries:
    """Slows an address down after 20 wrong codes or keys: 30 s, doubled up to 5 min.

    A class behind one router is one address, so three things spare it without helping anybody who
    guesses: right codes never count; a code that a page asks for again and again counts once, as
    its answer is known; and what a phone had wrong is forgotten once it has signed in. Until then
    a phone that says which it is may have its own few wrong, up to 35 for the whole address; these
    lengthen the wait, so that an hour has no more tries for having them early.

    Whatever a page of somebody else's may have sent (`from_page`) is counted apart: it shuts out
    no more of the same kind. A network's part of an IPv6 address counts as one: whoever is in it
    has as many addresses as they like. `guessing` counts what comes from all addresses.
    """

    def __init__(self, monotonic: Monotonic, guessing: Guessing | None = None) -> None:
        self._monotonic = monotonic
        self._guessing = guessing or Guessing(monotonic)
        self._by_address: OrderedDict[str, _Address] = OrderedDict()

    def wait_s(self, address: str, phone: str | None = None, *, from_page: bool = False) -> float:
        """Return how many seconds this address, or this phone there, has to wait now (0: none).

        Five minutes at most: then it may be said again, and somebody may have signed in meanwhile.
        """
        known = self._by_address.get(_key(address, from_page))
        if known is None or known.spares(_digest(phone)):
            return 0.0
        return min(max(0.0, known.until - self._monotonic()), limits.LONGEST_WAIT_S)

    def note_wrong(
        self,
        address: str,
        phone: str | None = None,
        code: str | None = None,
        *,
        from_page: bool = False,
    ) -> None:
        """Count a wrong code or key; one with a `code` counts once, however often it comes."""
        now, key = self._monotonic(), _key(address, from_page)
        known = self._by_address.get(key)
        if known is None or now - known.tries[-1].at > FORGET_AFTER_S:
            known = _Address()
        elif known.is_counted(_digest(code)):
            return
        known.add(_Try(now, _digest(phone), _digest(code)))
        self._guessing.note_wrong(_digest(code))
        self._by_address[key] = known
        self._by_address.move_to_end(key)
        while len(self._by_address) > MAX_ADDRESSES:
            self._by_address.popitem(last=False)

    def note_signed_in(self, address: str, phone: str | None) -> None:
        """Forget what a phone had wrong that turned out to know the code."""
        self.note_right(address)
        for from_page in (False, True):
            key = _key(address, from_page)
            known = self._by_address.get(key)
            if known is None or not phone:
                continue
            rest = known.without(_digest(phone))
            if rest.tries:
                self._by_address[key] = rest
            else:
                del self._by_address[key]

    def note_right(self, address: str) -> None:
        """Note that somebody there has the code."""
        self._guessing.note_right(network_of(address))

    def turn_s(self, address: str) -> float | None:
        """Return in how many seconds an address may try a code; None when it may not soon.

        0 as long as nobody guesses.
        """
        return self._guessing.turn_s(network_of(address))


def _key(address: str, from_page: bool) -> str:
    network = network_of(address)
    return f"{network} (a page)" if from_page else network


def _digest(text: str | None) -> int:
    """Return what is kept of a text that may be long: a number that nobody outside can choose."""
    return hash(text) or 1 if text else 0
