"""A connection that reads more than `websockets` does, and says in JSON what it refuses."""

from typing import Any, ClassVar

from websockets.asyncio.server import Server, ServerConnection
from websockets.exceptions import InvalidMessage
from websockets.http11 import Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike

from classroom_app.server.http import not_a_request, refusal_by_library
from classroom_app.server.request_head import RequestHead


class TolerantProtocol(ServerProtocol):
    """Says in JSON what the library refuses by itself."""

    def reject(self, status: StatusLike, text: str) -> Response:
        """Return the answer to a request that is refused."""
        return refusal_by_library(status, text)


class TolerantConnection(ServerConnection):
    """What the library refuses, in plain text or without a word, is told in JSON."""

    protocol_type: ClassVar[type[TolerantProtocol]] = TolerantProtocol

    # In the dictionary of the object, which is full, more names would take a kilobyte.
    __slots__ = ("_head", "_was_told")

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:
        super().__init__(protocol, server, **options)
        self._head: RequestHead | None = RequestHead()
        self._was_told = False
        protocol.__class__ = self.protocol_type  # the library makes its own, and takes no other

    def data_received(self, data: bytes) -> None:
        """Read; the library does not know all that may stand in a head."""
        if self._head is not None:
            data = self._head.feed(data)
            if self._head.is_over:
                self._head = None
        if data:
            super().data_received(data)

    def eof_received(self) -> None:
        """Read what is held back: nothing more comes."""
        if self._head is not None:
            data, self._head = self._head.rest(), None
            if data:
                super().data_received(data)
        super().eof_received()

    def send_data(self) -> None:
        """Write; whoever sends no request is told so before the line is cut."""
        fault = self.protocol.handshake_exc
        if isinstance(fault, InvalidMessage) and not self._was_told:
            self._was_told = True
            self.transport.write(not_a_request(fault).serialize())
        super().send_data()
