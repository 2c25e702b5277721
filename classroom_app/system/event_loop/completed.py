"""Completion of socket operations (Windows): a thread waits at the completion port.

The thread only waits, so nothing is polled, and hands completions to the window's thread, where
they take their turn in the pump. Everything else, including asyncio's records of the operations, is
used by the window's thread alone, so it needs no lock and nothing can be lost between the two.
(qasync shares the records between both threads, polls a hundred times a second, is not woken by
Ctrl-C, and hands over everything that has arrived in one piece.)
"""

import _overlapped  # type: ignore[import-not-found]
import asyncio
import math
import socket
import struct
import sys
import threading
from asyncio import proactor_events, sslproto, windows_events
from collections import deque
from collections.abc import Callable
from typing import Any

import qasync
from PySide6.QtCore import QCoreApplication, QObject, Signal

from classroom_app.system.event_loop.accepting import Accepted, Accepting
from classroom_app.system.event_loop.pump import Pump

assert sys.platform == "win32", "elsewhere, sockets become ready"

Status = tuple[int, int, int, int]
"""A completion: error, bytes transferred, key, address of the operation."""

STOP, LET_GO = 1, 2
"""The keys of completions that we post ourselves; that of all sockets is 0."""
NO_ADDRESS = 1
"""The address of completions that we post, which have no operation; 0 means failure to Python."""
FOREVER = 0xFFFFFFFF

_AnyTransport: Any = proactor_events._ProactorSocketTransport
_AnyProactor: Any = windows_events.IocpProactor
_AnyProactorLoop: Any = asyncio.ProactorEventLoop
_AnyQtLoop: Any = qasync._QEventLoop


class _SocketTransport(_AnyTransport):  # type: ignore[misc]  # asyncio's types leave most out
    """A connection that is completely released, even if the peer has reset it."""

    _sock: socket.socket | None
    _server: Any
    _data: bytearray

    def _call_connection_lost(self, exc: Exception | None) -> None:
        try:
            super()._call_connection_lost(exc)
        except OSError:
            if self._sock is None:
                raise
            # Shutting down a reset socket fails; asyncio would leave it open, and its server
            # waiting for it.
            self._sock.close()
            self._sock = None
            server, self._server = self._server, None
            if server is not None:
                server._detach()
            self._called_connection_lost = True
        finally:
            # The buffer of 64 kB would stay until garbage is collected. A read that is still under
            # way has a reference of its own.
            if self._sock is None:
                self._data = bytearray()


class _Proactor(_AnyProactor):  # type: ignore[misc]
    """asyncio's records of pending operations; used by the window's thread, except `wait`."""

    def __init__(self) -> None:
        # Both before the port is made: `close` needs them, even after a failure.
        self._arrived: deque[Status] = deque()
        self._let_go: deque[Any] = deque()
        super().__init__()

    # On the waiting thread ----------------------------------------------------------------------

    def wait(self, tell: Callable[[], None]) -> None:
        """Wait for completions, and call `tell` after each, until `end_wait`."""
        while True:
            status = _overlapped.GetQueuedCompletionStatus(self._iocp, FOREVER)
            if status is None:
                continue
            if status[2] == STOP:
                return
            self._arrived.append(status)
            tell()

    # On the window's thread ---------------------------------------------------------------------

    def end_wait(self) -> None:
        """Let the waiting thread end, after it has handed over earlier completions."""
        _overlapped.PostQueuedCompletionStatus(self._iocp, 0, STOP, NO_ADDRESS)

    def take_arrived(self) -> list[Status]:
        """Return the completions that have arrived since the last call."""
        taken = []
        while self._arrived:
            taken.append(self._arrived.popleft())
        return taken

    def complete(self, status: Status) -> None:
        """Set the result of a completed operation's future."""
        _error, transferred, key, address = status
        if key == LET_GO:
            self._forget(self._let_go.popleft())
            return
        future, overlapped, served, finish = self._cache.pop(address, (None, None, None, None))
        if future is None:
            return
        if served in self._stopped_serving:
            future.cancel()
        elif not future.done():  # it is if the result was there at once, or if it was cancelled
            try:
                result = finish(transferred, key, overlapped)
            except OSError as error:
                future.set_exception(error)
            else:
                future.set_result(result)

    def accept(self, listener: socket.socket) -> Accepted:
        """Begin to accept a connection; asyncio's own method leaks the socket if that fails."""
        self._register_with_iocp(listener)
        connection = self._get_accept_socket(listener.family)
        overlapped = _overlapped.Overlapped(0)

        def finish(_transferred: int, _key: int, completed: Any) -> tuple[socket.socket, Any]:
            try:
                completed.getresult()
                context = struct.pack("@P", listener.fileno())
                connection.setsockopt(
                    socket.SOL_SOCKET, _overlapped.SO_UPDATE_ACCEPT_CONTEXT, context
                )
                connection.settimeout(0)
                return connection, connection.getpeername()
            except OSError:
                connection.close()
                raise

        try:
            overlapped.AcceptEx(listener.fileno(), connection.fileno())
            future: Accepted = self._register(overlapped, listener, finish)
        except OSError:
            connection.close()
            raise
        future.add_done_callback(lambda done: connection.close() if done.cancelled() else None)
        return future

    def _unregister(self, overlapped: Any) -> None:
        """Drop an operation once all completions before this call have been handled."""
        self._check_closed()
        self._let_go.append(overlapped)
        _overlapped.PostQueuedCompletionStatus(self._iocp, 0, LET_GO, NO_ADDRESS)

    def _forget(self, overlapped: Any) -> None:
        noted = self._cache.get(overlapped.address)
        if noted is not None and noted[1] is overlapped:
            del self._cache[overlapped.address]

    def _poll(self, timeout: float | None = None) -> None:
        """Handle all completions; for `close`, which waits until no operation is pending."""
        for status in self.take_arrived():
            self.complete(status)
        wait_ms = FOREVER if timeout is None else math.ceil(timeout * 1e3)
        while (status := _overlapped.GetQueuedCompletionStatus(self._iocp, wait_ms)) is not None:
            self.complete(status)
            wait_ms = 0


