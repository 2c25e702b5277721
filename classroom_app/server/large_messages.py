"""Large messages are parsed one per turn of the event loop, so that others are served between.

Parsing a text of two megabytes and decoding its picture takes some milliseconds. Forty of them in
one turn of the event loop delayed everybody else by half a second.
"""

import asyncio
import time
from dataclasses import dataclass, field

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

LARGE_BYTES = 64 * 1024
"""Larger messages wait for their turn: all but those with a picture are far smaller."""
LONGEST_WAITING_EACH = 4
"""Every fourth turn goes to the message waiting longest, however much its address has sent."""


@dataclass(slots=True, eq=False)
class _Waiting:
    address: str
    turn: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class LargeMessages:
    """Grants turns, first to the address that has sent the least recently."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._sent = SentOfLate(monotonic)
        self._waiting: list[_Waiting] = []
        self._is_taken = False
        self._turns = 0

    async def turn(self, address: str, size: int) -> None:
        """Wait for this message's turn; returns at once if no other has this loop turn."""
        network = network_of(address)
        self._sent.add(network, size)
        if not self._is_taken:
            self._take()
            return
        waiting = _Waiting(network)
        self._waiting.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting in self._waiting:
                self._waiting.remove(waiting)
            raise

    def _take(self) -> None:
        self._is_taken = True
        self._turns += 1
        asyncio.get_running_loop().call_soon(self._next)

    def _next(self) -> None:
        """Grant the next turn; it starts after all callbacks that are ready now."""
        self._is_taken = False
        self._waiting = [one for one in self._waiting if not one.turn.done()]
        if not self._waiting:
            return
        chosen = self._waiting[0]
        if self._turns % LONGEST_WAITING_EACH:
            chosen = min(self._waiting, key=lambda one: self._sent.by(one.address))
        self._waiting.remove(chosen)
        chosen.turn.set_result(None)
        self._take()
