"""Runs ready handles in slices, from Qt's loop.

The timer is a zero timer on every system. On Windows, Qt's loop handles it together with all events
posted before the turn, and then empties Windows' own queue, with its paint and input messages,
before the next turn: neither can starve the other. While Windows itself runs the loop (a window is
dragged, a system menu is open), Qt keeps posting the timer from there.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimerEvent

# The window is painted between two slices (ARCHITECTURE.md, decision 9). A handle that takes longer
# is not interrupted.
SLICE_S = 0.008


class Pump(QObject):
    """Runs handles in the order in which they became ready.

    Qt also processes events after a run of the loop has ended, where asyncio finds no running loop:
    while the loop is not running (`is_running`), handles wait for the next run.
    """

    def __init__(self, is_running: Callable[[], bool]) -> None:
        super().__init__()
        self._is_running = is_running
        self._ready: deque[asyncio.Handle] = deque()
        self._timer: int | None = None
        self._is_closed = False

    def add(self, handle: asyncio.Handle) -> None:
        """Run `handle` in one of the next turns."""
        if self._is_closed:
            return
        self._ready.append(handle)
        if self._timer is None:
            self._timer = self.startTimer(0)

    def close(self) -> None:
        """Drop the handles that are ready, and all that are added from now on."""
        self._is_closed = True
        self._ready.clear()
        self._rest()

    def timerEvent(self, qevent: QTimerEvent) -> None:
        """Run the handles that were ready at the start of this turn, for one slice at most."""
        if not self._is_running():
            return
        slice_ends = time.perf_counter() + SLICE_S
        # Handles that become ready meanwhile wait for the next turn. Running them at once kept the
        # GIL from the database's thread: large bursts took a third longer (docs/PERFORMANCE.md,
        # "What limits it").
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()
            if time.perf_counter() > slice_ends:
                break
        if not self._ready:
            self._rest()

    def _rest(self) -> None:
        if self._timer is not None:
            self.killTimer(self._timer)
            self._timer = None