class _Waiter(QObject):
    """The waiting thread, and the signal by which it reaches the window's thread."""

    _told = Signal()

    def __init__(self, proactor: _Proactor, pump: Pump, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._proactor, self._pump, self._loop = proactor, pump, loop
        self._is_told = False
        self._thread: threading.Thread | None = None
        self._told.connect(self._on_told)  # queued: it comes from another thread

    def start(self) -> None:
        self._thread = threading.Thread(
            target=self._proactor.wait, args=(self._tell,), name="completions", daemon=True
        )
        self._thread.start()

    def stop(self) -> None:
        assert self._thread is not None
        self._proactor.end_wait()
        self._thread.join()
        self._thread = None

    def _tell(self) -> None:
        if not self._is_told:  # one Qt event for all completions that arrive before it is handled
            self._is_told = True
            self._told.emit()

    def _on_told(self) -> None:
        self._is_told = False  # first: later completions need another signal
        for status in self._proactor.take_arrived():
            self._pump.add(asyncio.Handle(self._proactor.complete, (status,), self._loop))


class _CompletionLoop(_AnyProactorLoop):  # type: ignore[misc]
    """asyncio's loop for Windows, made without arguments, as `_QEventLoop` needs it."""

    def __init__(self) -> None:
        super().__init__(_Proactor())


class CompletedSockets(_AnyQtLoop, _CompletionLoop):  # type: ignore[misc]
    """The part of the loop for systems with completion ports."""

    _pump: Pump

    def __init__(self, app: QCoreApplication) -> None:
        _AnyQtLoop.__init__(self, app)
        self._waiter = _Waiter(self._proactor, self._pump, self)
        self._accepting: dict[int, Accepting] = {}

    def _before_run_forever(self) -> None:
        self._waiter.start()
        if self._self_reading_future is None:  # it is kept from run to run
            self._loop_self_reading()  # Python writes there at Ctrl-C, which wakes Qt

    def _after_run_forever(self) -> None:
        self._waiter.stop()

    def _start_serving(
        self,
        protocol_factory: Callable[[], asyncio.BaseProtocol],
        sock: socket.socket,
        sslcontext: Any = None,
        server: Any = None,
        backlog: int = 100,
        ssl_handshake_timeout: float | None = None,
        ssl_shutdown_timeout: float | None = None,
    ) -> None:
        def take(connection: socket.socket, address: Any) -> None:
            protocol, extra = protocol_factory(), {"peername": address}
            if sslcontext is None:
                self._make_socket_transport(connection, protocol, extra=extra, server=server)
                return
            self._make_ssl_transport(
                connection,
                protocol,
                sslcontext,
                server_side=True,
                extra=extra,
                server=server,
                ssl_handshake_timeout=ssl_handshake_timeout,
                ssl_shutdown_timeout=ssl_shutdown_timeout,
            )

        accepting = Accepting(self, sock, lambda: self._proactor.accept(sock), take)
        self._accepting[sock.fileno()] = accepting
        accepting.start()

    def _stop_serving(self, sock: socket.socket) -> None:
        accepting = self._accepting.pop(sock.fileno(), None)
        if accepting is not None:
            accepting.stop()
        sock.close()

    def _stop_accept_futures(self) -> None:
        for accepting in self._accepting.values():
            accepting.stop()
        self._accepting.clear()

    def _make_socket_transport(
        self,
        sock: socket.socket,
        protocol: asyncio.BaseProtocol,
        waiter: asyncio.Future[Any] | None = None,
        extra: dict[str, Any] | None = None,
        server: Any = None,
    ) -> Any:
        return _SocketTransport(self, sock, protocol, waiter, extra, server)

    def _make_ssl_transport(
        self,
        rawsock: socket.socket,
        protocol: asyncio.BaseProtocol,
        sslcontext: Any,
        waiter: asyncio.Future[Any] | None = None,
        *,
        server_side: bool = False,
        server_hostname: str | None = None,
        extra: dict[str, Any] | None = None,
        server: Any = None,
        **timeouts: float | None,
    ) -> Any:
        make: Any = sslproto.SSLProtocol  # its type stubs leave out the timeouts
        over = make(self, protocol, sslcontext, waiter, server_side, server_hostname, **timeouts)
        _SocketTransport(self, rawsock, over, extra=extra, server=server)
        return over._app_transport
