"""Notices that somebody guesses class codes from many addresses, and makes that slow.

`WrongTries` slows each address down. Somebody in the room can take one address after another, so
all wrong tries are counted together too. When there are too many, an address that has not had the
code right takes turns: its first comes at once, for whoever has the code right needs no second.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from classroom_app.application.notices import Notice, Stored
from classroom_app.domain.events import CodeChanged
from classroom_app.protocol import limits

Monotonic = Callable[[], float]
# From all addresses together, in so many seconds: then somebody guesses. More than a large class
# mistypes.
WRONG_TRIES_IN_ALL = 200
GUESSING_S = 600.0
# First turns are many, for those who come with the right code; after some turns an address waits
# `limits.LONGEST_WAIT_S` for each.
FIRST_TURNS_PER_S = 100.0
FIRST_TURNS_AT_ONCE = 1_000
LATER_TURNS_PER_S = 5.0
LATER_TURNS_AT_ONCE = 20
TURNS_OF_AN_ADDRESS = 6
# Less than the student's page waits for an answer.
LONGEST_TURN_S = 4.0
# As many as a class of several thousand has; the longest quiet is forgotten.
MAX_ADDRESSES = 10_000


@dataclass(slots=True)
class _Turns:
    """How many turns an address had, and when it may have the next one."""

    count: int = 0
    next_at: float = 0.0


class _Queue:
    """Gives turns one after another; `saved` that nobody took may be taken at once.

    Nobody waits longer than `patience_s`.
    """

    def __init__(self, per_s: float, saved: int, patience_s: float = 0.0) -> None:
        self._patience_s = patience_s
        self._every_s, self._saved_s = 1 / per_s, saved / per_s
        self._free_at = float("-inf")

    def take(self, now: float) -> float | None:
        """Return in how many seconds it is one's turn; None when that is too long to wait."""
        free_at = max(self._free_at, now - self._saved_s)
        wait_s = max(0.0, free_at - now)
        if wait_s > self._patience_s:
            return None
        self._free_at = free_at + self._every_s
        return wait_s


class Guessing:
    """Counts all wrong tries; `matters` tells whether some code is short enough to be guessed."""

    def __init__(self, monotonic: Monotonic, matters: Callable[[], bool] = lambda: True) -> None:
        self._monotonic, self._matters = monotonic, matters
        self._listeners: list[Callable[[], None]] = []
        self.forget()

    def forget(self) -> None:
        """Begin anew: the code that was guessed at is another one now."""
        self._last: deque[float] = deque(maxlen=WRONG_TRIES_IN_ALL)
        self._until = float("-inf")
        self._codes: OrderedDict[int, float] = OrderedDict()
        self._know_the_code: OrderedDict[str, None] = OrderedDict()
        self._turns: OrderedDict[str, _Turns] = OrderedDict()
        self._first = _Queue(FIRST_TURNS_PER_S, FIRST_TURNS_AT_ONCE, LONGEST_TURN_S)
        self._later = _Queue(LATER_TURNS_PER_S, LATER_TURNS_AT_ONCE)

    def on_notice(self, notice: Notice) -> None:
        """Begin anew when a class has a new code."""
        if isinstance(notice, Stored) and any(isinstance(e, CodeChanged) for e in notice.events):
            self.forget()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever somebody begins to guess; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def is_guessed(self) -> bool:
        """Whether somebody guesses, or did a few minutes ago."""
        return self._monotonic() < self._until and self._matters()

    def note_wrong(self, code: int = 0) -> None:
        """Count a wrong try, from wherever it came.

        One with a `code` (its digest) counts once: the phones of an earlier class all ask for its.
        """
        now = self._monotonic()
        if code and now - self._codes.get(code, float("-inf")) <= GUESSING_S:
            return
        if code:
            self._codes[code] = now
            self._codes.move_to_end(code)
        if len(self._codes) > MAX_ADDRESSES:
            self._codes.popitem(last=False)
        self._last.append(now)
        is_many = len(self._last) == WRONG_TRIES_IN_ALL
        if not is_many or now - self._last[0] > GUESSING_S or not self._matters():
            return
        was_known = now < self._until
        self._until = now + GUESSING_S
        if not was_known:
            for listener in list(self._listeners):
                listener()

    def note_right(self, address: str) -> None:
        """Let an address be that had the code right: no turn is needed to know it."""
        self._know_the_code[address] = None
        self._know_the_code.move_to_end(address)
        if len(self._know_the_code) > MAX_ADDRESSES:
            self._know_the_code.popitem(last=False)

    def turn_s(self, address: str) -> float | None:
        """Return in how many seconds an address may try; None when it has to come back later."""
        if not self.is_guessed or address in self._know_the_code:
            return 0.0
        now = self._monotonic()
        had = self._turns.setdefault(address, _Turns())
        self._turns.move_to_end(address)
        if len(self._turns) > MAX_ADDRESSES:
            self._turns.popitem(last=False)
        if now < had.next_at:
            return None
        wait_s = (self._first if had.count == 0 else self._later).take(now)
        if wait_s is not None:
            had.count += 1
            is_spent = had.count >= TURNS_OF_AN_ADDRESS
            had.next_at = now + (limits.LONGEST_WAIT_S if is_spent else wait_s)
        return wait_s
