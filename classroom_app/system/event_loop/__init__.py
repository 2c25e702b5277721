"""asyncio on Qt's event loop: one Qt timer for all ready handles, one wake-up for all sockets.

qasync starts and kills a Qt timer for each `call_soon`, ten thousand times a second in a busy
class. Here ready handles wait in one queue (`pump`), and one zero timer runs a slice of it per turn
of Qt's loop, so that the window is painted in between.

On Linux and macOS, the system's selector watches the sockets for readiness, and Qt watches the
selector (`selected`). On Windows, operations complete at a completion port (`completed`), and Qt is
woken when something has arrived there.
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
    """The program's event loop."""

    def __init__(self, app: QCoreApplication) -> None:
        self._pump = Pump(self.is_running)
        super().__init__(app)

    def time(self) -> float:
        """Return monotonic seconds; on Windows `time.monotonic` advances in steps of 15.6 ms."""
        return time.perf_counter() if sys.platform == "win32" else time.monotonic()

    def call_soon(
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in the next turn, after everything that became ready before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._pump.add(handle)
        return handle

    def close(self) -> None:
        """Close the loop; handles that are still ready do not run any more."""
        super().close()
        self._pump.close()
