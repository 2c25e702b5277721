"""Queues TLS handshakes: a few at a time, round-robin over addresses; stalled ones are cut."""

import asyncio
from collections import Counter
from typing import Protocol

from classroom_app.server.addresses import network_of

HANDSHAKES_AT_ONCE = 512
"""How many may be under way; each takes about 70 kB until it is finished.

Even if somebody starts as many as this computer can handle, the oldest has most of a second.
"""
BEGUN_PER_TURN = 4
"""How many begin per turn of the event loop: each blocks the loop for a millisecond."""
MOST_KNOWN = 10_000
"""How many addresses of participants are remembered."""


class Waiting(Protocol):
    """A connection that is ready for its handshake; it must be hashable by identity."""

    @property
    def address(self) -> str:
        """The client's address, as returned by `network_of`."""

    def begin(self) -> None:
        """Begin the handshake, and call `leave` when it is over."""

    def turn_out(self) -> None:
        """Cut the connection, and call `leave`."""


class HandshakeQueue:
    """Holds the connections that wait and those whose handshake is under way.

    Every other turn goes to addresses of participants (`know`) as long as one of them waits, so
    that they reconnect quickly however many strangers connect. When too many handshakes are under
    way, the oldest of the address with the most is cut; if no address has two, the oldest of all.
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
        """Remember this address as one of a participant."""
        address = network_of(address)
        self._known.pop(address, None)
        self._known[address] = None
        if len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]

    def line_up(self, waiting: Waiting) -> None:
        """Queue a connection; its `begin` is called when it is its turn."""
        lines = self._lines[waiting.address in self._known]
        lines.setdefault(waiting.address, {})[waiting] = None
        self._look_soon()

    def leave(self, waiting: Waiting) -> None:
        """Forget a connection that was waiting, or whose handshake is over."""
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
        """Begin up to `BEGUN_PER_TURN` handshakes, and come back in the next turn if more wait."""
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
    """Remove and return the next address's first; that address then goes to the end."""
    address = next(iter(lines))
    line = lines.pop(address)
    first = next(iter(line))
    del line[first]
    if line:
        lines[address] = line
    return first
