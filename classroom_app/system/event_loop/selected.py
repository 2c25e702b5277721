"""Readiness of sockets (Linux, macOS): Qt watches one selector, which watches all sockets.

qasync gives Qt a notifier for each socket, and Qt polls all of them at each turn.
"""

import asyncio
import selectors
import sys
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier
from qasync import QEventLoop

from classroom_app.system.event_loop.accepting import ACCEPTED_AT_ONCE
from classroom_app.system.event_loop.pump import Pump

assert sys.platform != "win32", "there, sockets complete by themselves"

READ_BYTES = 16 * 1024
"""How much is read from a connection at once.

With asyncio's 256 kB, one turn of the loop parsed megabytes when a hundred connections sent all
they could, and the others waited. Pictures come in more turns, which are short while nobody floods.
"""


class _Sockets(QObject):
    """Hands the handles of ready sockets to the pump, and watches again after they have run."""

    def __init__(self, pump: Pump, loop: asyncio.AbstractEventLoop) -> None:
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
        # A socket stays ready until its handle has read: Qt would report it again at each turn.
        self._notifier.setEnabled(False)
        for key, mask in self._selector.select(0):
            for event, handle in key.data.items():
                if mask & event:
                    self._pump.add(handle)
        self._pump.add(asyncio.Handle(self._watch, (), self._loop))

    def _watch(self) -> None:
        self._notifier.setEnabled(True)


class SelectedSockets(QEventLoop):  # type: ignore[misc]  # qasync has no types
    """The part of the loop for systems with selectors."""

    _pump: Pump

    def __init__(self, app: QCoreApplication) -> None:
        self._sockets = _Sockets(self._pump, self)
        super().__init__(app)

    def close(self) -> None:
        """Close the loop and the selector."""
        super().close()
        self._sockets.close()

    def _accept_connection(
        self, factory: Any, sock: Any, tls: Any, server: Any, backlog: int, *timeouts: float
    ) -> None:
        """Accept a few of the waiting connections; asyncio would accept up to `backlog`."""
        at_once = min(backlog, ACCEPTED_AT_ONCE)
        super()._accept_connection(factory, sock, tls, server, at_once, *timeouts)

    def _make_socket_transport(self, *parts: Any, **named: Any) -> Any:
        transport = super()._make_socket_transport(*parts, **named)
        transport.max_size = READ_BYTES
        return transport

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
