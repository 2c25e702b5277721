"""asyncio on Qt's event loop: one Qt timer for all that is ready, one notifier for all sockets.

qasync starts and kills a Qt timer for each `call_soon`, and a busy class makes ten thousand of
them a second. Here what is ready waits in one queue, and one zero timer runs a slice of it per turn
of Qt's loop, so that the window is painted in between.

It also gives Qt a notifier for each socket, all of which Qt polls at each turn. Here the system's
own selector (epoll, kqueue) watches the sockets, and Qt watches the selector.
"""

import asyncio
import selectors
import sys
import time
from collections import deque
from collections.abc import Callable
from contextvars import Context
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, QTimerEvent
from qasync import QEventLoop

SLICE_S = 0.008
ACCEPTED_AT_ONCE = 32


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
        """Run what was ready at the start of this turn, but not for longer than a slice."""
        slice_ends = time.monotonic() + SLICE_S
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle.cancelled():
                handle._run()
            if time.monotonic() > slice_ends:
                break
        if not self._ready and self._timer is not None:
            self.killTimer(self._timer)
            self._timer = None


class _Sockets(QObject):
    """Hands the handles of ready sockets to the pump; looks again after those have run."""

    def __init__(self, pump: _Pump, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._pump, self._loop = pump, loop
        self._selector = selectors.DefaultSelector()
        self._notifier = QSocketNotifier(self._selector.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_ready)

    def add(self, fd: Any, event: int, handle: asyncio.Handle) -> None:
        key = self._selector.get_map().get(fd)
        if key is None:
            self._selector.register(fd, event, {event: handle})
            return
        before = key.data.get(event)
        if before is not None:
            before.cancel()
        self._selector.modify(fd, key.events | event, {**key.data, event: handle})

    def remove(self, fd: Any, event: int) -> bool:
        key = self._selector.get_map().get(fd)
        if key is None or event not in key.data:
            return False
        handles = dict(key.data)
        handles.pop(event).cancel()
        if handles:
            self._selector.modify(fd, key.events & ~event, handles)
        else:
            self._selector.unregister(fd)
        return True

    def close(self) -> None:
        self._notifier.setEnabled(False)
        self._selector.close()

    def _on_ready(self) -> None:
        self._notifier.setEnabled(False)
        for key, mask in self._selector.select(0):
            for event, handle in key.data.items():
                if mask & event:
                    self._pump.add(handle)
        self._pump.add(asyncio.Handle(self._watch, (), self._loop))

    def _watch(self) -> None:
        self._notifier.setEnabled(True)


class ClassroomEventLoop(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The loop of the program."""

    def __init__(self, app: QCoreApplication) -> None:
        self._pump = _Pump()
        if sys.platform != "win32":  # there, sockets complete by themselves (IOCP)
            self._sockets = _Sockets(self._pump, self)
        super().__init__(app)

    def call_soon(
        self, callback: Callable[..., Any], *args: Any, context: Context | None = None
    ) -> asyncio.Handle:
        """Run `callback` in the next turn, after all that became ready before."""
        handle = asyncio.Handle(callback, args, self, context=context)
        self._pump.add(handle)
        return handle

    def close(self) -> None:
        """Let go of everything."""
        super().close()
        if sys.platform != "win32":
            self._sockets.close()

    if sys.platform != "win32":

        def _accept_connection(
            self, factory: Any, sock: Any, tls: Any, server: Any, backlog: int, *timeouts: float
        ) -> None:
            """Take in a few of those who wait; asyncio would take in as many as may wait."""
            at_once = min(backlog, ACCEPTED_AT_ONCE)
            super()._accept_connection(factory, sock, tls, server, at_once, *timeouts)

        def _add_reader(self, fd: Any, callback: Callable[..., Any], *args: Any) -> asyncio.Handle:
            return self._add(fd, selectors.EVENT_READ, callback, args)

        def _add_writer(self, fd: Any, callback: Callable[..., Any], *args: Any) -> asyncio.Handle:
            return self._add(fd, selectors.EVENT_WRITE, callback, args)

        def _remove_reader(self, fd: Any) -> bool:
            return not self.is_closed() and self._sockets.remove(fd, selectors.EVENT_READ)

        def _remove_writer(self, fd: Any) -> bool:
            return not self.is_closed() and self._sockets.remove(fd, selectors.EVENT_WRITE)

        def _add(
            self, fd: Any, event: int, callback: Callable[..., Any], args: tuple[Any, ...]
        ) -> asyncio.Handle:
            self._check_closed()
            handle = asyncio.Handle(callback, args, self)
            self._sockets.add(fd, event, handle)
            return handle
