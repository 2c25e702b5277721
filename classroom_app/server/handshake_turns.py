"""Handshakes in turn: a few at a time, address by address; whoever does not go on makes room."""

import asyncio
from collections import Counter
from typing import Protocol

HANDSHAKES_AT_ONCE = 256
"""Each takes some 70 kB until it is over."""
BEGUN_PER_TURN = 4
"""Of the loop: each takes a millisecond, and whoever is in the class waits meanwhile."""
SPARED_S = 3.0
"""So long the oldest handshake may take while others wait: a lost packet is sent again by then."""


class Waiting(Protocol):
    """A connection that could begin its handshake; it has a hash of its identity."""

    @property
    def address(self) -> str:
        """Where it comes from."""

    def begin(self) -> None:
        """Begin; `leave` is called when the handshake is over."""

    def turn_out(self) -> None:
        """Cut the connection, and call `leave`."""


class HandshakeTurns:
    """Knows who waits and whose handshake is under way.

    While there is no room, an address with more handshakes under way than another makes room for
    it at once; between equals, the oldest does after `spared_s`.
    """

    def __init__(self, at_once: int = HANDSHAKES_AT_ONCE, spared_s: float = SPARED_S) -> None:
        self._at_once, self._spared_s = at_once, spared_s
        # Dictionaries, for their order.
        self._lines: dict[str, dict[Waiting, None]] = {}
        self._under_way: dict[Waiting, float] = {}
        self._is_due = False
        self._timer: asyncio.Handle | None = None

    def line_up(self, waiting: Waiting) -> None:
        """Let somebody begin when it is their turn."""
        self._lines.setdefault(waiting.address, {})[waiting] = None
        self._look_soon()

    def leave(self, waiting: Waiting) -> None:
        """Forget somebody who waited, or whose handshake is over."""
        line = self._lines.get(waiting.address)
        if line is not None:
            line.pop(waiting, None)
            if not line:
                del self._lines[waiting.address]
        if self._under_way.pop(waiting, None) is not None:
            self._look_soon()

    def _look_soon(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._lines and not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        """Begin a few handshakes."""
        self._is_due, self._timer = False, None
        for _ in range(BEGUN_PER_TURN):
            address = self._next_address()
            if address is None:
                return
            waiting = self._first_in_line(address)
            self._under_way[waiting] = asyncio.get_running_loop().time()
            waiting.begin()
        self._look_soon()

    def _first_in_line(self, address: str) -> Waiting:
        """Take the first of an address out, and let all other addresses go before the next."""
        line = self._lines.pop(address)
        first = next(iter(line))
        del line[first]
        if line:
            self._lines[address] = line
        return first

    def _next_address(self) -> str | None:
        """Return whose turn it is, once there is room; None when nobody can begin now."""
        if not self._lines or len(self._under_way) < self._at_once:
            return next(iter(self._lines), None)
        held = Counter(each.address for each in self._under_way)
        greediest, most = held.most_common(1)[0]
        for address in self._lines:
            if held[address] + 1 < most:
                next(each for each in self._under_way if each.address == greediest).turn_out()
                return address
        return self._next_if_the_oldest_had_its_time()

    def _next_if_the_oldest_had_its_time(self) -> str | None:
        loop = asyncio.get_running_loop()
        oldest, begun_at = next(iter(self._under_way.items()))
        if loop.time() - begun_at >= self._spared_s:
            oldest.turn_out()
            return next(iter(self._lines), None)
        if self._timer is None:
            self._timer = loop.call_later(begun_at + self._spared_s - loop.time(), self._look)
        return None
