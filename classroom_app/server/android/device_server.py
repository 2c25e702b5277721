"""The app's connections over HTTP, each request handed to one `respond`."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.web import BaseRequest, RequestHandler, RequestPayloadError, Server, StreamResponse

from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.addresses import plain
from classroom_app.server.android.bodies import RejectedError
from classroom_app.server.bounded_connections import BoundedConnections, ConnectionLimit
from classroom_app.system.leftovers import LEFTOVERS

log = logging.getLogger(__name__)

IDLE_TIMEOUT_S = 20.0
# How long a body that is refused is still taken in, so that the sender reads why.
LINGER_S = 5.0

MOST_HEAD_BYTES = 16 * 1024
"""The app sends some hundred bytes."""

Respond = Callable[[BaseRequest], Awaitable[StreamResponse]]


class DeviceHandler(RequestHandler):
    """A connection of the app; whatever is wrong with a request is said in JSON."""

    _head_bytes = 0
    """Of a request that is not whole: aiohttp alone would hold a megabyte of each."""

    def data_received(self, data: bytes) -> None:
        """Read, until the head of a request is longer than any."""
        super().data_received(data)
        if self._waiter is None or self._waiter.done():  # it is at a request, or at its body
            self._head_bytes = 0
            return
        self._head_bytes += len(data)
        if self._head_bytes > MOST_HEAD_BYTES:
            self.force_close()

    def log_exception(self, *args: Any, **options: Any) -> None:
        """Log a fault; the end of the wait for the rest of a body, at the stop, is none."""
        if not isinstance(options.get("exc_info"), TimeoutError):
            super().log_exception(*args, **options)

    def handle_error(
        self,
        request: BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> StreamResponse:
        """Answer what no handler could: garbage, a phone that went away, a bug of ours."""
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
    """Makes a handler for each connection; the oldest makes room when there are too many."""

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
        """Take a connection in, within the bounds."""
        super().connection_made(handler, transport)
        peer = transport.get_extra_info("peername")
        self._open.enter(handler, plain(str(peer[0])) if peer else "")

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection."""
        self._open.leave(handler)
        LEFTOVERS.ended += 1
        super().connection_lost(handler, exc)
