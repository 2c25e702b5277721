"""Writes long HTTP responses piece by piece, as fast as the phone reads them.

`websockets` writes a response at once, and closes the connection if the phone has not read its end
(over TLS: any of it) within the close timeout. A phone far from the access point would get
truncated pictures and handouts, and every request would buffer a whole copy.
"""

import asyncio

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Response

SHORT_BYTES = 32 * 1024
"""Responses up to this size are left to the library."""
PIECE_BYTES = 32 * 1024
LAST_BYTES = 1_024
"""The rest for the library to write: little enough to be sent before it closes the connection."""
STALLED_S = 30.0
"""How long a phone may take for one piece."""


class _Rest(Response):
    """The last piece of a response whose head has been written."""

    def serialize(self) -> bytes:
        """Return the body without a head."""
        return bytes(self.body)


async def written_slowly(socket: ServerConnection, response: Response) -> Response:
    """Write a long response except its last piece, and return that for the library to write.

    A short response is returned unchanged. The connection is aborted if one piece is not read
    within `STALLED_S`.
    """
    if len(response.body) <= SHORT_BYTES:
        return response
    head = Response(response.status_code, response.reason_phrase, response.headers, b"")
    # `drain` then waits until each piece has been passed to the kernel.
    # With 0, TLS would wait forever.
    socket.transport.set_write_buffer_limits(1)
    socket.transport.write(head.serialize())
    body = memoryview(response.body)
    end = len(body) - LAST_BYTES
    for start in range(0, end, PIECE_BYTES):
        if socket.transport.is_closing():
            break
        socket.transport.write(bytes(body[start : min(start + PIECE_BYTES, end)]))
        await _read(socket)
    return _Rest(response.status_code, response.reason_phrase, response.headers, bytes(body[end:]))


async def _read(socket: ServerConnection) -> None:
    try:
        async with asyncio.timeout(STALLED_S):
            await socket.drain()
    except TimeoutError:
        socket.transport.abort()
    except ConnectionError:
        pass  # the phone has disconnected: nobody needs the rest
