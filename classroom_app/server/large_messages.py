"""Large messages are understood one after the other; between two, everybody else is served.

To read a text of two megabytes and decode its picture takes some milliseconds. Forty of them in one
turn of the event loop kept everybody else waiting for half a second.
"""

import asyncio
import time
from dataclasses import dataclass, field

from classroom_app.server.addresses import network_of
from classroom_app.server.admission import Monotonic
from classroom_app.server.sent_of_late import SentOfLate

LARGE_BYTES = 64 * 1024
"""A message that is larger waits for its turn: all but those with a picture are far smaller."""
LONGEST_WAITING_EACH = 4
"""Every so many turns is that of who waits longest, whatever they have sent."""


@dataclass(slots=True, eq=False)
class _Waiting:
    address: str
    turn: "asyncio.Future[None]" = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class LargeMessages:
    """Gives turns, first to the address that has sent least of late."""

    def __init__(self, monotonic: Monotonic = time.monotonic) -> None:
        self._sent = SentOfLate(monotonic)
        self._waiting: list[_Waiting] = []
        self._is_taken = False
        self._turns = 0

    async def turn(self, address: str, size: int) -> None:
        """Return when it is a message's turn: at once if no other large one is being understood."""
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
        """Give the next turn; it begins behind all that is ready now."""
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
