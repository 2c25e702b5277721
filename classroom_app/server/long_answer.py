"""Answers that take a slow phone a while to fetch: written piece by piece, as it reads them.

`websockets` takes an answer whole, and closes the connection when the phone has not read the end of
it within the time for closing (over TLS: any of it). A phone far from the access point would get
pictures and handouts without their ends, and each that fetches one would hold a copy of it.
"""

import asyncio

from websockets.asyncio.server import ServerConnection
from websockets.http11 import Response

SHORT_BYTES = 32 * 1024
"""An answer that is no longer is left to the library."""
PIECE_BYTES = 32 * 1024
LAST_BYTES = 1_024
"""What the library is left with: no more than is sent before it closes the connection."""
STALLED_S = 30.0
"""How long a phone may take for one piece."""


class _Rest(Response):
    """The last piece of an answer whose head is written."""

    def serialize(self) -> bytes:
        """Return it as it is."""
        return bytes(self.body)


async def written_slowly(socket: ServerConnection, response: Response) -> Response:
    """Write all of a long answer but its last piece, which is returned for the library.

    A short one is returned as it came. A phone that reads nothing for a while is cut off.
    """
    if len(response.body) <= SHORT_BYTES:
        return response
    head = Response(response.status_code, response.reason_phrase, response.headers, b"")
    # Each piece waits until the system has taken the one before it.
    # At 0, TLS would wait for ever.
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
        pass  # it has hung up: nobody needs the rest
