"""asyncio on Qt's event loop, with one Qt timer for all that is ready.

qasync starts and kills a Qt timer for each `call_soon`, and a busy class makes ten thousand of
them a second. Here what is ready waits in one queue, and one zero timer runs the queue's present
content per turn of Qt's loop, so that the window is painted in between.
"""

import asyncio
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QTimerEvent
from qasync import QEventLoop


class _Pump(QObject):
    """Runs handles in the order in which they became ready."""

    def __init__(self) -> None:
        super().__init__()
        self._ready: deque[asyncio.Handle] = deque()
        self._timer: int | None = None

    def add(self, handle: asyncio.Handle) -> None:
        self._ready.append(handle)
        if self._timer is None:
            self._timer = self.startTimer(0)

    def timerEvent(self, qevent: QTimerEvent) -> None:
        """Run what was ready at the start of this turn; what that makes ready comes next turn."""
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()
        if not self._ready and self._timer is not None:
            self.killTimer(self._timer)
            self._timer = None


class ClassroomEventLoop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The loop of the program."""

    def __init__(self, app: QCoreApplication) -> None:
        self._pump = _Pump()
        super().__init__(app)

    def call_soon(
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in the next turn, after all that became ready before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._pump.add(handle)
        return handle
