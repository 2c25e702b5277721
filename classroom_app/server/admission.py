"""Rate limits for messages and for wrong codes and keys. The clock is passed in."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec import Struct

from classroom_app.protocol import limits
from classroom_app.server.addresses import network_of
from classroom_app.server.guessing import Guessing

# Bounds the memory for a sender with many addresses; the least recently wrong one is forgotten.
MAX_ADDRESSES = 10_000
# The length of the class for which docs/SECURITY.md ("Brute force") counts the possible tries.
FORGET_AFTER_S = 3_600.0

Monotonic = Callable[[], float]
"""Returns the seconds of a monotonic clock."""


class MessageRate:
    """A token bucket for one connection: 20 messages a second, 40 at once."""

    __slots__ = ("_at", "_monotonic", "_tokens", "refusals")

    def __init__(self, monotonic: Monotonic) -> None:
        self._monotonic = monotonic
        self._at = monotonic()
        self._tokens = float(limits.MESSAGE_BURST)
        self.refusals = 0

    def admits(self) -> bool:
        """Count one message; return False when it exceeds the rate.

        `refusals` counts consecutive refusals. A single message that is admitted during a flood,
        as the bucket refills, does not reset it; a pause (two tokens in the bucket) does.
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


class _Try(Struct, frozen=True):
    """A wrong code or key: when, from which phone (0: unknown), and which code (0: not given)."""

    at: float
    phone: int
    code: int


@dataclass(slots=True)
class _Address:
    """The wrong tries of an address, and the time until which it has to wait for them."""

    tries: list[_Try] = field(default_factory=list)
    until: float = 0.0

    def add(self, wrong: _Try) -> None:
        """Count one; during a wait (another phone was spared it) this extends the wait."""
        self.tries.append(wrong)
        over = len(self.tries) - limits.WRONG_TRIES
        if over >= 0:
            doubled = limits.FIRST_WAIT_S * 2 ** min(over, 10)
            self.until = max(self.until, wrong.at) + min(doubled, limits.LONGEST_WAIT_S)

    def is_counted(self, code: int) -> bool:
        """Return whether this code has already been counted."""
        return code != 0 and any(each.code == code for each in self.tries)

    def spares(self, phone: int) -> bool:
        """Return whether this phone need not wait for the wrong tries of others."""
        if phone == 0 or len(self.tries) >= limits.WRONG_TRIES_OF_PHONES:
            return False
        own = sum(each.phone == phone for each in self.tries)
        return own < limits.WRONG_TRIES_OF_A_PHONE

    def without(self, phone: int) -> "_Address":
        """Return a copy without the tries of one phone, with the wait computed anew."""
        rest = _Address()
        for each in self.tries:
            if each.phone != phone:
                rest.add(each)
        return rest


class WrongTries:
    """Slows an address down after 20 wrong codes or keys: 30 s, doubled up to 5 min.

    A class behind one router shares one address, so three rules spare it without helping anybody
    who guesses: right codes never count; a code that a page asks for repeatedly counts once, since
    its answer is known already; and a phone's wrong tries are forgotten once it has signed in.
    Until then a phone that identifies itself may have a few wrong tries of its own, up to 35 for
    the whole address; these lengthen the wait, so they do not raise the number of tries per hour.

    Requests that a foreign page may have sent (`from_page`) are counted separately and slow down
    only others of that kind. A whole IPv6 network counts as one address, because anybody in it can
    use as many addresses as they like. `guessing` counts the tries from all addresses together.
    """

    def __init__(self, monotonic: Monotonic, guessing: Guessing | None = None) -> None:
        self._monotonic = monotonic
        self._guessing = guessing or Guessing(monotonic)
        self._by_address: OrderedDict[str, _Address] = OrderedDict()

    def wait_s(self, address: str, phone: str | None = None, *, from_page: bool = False) -> float:
        """Return how many seconds this address, or this phone there, has to wait now (0: none).

        Five minutes at most, even if the wait is longer: sign-ins may have shortened it by then.
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
        """Count a wrong code or key; the same `code` counts once per address."""
        key, wrong = (
            _key(address, from_page),
            _Try(self._monotonic(), _digest(phone), _digest(code)),
        )
        known = self._by_address.get(key)
        if known is None or wrong.at - known.tries[-1].at > FORGET_AFTER_S:
            known = _Address()
        elif known.is_counted(wrong.code):
            return
        known.add(wrong)
        self._guessing.note_wrong(wrong.code)
        self._by_address[key] = known
        self._by_address.move_to_end(key)
        while len(self._by_address) > MAX_ADDRESSES:
            self._by_address.popitem(last=False)

    def note_guess(self, code: str) -> None:
        """Count a wrong code of a caller with a cookie: it slows down nobody, but is a guess."""
        self._guessing.note_wrong(_digest(code))

    def note_signed_in(self, address: str, phone: str | None) -> None:
        """Forget the wrong tries of a phone that has signed in."""
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
        """Note that somebody at this address has given a right code."""
        self._guessing.note_right(network_of(address))

    def turn_s(self, address: str) -> float | None:
        """Return in how many seconds this address may try a code; None if it may not soon.

        0 as long as nobody is guessing. See `Guessing.turn_s`.
        """
        return self._guessing.turn_s(network_of(address))


def _key(address: str, from_page: bool) -> str:
    network = network_of(address)
    return f"{network} (a page)" if from_page else network


def _digest(text: str | None) -> int:
    """Return a nonzero number to store for a text of any length, 0 for none.

    It is Python's salted hash, so that nobody outside can provoke collisions.
    """
    return hash(text) or 1 if text else 0
