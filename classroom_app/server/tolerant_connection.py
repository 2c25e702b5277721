"""A connection that accepts more request heads than `websockets` does, and refuses in JSON."""

from typing import Any, ClassVar

from websockets.asyncio.server import Server, ServerConnection
from websockets.exceptions import InvalidMessage
from websockets.http11 import Response
from websockets.server import ServerProtocol
from websockets.typing import StatusLike

from classroom_app.server.http import not_a_request, refusal_by_library
from classroom_app.server.request_head import RequestHead


class TolerantProtocol(ServerProtocol):
    """Answers in JSON where the library refuses by itself."""

    def reject(self, status: StatusLike, text: str) -> Response:
        """Return the JSON response to a request that the library refuses."""
        return refusal_by_library(status, text)


class TolerantConnection(ServerConnection):
    """Answers in JSON where the library would answer in plain text or not at all."""

    protocol_type: ClassVar[type[TolerantProtocol]] = TolerantProtocol

    # Slots, because a few more names in the instance dictionary would cost a kilobyte.
    __slots__ = ("_head", "_was_told")

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:
        super().__init__(protocol, server, **options)
        self._head: RequestHead | None = RequestHead()
        self._was_told = False
        protocol.__class__ = self.protocol_type  # the library lets us pass no class of our own

    def data_received(self, data: bytes) -> None:
        """Pass data to the library; the request head goes through `RequestHead` first."""
        if self._head is not None:
            data = self._head.feed(data)
            if self._head.is_over:
                self._head = None
        if data:
            super().data_received(data)

    def eof_received(self) -> None:
        """Pass on the bytes that `RequestHead` still holds, as nothing more will arrive."""
        if self._head is not None:
            data, self._head = self._head.rest(), None
            if data:
                super().data_received(data)
        super().eof_received()

    def send_data(self) -> None:
        """Write; before the library closes for an invalid request, send a 400."""
        fault = self.protocol.handshake_exc
        if isinstance(fault, InvalidMessage) and not self._was_told:
            self._was_told = True
            self.transport.write(not_a_request(fault).serialize())
        super().send_data()
