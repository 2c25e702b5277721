"""The app's connections over HTTP, each request handed to one `respond`."""

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
# How long a body that is refused is still taken in, so that the sender reads why.
LINGER_S = 5.0

MOST_HEAD_BYTES = 16 * 1024
"""The app sends some hundred bytes."""
MOST_WAITING = 16
"""So many requests may wait for the one before them; the app sends one after the other."""
_LEAST_PIECES = 4
"""A body in pieces has no more around them than the fourth part of it: some eight bytes each."""
_READ_AT_ONCE = 16 * 1024
"""So much is taken apart before it is counted: of the smallest pieces it is done in 10 ms."""

Respond = Callable[[BaseRequest], Awaitable[StreamResponse]]


class DeviceHandler(RequestHandler):
    """A connection of the app; whatever is wrong with a request is said in JSON."""

    _around_bytes = 0
    """What came since the last request and is no part of its body: the next one's head, which
    aiohttp alone would hold a megabyte of, or what stands around and behind the pieces of a body
    that comes in pieces, which it would take without end."""

    _body: StreamReader | None = None
    _body_bytes = 0
    _counted = (0, True)

    def data_received(self, data: bytes) -> None:
        """Read, until more is around bodies than around any."""
        for start in range(0, len(data), _READ_AT_ONCE):
            piece = data[start : start + _READ_AT_ONCE]
            super().data_received(piece)
            if self._is_too_much(len(piece)):
                self._messages.clear()
                self.force_close()
                return

    def _is_too_much(self, count: int) -> bool:
        """Count what was read now, apart from bodies, and the requests that wait."""
        if len(self._messages) > MOST_WAITING:
            return True
        if self._messages:  # nobody has begun to answer it
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
        """Cut the connection, and end what is left to do."""
        super().force_close()
        self._end_unless_answering(self._task_handler)

    def connection_lost(self, exc: BaseException | None) -> None:
        """End what is left to do; aiohttp would wait on for the rest of a body that was refused."""
        task = self._task_handler
        super().connection_lost(exc)
        self._end_unless_answering(task)

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
        """Take a connection in, within the bounds."""
        super().connection_made(handler, transport)
        peer = transport.get_extra_info("peername")
        self._open.enter(handler, plain(str(peer[0])) if peer else "")

    def connection_lost(self, handler: RequestHandler, exc: BaseException | None = None) -> None:
        """Forget a connection."""
        self._open.leave(handler)
        LEFTOVERS.ended += 1
        super().connection_lost(handler, exc)
