"""asyncio on Qt's event loop: one Qt timer for all that is ready, one wake-up for all sockets.

qasync starts and kills a Qt timer for each `call_soon`, and a busy class makes ten thousand of
them a second. Here what is ready waits in one queue (`pump`), and one zero timer runs a slice of it
per turn of Qt's loop, so that the window is painted in between.

Where sockets become ready (Linux, macOS), the system's own selector watches them, and Qt watches
the selector (`selected`). On Windows they complete by themselves, at a completion port
(`completed`); Qt is woken when something has arrived there.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication

from classroom_app.system.event_loop.accepting import ACCEPTED_AT_ONCE
from classroom_app.system.event_loop.pump import SLICE_S, Pump

if sys.platform == "win32":
    from classroom_app.system.event_loop.completed import CompletedSockets as SystemLoop
else:
    from classroom_app.system.event_loop.selected import SelectedSockets as SystemLoop

__all__ = ["ACCEPTED_AT_ONCE", "SLICE_S", "ClassroomEventLoop"]


class ClassroomEventLoop(SystemLoop):
    """The loop of the program."""

    def __init__(self, app: QCoreApplication) -> None:
        self._pump = Pump()
        super().__init__(app)

    def time(self) -> float:
        """Return seconds that never jump; `time.monotonic` goes by 15.6 ms on Windows."""
        return time.perf_counter() if sys.platform == "win32" else time.monotonic()

    def call_soon(
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in the next turn, after all that became ready before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._pump.add(handle)
        return handle

    def close(self) -> None:
        """Let go of everything; what is still ready does not run any more."""
        super().close()
        self._pump.close()
