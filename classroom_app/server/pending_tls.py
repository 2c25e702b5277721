"""Connections to an encrypted class before they are encrypted: counted, bounded, and in turn.

What asyncio makes for TLS takes 300 kB for each connection, from its first moment, and nobody
counts them. Here a connection is a few hundred bytes until its ClientHello is there and its turn
has come.
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
"""Browsers send some 2 kB before we answer, with the keys against quantum computers."""
_BUFFER_BYTES = 16 * 1024  # what one TLS record holds
_HANDSHAKE_RECORD = 0x16
_RECORD_HEAD_BYTES = 5

_AnySslProtocol: Any = sslproto.SSLProtocol  # its types leave most out


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
        """Return what makes the protocol of a new connection."""
        make = self.pending.connection_type()

        def arrive(
            protocol: ServerProtocol, server: Server, **options: Any
        ) -> PendingTlsConnection:
            return PendingTlsConnection(
                self, lambda: make(protocol, server, **options), protocol.parser.close
            )

        return arrive

    def leave(self, connection: "PendingTlsConnection") -> None:
        """Forget a connection: it is encrypted now, or closed."""
        self.pending.leave(connection)
        self.handshakes.leave(connection)


class PendingTlsConnection(asyncio.Protocol):
    """A connection from its first moment until it is encrypted."""

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
        # What the library has made for the connection refers to itself: where nothing comes of it,
        # its parser is closed, or it would stay until garbage is collected.
        self._discard = discard
        self._data = b""
        self._is_plain = self._is_over = False
        self._too_late: asyncio.TimerHandle | None = None
        self._transport: asyncio.Transport | None = None
        self.address = ""

    @property
    def is_silent(self) -> bool:
        """Whether no whole request has come."""
        return True

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count, and wait for the first bytes, not for long."""
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
        if self._is_plain:  # it was answered, and goes on
            transport.close()
            return
        self._data += data
        if self._data[0] != _HANDSHAKE_RECORD:
            self._answer_plain(transport)
        elif len(self._data) > MOST_HELLO_BYTES or _length_of(self._data) > MOST_HELLO_BYTES:
            self.turn_out()
        elif len(self._data) >= _length_of(self._data):
            transport.pause_reading()
            self._stop_waiting()  # from here on it is we who take our time
            self._of.handshakes.line_up(self)

    def _answer_plain(self, transport: asyncio.Transport) -> None:
        """Answer an unencrypted request, and wait until the other side has read the answer."""
        if self._of.entrance_port is None or not self._data[:1].isalpha():
            self.turn_out()
            return
        if len(self._data) >= _RECORD_HEAD_BYTES:
            self._is_plain = True
            transport.write(way_to(self._of.entrance_port(), self._data[:MOST_HELLO_BYTES]))
            transport.write_eof()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more."""
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
        """Begin the handshake with what has come so far."""
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
        """Make the connection that the handshake was for."""
        self._forget()
        self._is_over = True
        connection = self._make()
        encrypted.set_protocol(connection)
        connection.connection_made(encrypted)


class _Encrypted(asyncio.Protocol):
    """What asyncio tells when the handshake is over."""

    def __init__(self, connection: PendingTlsConnection) -> None:
        self._connection = connection

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._connection.finish(transport)  # type: ignore[arg-type]  # the transport of its TLS


class _Encrypting(_AnySslProtocol):  # type: ignore[misc]
    """asyncio's TLS with a buffer of 16 kB in place of 256."""

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
    """Return how long the record is that begins here, head included."""
    if len(data) < _RECORD_HEAD_BYTES:
        return _RECORD_HEAD_BYTES
    return _RECORD_HEAD_BYTES + int.from_bytes(data[3:5], "big")
