"""Connections to an encrypted class before TLS is established: counted, bounded, and in turn.

asyncio's TLS allocates 300 kB for each connection as soon as it is accepted, without any limit on
their number. Here a connection takes a few hundred bytes until its ClientHello has arrived and its
turn for the handshake has come.
"""

import asyncio
import ssl
from asyncio import sslproto
from collections.abc import Callable
from typing import Any

from websockets.asyncio.server import Server
from websockets.server import ServerProtocol

from classroom_app.server.addresses import network_of, plain
from classroom_app.server.handshake_queue import HandshakeQueue
from classroom_app.server.pending_connections import IncomingConnection, PendingConnections
from classroom_app.server.plain_at_tls import way_to
from classroom_app.system.leftovers import LEFTOVERS

MOST_HELLO_BYTES = 8_192
"""Browsers send about 2 kB before we answer, including post-quantum key shares."""
_BUFFER_BYTES = 16 * 1024  # the largest plaintext of a TLS record
_HANDSHAKE_RECORD = 0x16
_RECORD_HEAD_BYTES = 5

_AnySslProtocol: Any = sslproto.SSLProtocol  # its type stub lacks most members


class PendingTls:
    """Accepts the connections of an encrypted server; `connection_type` is what `serve` creates."""

    def __init__(
        self,
        context_for: Callable[[str], ssl.SSLContext],
        pending: PendingConnections,
        entrance_port: Callable[[], int] | None = None,
        handshakes: HandshakeQueue | None = None,
        close_timeout_s: float = 5.0,
    ) -> None:
        self.context_for, self.pending, self.entrance_port = context_for, pending, entrance_port
        self.handshakes, self.close_timeout_s = handshakes or HandshakeQueue(), close_timeout_s

    def connection_type(self) -> Callable[..., Any]:
        """Return the factory for a new connection's protocol, as `create_connection` of `serve`."""
        make = self.pending.connection_type()

        def arrive(
            protocol: ServerProtocol, server: Server, **options: Any
        ) -> PendingTlsConnection:
            return PendingTlsConnection(
                self, lambda: make(protocol, server, **options), protocol.parser.close
            )

        return arrive

    def leave(self, connection: "PendingTlsConnection") -> None:
        """Forget a connection whose handshake is finished, or that is closed."""
        self.pending.leave(connection)
        self.handshakes.leave(connection)


class PendingTlsConnection(asyncio.Protocol):
    """A connection from `accept` until its TLS handshake is finished."""

    __slots__ = (
        *("_data", "_discard", "_is_over", "_is_plain", "_make", "_of", "_too_late", "_transport"),
        "address",
    )

    def __init__(
        self,
        of: PendingTls,
        make: Callable[[], IncomingConnection],
        discard: Callable[[], object],
    ) -> None:
        self._of, self._make = of, make
        # The library's protocol object is part of a reference cycle: if the handshake fails, its
        # parser is closed to break it, or it would stay until garbage is collected.
        self._discard = discard
        self._data = b""
        self._is_plain = self._is_over = False
        self._too_late: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self.address = ""

    @property
    def is_silent(self) -> bool:
        """Always true: no request can arrive before the handshake."""
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count as pending, and wait for the ClientHello for a limited time."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        peer = transport.get_extra_info("peername")
        self.address = network_of(plain(str(peer[0]))) if peer else ""
        within_s = self._of.pending.request_within_s
        self._too_late = asyncio.get_running_loop().call_later(within_s, self.turn_out)
        self._of.pending.enter(self)

    def data_received(self, data: bytes) -> None:
        """Examine the first bytes: a ClientHello, an unencrypted request, or neither."""
        transport = self._transport
        if transport is None:
            return
        if self._is_plain:  # already answered, and sends more
            transport.close()
            return
        self._data += data
        if self._data[0] != _HANDSHAKE_RECORD:
            self._answer_plain(transport)
        elif len(self._data) > MOST_HELLO_BYTES or _length_of(self._data) > MOST_HELLO_BYTES:
            self.turn_out()
        elif len(self._data) >= _length_of(self._data):
            transport.pause_reading()
            self._stop_waiting()  # from here on the delay is ours
            self._of.handshakes.line_up(self)

    def _answer_plain(self, transport: asyncio.Transport) -> None:
        """Answer an unencrypted request with a redirect; the client closes the connection.

        Cut the connection instead if there is no HTTP entrance, or it does not look like HTTP.
        """
        if self._of.entrance_port is None or not self._data[:1].isalpha():
            self.turn_out()
            return
        if len(self._data) >= _RECORD_HEAD_BYTES:
            self._is_plain = True
            transport.write(way_to(self._of.entrance_port(), self._data[:MOST_HELLO_BYTES]))
            transport.write_eof()

    def connection_lost(self, exc: Exception | None) -> None:
        """Remove the connection from the counts, unless its handshake was finished."""
        if not self._is_over:
            self._forget()
            self._discard()
            LEFTOVERS.ended += 1

    def turn_out(self) -> None:
        """Cut the connection."""
        transport = self._transport
        self._forget()
        if transport is not None:
            transport.abort()

    def _forget(self) -> None:
        self._stop_waiting()
        self._of.leave(self)
        self._data, self._transport = b"", None

    def _stop_waiting(self) -> None:
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    # The handshake ------------------------------------------------------------------------------

    def begin(self) -> None:
        """Begin the TLS handshake with the bytes received so far."""
        transport, hello = self._transport, self._data
        assert transport is not None
        self._data = b""
        here = plain(str(transport.get_extra_info("sockname")[0]))
        encrypting = _Encrypting(self, self._of, self._of.context_for(here))
        transport.set_protocol(encrypting)
        encrypting.connection_made(transport)
        if not transport.is_closing():
            encrypting.get_buffer(len(hello))[: len(hello)] = hello
            encrypting.buffer_updated(len(hello))
            transport.resume_reading()

    def finish(self, encrypted: asyncio.Transport) -> None:
        """Hand over to a new `IncomingConnection` on the encrypted transport."""
        self._forget()
        self._is_over = True
        connection = self._make()
        encrypted.set_protocol(connection)
        connection.connection_made(encrypted)


class _Encrypted(asyncio.Protocol):
    """The application protocol of the handshake: reports to the connection when it is over."""

    def __init__(self, connection: PendingTlsConnection) -> None:
        self._connection = connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connection.finish(transport)  # type: ignore[arg-type]  # the transport of its TLS


class _Encrypting(_AnySslProtocol):  # type: ignore[misc]
    """asyncio's TLS protocol with a buffer of 16 kB instead of 256."""

    max_size = _BUFFER_BYTES

    def __init__(
        self, connection: PendingTlsConnection, of: PendingTls, context: ssl.SSLContext
    ) -> None:
        super().__init__(
            asyncio.get_running_loop(),
            _Encrypted(connection),
            context,
            None,
            server_side=True,
            ssl_handshake_timeout=of.pending.request_within_s,
            ssl_shutdown_timeout=of.close_timeout_s,
        )
        self._connection = connection

    def connection_lost(self, exc: Exception | None) -> None:
        super().connection_lost(exc)
        self._connection.connection_lost(exc)


def _length_of(data: bytes) -> int:
    """Return the length of the TLS record at the start of `data`, header included.

    While the header is incomplete, return the header's length.
    """
    if len(data) < _RECORD_HEAD_BYTES:
        return _RECORD_HEAD_BYTES
    return _RECORD_HEAD_BYTES + int.from_bytes(data[3:5], "big")
