"""The HTTP server for the app's connections; each request is handed to one `respond`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

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

Respond = Callable[[BaseRequest], Awaitable[StreamResponse]]


class DeviceHandler(RequestHandler):
    """A connection of the app; faults of a request are answered in JSON."""

    _head_bytes = 0
    """Bytes of an incomplete request head, of which aiohttp alone would buffer up to a megabyte."""

    def data_received(self, data: bytes) -> None:
        """Read, and close the connection when a request head exceeds `MOST_HEAD_BYTES`."""
        super().data_received(data)
        if self._waiter is None or self._waiter.done():  # a request, or its body, is in progress
            self._head_bytes = 0
            return
        self._head_bytes += len(data)
        if self._head_bytes > MOST_HEAD_BYTES:
            self.force_close()

    def connection_lost(self, exc: BaseException | None) -> None:
        """Cancel the task unless it is answering; it may be waiting for a refused body's rest."""
        task, is_answering = self._task_handler, self._request_in_progress
        super().connection_lost(exc)
        if task is not None and not is_answering:
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
        super().__init__(
            respond,
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
