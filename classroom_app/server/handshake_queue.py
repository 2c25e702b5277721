"""Handshakes in turn: a few at a time, address by address; whoever does not go on makes room."""

import asyncio
from collections import Counter
from typing import Protocol

from classroom_app.server.addresses import network_of

HANDSHAKES_AT_ONCE = 512
"""Each takes some 70 kB until it is over.

If somebody begins as many as this computer can, the oldest still has the best part of a second.
"""
BEGUN_PER_TURN = 4
"""Of the loop: each takes a millisecond, and whoever is in the class waits meanwhile."""
MOST_KNOWN = 10_000
"""So many addresses of people in classes are remembered."""


class Waiting(Protocol):
    """A connection that could begin its handshake; it has a hash of its identity."""

    @property
    def address(self) -> str:
        """Where it comes from, as `network_of` says it."""

    def begin(self) -> None:
        """Begin; `leave` is called when the handshake is over."""

    def turn_out(self) -> None:
        """Cut the connection, and call `leave`."""


class HandshakeQueue:
    """Knows who waits and whose handshake is under way.

    Every other turn is for the addresses of people who are in a class, as long as one waits: they
    come back at once, however many strangers there are. Where there is no room, the address with
    most handshakes under way makes some; between equals, the oldest does.
    """

    def __init__(self, at_once: int = HANDSHAKES_AT_ONCE) -> None:
        self._at_once = at_once
        # Dictionaries, for their order.
        self._known: dict[str, None] = {}
        self._lines: dict[bool, dict[str, dict[Waiting, None]]] = {True: {}, False: {}}
        self._is_for_known = True
        self._under_way: dict[Waiting, None] = {}
        self._is_due = False

    def know(self, address: str) -> None:
        """Remember that somebody at this address is in a class."""
        address = network_of(address)
        self._known.pop(address, None)
        self._known[address] = None
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]

    def line_up(self, waiting: Waiting) -> None:
        """Let somebody begin when it is their turn."""
        lines = self._lines[waiting.address in self._known]
        lines.setdefault(waiting.address, {})[waiting] = None
        self._look_soon()

    def leave(self, waiting: Waiting) -> None:
        """Forget somebody who waited, or whose handshake is over."""
        for lines in self._lines.values():
            line = lines.get(waiting.address)
            if line is not None:
                line.pop(waiting, None)
                if not line:
                    del lines[waiting.address]
        self._under_way.pop(waiting, None)

    def _look_soon(self) -> None:
        if not self._is_due:
            self._is_due = True
            asyncio.get_running_loop().call_soon(self._look)

    def _look(self) -> None:
        """Begin a few handshakes."""
        self._is_due = False
        for _ in range(BEGUN_PER_TURN):
            lines = self._lines[self._is_for_known] or self._lines[not self._is_for_known]
            if not lines:
                return
            self._is_for_known = not self._is_for_known
            waiting = _first_of(lines)
            if len(self._under_way) >= self._at_once:
                self._make_room_for(waiting.address)
            self._under_way[waiting] = None
            waiting.begin()
        self._look_soon()

    def _make_room_for(self, address: str) -> None:
        held = Counter(each.address for each in self._under_way)
        held[address] += 1
        greediest, most = held.most_common(1)[0]
        next(each for each in self._under_way if most == 1 or each.address == greediest).turn_out()


def _first_of(lines: dict[str, dict[Waiting, None]]) -> Waiting:
    """Take the first of an address out, and let all other addresses go before its next."""
    address = next(iter(lines))
    line = lines.pop(address)
    first = next(iter(line))
    del line[first]
    if line:
        lines[address] = line
    return first
