"""The HTTP server for the app's connections; each request is handed to one `respond`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import StreamReader
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import BaseRequest, RequestHandler, RequestPayloadError, Server, StreamResponse

from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.addresses import plain
from classroom_app.server.android.bodies import RejectedError
from classroom_app.server.bounded_connections import BoundedConnections, ConnectionLimit
from classroom_app.system.leftovers import LEFTOVERS

log = logging.getLogger(__name__)

IDLE_TIMEOUT_S = 20.0
# How long a refused body is still read, so that its sender gets to read the response.
LINGER_S = 5.0

MOST_HEAD_BYTES = 16 * 1024
"""The limit of a request head; the app sends a few hundred bytes."""
MOST_WAITING = 16
"""The limit of requests sent before an earlier one was answered; the app sends no two at once."""
_LEAST_PIECES = 4
"""A chunked body may have a quarter of its size in overhead; usual chunks need a few bytes each."""
_READ_AT_ONCE = 16 * 1024
"""So much is parsed before it is counted: even the smallest chunks take only 10 ms then."""

Respond = Callable[[BaseRequest], Awaitable[StreamResponse]]


class DeviceHandler(RequestHandler):
    """A connection of the app; faults of a request are answered in JSON."""

    _around_bytes = 0
    """Bytes since the last request that belong to no body: an incomplete head, of which aiohttp
    alone would buffer up to a megabyte, or the framing and trailers of a chunked body, which it
    would accept without a limit."""

    _kept = b""
    _body: StreamReader | None = None
    _body_bytes = 0
    _counted = (0, True)

    def data_received(self, data: bytes) -> None:
        """Read, and close the connection when too much comes besides bodies.

        While the handler has enough of a body to read (`_reading_paused`), the rest is kept; then
        aiohttp calls this with b"", to go on with what its parser has kept itself.
        """
        self._kept += data
        if not data:
            self._read(b"")
        while self._kept and not self._reading_paused:
            piece, self._kept = self._kept[:_READ_AT_ONCE], self._kept[_READ_AT_ONCE:]
            self._read(piece)

    def _read(self, piece: bytes) -> None:
        super().data_received(piece)
        if self._is_too_much(len(piece)):
            self._kept = b""
            self._messages.clear()
            self.force_close()

    def _is_too_much(self, count: int) -> bool:
        """Count the bytes just read that belong to no body, and the waiting requests."""
        if len(self._messages) > MOST_WAITING:
            return True
        if self._messages:  # its handler has not started yet
            self._body = self._messages[-1][1]
        elif self._current_request is not None:
            self._body = self._current_request.content
        total, is_over = 0, True
        if self._body is not None:
            total, is_over = self._body.total_bytes, self._body.is_eof()
        if self._counted != (self._request_count, is_over):
            self._counted, self._around_bytes = (self._request_count, is_over), 0
        else:
            self._around_bytes += count - (total - self._body_bytes)
        self._body_bytes = total
        return self._around_bytes > MOST_HEAD_BYTES + (0 if is_over else total // _LEAST_PIECES)

    def force_close(self) -> None:
        """Close the connection, and cancel the task unless it is answering."""
        super().force_close()
        self._end_unless_answering(self._task_handler)

    def connection_lost(self, exc: BaseException | None) -> None:
        """Cancel the task unless it is answering; it may be waiting for a refused body's rest."""
        task = self._task_handler
        super().connection_lost(exc)
        self._end_unless_answering(task)
        # A body refers to its connection: both would stay until garbage is collected.
        self._body, self._kept = None, b""
        self._messages.clear()

    def _end_unless_answering(self, task: asyncio.Task[None] | None) -> None:
        is_own = task is not None and task is asyncio.current_task()
        if task is not None and not is_own and not self._request_in_progress:
            task.cancel()

    def handle_error(
        self,
        request: BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> StreamResponse:
        """Answer requests that failed: invalid HTTP, a phone that disconnected, a bug of ours."""
        if isinstance(exc, HttpProcessingError):
            log.debug("A request that is no HTTP: %s", exc)
            rejected = RejectedError(400, ErrorCode.INVALID_JSON, "This is not HTTP")
        elif isinstance(exc, ConnectionError | RequestPayloadError):
            log.debug("A phone went away in the middle of a request: %s", exc)
            rejected = RejectedError(400, ErrorCode.INVALID_JSON, "The body is not whole")
        else:
            log.error("A request failed", exc_info=exc)
            rejected = RejectedError(500, ErrorCode.INTERNAL_ERROR, "Something went wrong here")
        answer = rejected.answer()
        answer.force_close()
        return answer


class DeviceServer(Server):
    """Creates a handler for each connection; above the limit, the oldest is closed."""

    def __init__(
        self,
        respond: Respond,
        limit: ConnectionLimit | None = None,
        idle_timeout_s: float = IDLE_TIMEOUT_S,
        linger_s: float = LINGER_S,
    ) -> None:

        async def respond_in_turn(request: BaseRequest) -> StreamResponse:
            # Thousands of requests may have come at once: others have their turn between two.
            await asyncio.sleep(0)
            return await respond(request)

        super().__init__(
            respond_in_turn,
            access_log=None,
            keepalive_timeout=idle_timeout_s,
            lingering_time=linger_s,
            auto_decompress=False,
        )
        self._open: BoundedConnections[RequestHandler] = BoundedConnections(
            limit or ConnectionLimit(), RequestHandler.force_close
        )

    def __call__(self) -> RequestHandler:
        """Return the protocol of a new connection."""
        return DeviceHandler(self, loop=self._loop, **self._kwargs)

    def connection_made(self, handler: RequestHandler, transport: asyncio.Transport) -> None:
        """Count a connection; this may close the oldest one."""
        super().connection_made(handler, transport)
        peer = transport.get_extra_info("peername")
        self._open.enter(handler, plain(str(peer[0])) if peer else "")

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection."""
        self._open.leave(handler)
        LEFTOVERS.ended += 1
        super().connection_lost(handler, exc)
