"""Detects that somebody guesses class codes from many addresses, and slows that down.

`WrongTries` slows each address down. Somebody in the room can use one address after another, so
all wrong tries are counted together too. When there are too many, addresses that have not given a
right code must wait for turns. Their first turn comes soon, since a student with the right code
needs no second one.
"""

from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass

from classroom_app.application.notices import Notice, Stored
from classroom_app.domain.events import CodeChanged
from classroom_app.protocol import limits

Monotonic = Callable[[], float]
# This many wrong tries from all addresses within `GUESSING_S` seconds mean that somebody guesses:
# it is more than a large class mistypes.
WRONG_TRIES_IN_ALL = 200
GUESSING_S = 600.0
# First turns are plenty, for students with the right code. From its sixth turn on, an address waits
# `limits.LONGEST_WAIT_S` before each next one.
FIRST_TURNS_PER_S = 100.0
FIRST_TURNS_AT_ONCE = 1_000
LATER_TURNS_PER_S = 5.0
LATER_TURNS_AT_ONCE = 20
TURNS_OF_AN_ADDRESS = 6
# Shorter than the student page's timeout for an answer.
LONGEST_TURN_S = 4.0
# Enough for a class of several thousand; the least recently active address is forgotten.
MAX_ADDRESSES = 10_000


@dataclass(slots=True)
class _Turns:
    """How many turns an address has had, and from when on it may have the next one."""

    count: int = 0
    next_at: float = 0.0


class _Queue:
    """Grants `per_s` turns a second; up to `saved` unused ones may be used at once.

    A turn that would need a wait longer than `patience_s` is not granted.
    """

    def __init__(self, per_s: float, saved: int, patience_s: float = 0.0) -> None:
        self._patience_s = patience_s
        self._every_s, self._saved_s = 1 / per_s, saved / per_s
        self._free_at = float("-inf")

    def take(self, now: float) -> float | None:
        """Reserve a turn and return in how many seconds it is; None if that is too long."""
        free_at = max(self._free_at, now - self._saved_s)
        wait_s = max(0.0, free_at - now)
        if wait_s > self._patience_s:
            return None
        self._free_at = free_at + self._every_s
        return wait_s


class Guessing:
    """Counts all wrong tries; `matters` returns whether a code is short enough to be guessed."""

    def __init__(self, monotonic: Monotonic, matters: Callable[[], bool] = lambda: True) -> None:
        self._monotonic, self._matters = monotonic, matters
        self._listeners: list[Callable[[], None]] = []
        self.forget()

    def forget(self) -> None:
        """Start over, because the code that was being guessed has changed."""
        self._last: deque[float] = deque(maxlen=WRONG_TRIES_IN_ALL)
        self._until = float("-inf")
        self._codes: OrderedDict[int, float] = OrderedDict()
        self._know_the_code: OrderedDict[str, None] = OrderedDict()
        self._turns: OrderedDict[str, _Turns] = OrderedDict()
        self._first = _Queue(FIRST_TURNS_PER_S, FIRST_TURNS_AT_ONCE, LONGEST_TURN_S)
        self._later = _Queue(LATER_TURNS_PER_S, LATER_TURNS_AT_ONCE)

    def on_notice(self, notice: Notice) -> None:
        """Start over when a class gets a new code."""
        if isinstance(notice, Stored) and any(isinstance(e, CodeChanged) for e in notice.events):
            self.forget()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` whenever guessing begins; return a function that unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    @property
    def is_guessed(self) -> bool:
        """Whether somebody is guessing, or was within the last `GUESSING_S` seconds."""
        return self._monotonic() < self._until and self._matters()

    def note_wrong(self, code: int = 0) -> None:
        """Count a wrong try from any address.

        The same `code` (a digest; 0 is unknown) counts once per `GUESSING_S`, since all phones of
        an earlier class may ask for its code.
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
        """Exempt an address that has given a right code from turns."""
        self._know_the_code[address] = None
        self._know_the_code.move_to_end(address)
        if len(self._know_the_code) > MAX_ADDRESSES:
            self._know_the_code.popitem(last=False)

    def turn_s(self, address: str) -> float | None:
        """Return in how many seconds an address may try; None if it has to come back later.

        0 while nobody is guessing, and for addresses that have given a right code.
        """
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
