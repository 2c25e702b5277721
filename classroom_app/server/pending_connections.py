"""Connections that are not accepted yet: bounded in number, so that idle ones cannot pile up."""

import asyncio
import socket as sockets
import sys
import time
from typing import Any, Protocol

from websockets.asyncio.server import Server, ServerConnection
from websockets.protocol import SEND_EOF
from websockets.server import ServerProtocol
from websockets.typing import Data

from classroom_app.protocol import limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.addresses import plain
from classroom_app.server.admission import MessageRate, Monotonic
from classroom_app.server.bounded_connections import BoundedConnections, ConnectionLimit
from classroom_app.server.counted_protocol import TOO_MANY, Counted, CountedProtocol
from classroom_app.server.handshake import Accepted
from classroom_app.server.large_messages import LARGE_BYTES, LargeMessages
from classroom_app.server.picture_upload import AcceptedPhone
from classroom_app.server.receive_limit import Flow, ReceiveLimit
from classroom_app.server.tolerant_connection import TolerantConnection
from classroom_app.system.leftovers import LEFTOVERS

# How much the kernel buffers before we notice that a phone does not read; Linux doubles the value.
KERNEL_BUFFER_BYTES = 128 * 1024
# A connection closed for flooding usually continues: reading stops, and it is aborted after this.
FLOOD_CLOSE_S = 0.25
MOST_REQUEST_BYTES = 96 * 1024
"""The size limit of a request head, including other programs' cookies. It must have no body."""
FLOODED = (CloseCode.POLICY_VIOLATION, TOO_MANY)


class Pending(Protocol):
    """A connection that is open and not accepted yet."""

    @property
    def address(self) -> str:
        """The client's address."""

    @property
    def is_silent(self) -> bool:
        """Whether no complete request has arrived."""

    def turn_out(self) -> None:
        """Cut the connection."""


class IncomingConnection(TolerantConnection):
    """A connection that counts as pending until it is accepted or closed."""

    # Slots, because a few more names in the instance dictionary would cost a kilobyte.
    __slots__ = (
        "_flow",
        "_head_bytes",
        "_in_hand",
        "_paused_by_us",
        "_set_aside",
        "_too_late",
        "accepted",
        "address",
        "counted",
    )
    protocol_type = CountedProtocol
    pending: "PendingConnections"

    def __init__(self, protocol: ServerProtocol, server: Server, **options: Any) -> None:
        super().__init__(protocol, server, **options)
        self.accepted: Accepted | AcceptedPhone | None = None
        self.address = ""
        self._too_late: asyncio.TimerHandle | None = None
        self._paused_by_us: asyncio.TimerHandle | None = None
        self._flow = Flow()
        # Bytes of the request so far; the library parses its lines as they come.
        self._head_bytes = 0
        # A large message that is waiting for its turn.
        self._in_hand: Data | None = None
        self._set_aside = LEFTOVERS.times_set_aside
        self.counted = Counted(MessageRate(self.pending.monotonic))
        assert isinstance(protocol, CountedProtocol)
        protocol.counted = self.counted

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count as pending, and start the timer for the request."""
        super().connection_made(transport)
        self.counted.waiting = self.recv_messages.frames
        peer = transport.get_extra_info("peername")
        self.address = plain(str(peer[0])) if peer else ""
        socket = transport.get_extra_info("socket")
        socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, KERNEL_BUFFER_BYTES)
        self._too_late = self.loop.call_later(self.pending.request_within_s, self.transport.abort)
        self.pending.enter(self)

    def data_received(self, data: bytes) -> None:
        """Count and read; abort when the request is too large or a flood was closed."""
        if self.request is None:
            self._head_bytes += len(data)
            if self._head_bytes > MOST_REQUEST_BYTES:
                self.cut()
                return
        super().data_received(data)
        self.pending.receive_limit.took(self, self._flow, len(data))
        close = self.protocol.close_sent
        if close is not None and (close.code, close.reason) == FLOODED:
            self.transport.pause_reading()
            self.loop.call_later(FLOOD_CLOSE_S, self.transport.abort)

    async def handshake(self, *parts: Any, **named: Any) -> None:
        """Answer the request; forget its headers unless a WebSocket was accepted."""
        try:
            await super().handshake(*parts, **named)
        finally:
            if self.accepted is None:
                self.forget_handshake()

    async def next_message(self) -> Data:
        """Return the next message; a large one waits for its turn (`LargeMessages`).

        Raises:
            ConnectionClosed: the connection is closed and all its messages were returned.
        """
        while True:
            message = await self.recv()
            if len(message) <= LARGE_BYTES:
                return message
            self._in_hand = message
            del message  # referenced only by this connection, so that `cut` can free it
            await self.pending.large_messages.turn(self.address, len(self._in_hand))
            in_hand, self._in_hand = self._in_hand, None
            if in_hand is not None:
                return in_hand

    def held_bytes(self) -> int:
        """Return how many bytes were received and not processed yet."""
        if self.accepted is None:
            return self._head_bytes
        waiting = last = 0
        for frame in self.recv_messages.frames.queue:
            last += len(frame.data)
            if frame.fin:
                waiting, last = waiting + last, 0
        # The last message may be incomplete: once `recv` waits for it, its fragments are not in
        # the queue, but the protocol counts them wherever they are.
        coming = len(self.protocol.reader.buffer) + (self.protocol.current_size or 0)
        return coming + waiting + (0 if self._in_hand is None else sys.getsizeof(self._in_hand))

    def pause_for(self, seconds: float) -> None:
        """Stop reading for `seconds`; does nothing while a pause is running."""
        if self._paused_by_us is None:
            self.transport.pause_reading()
            self._paused_by_us = self.loop.call_later(seconds, self._read_again)

    def _read_again(self) -> None:
        self._paused_by_us = None
        if not self.recv_messages.paused:
            self.transport.resume_reading()

    def cut(self) -> None:
        """Abort the connection and free the large messages it has sent."""
        self.transport.abort()
        # The frames themselves stay in the queue, where `recv` may be waiting; the connection is
        # freed only by the garbage collector, up to half a minute later under load.
        for frame in self.recv_messages.frames.queue:
            if len(frame.data) > LARGE_BYTES:
                frame.data = b""
        self._in_hand = None

    def send_data(self) -> None:
        """Write, and abort if too much is unsent.

        `Connection` bounds the frames it sends; this bounds the library's own answers to pings.
        """
        writes = self.protocol.data_to_send()
        if self.transport.is_closing():
            return  # asyncio would log each write
        if len(writes) > 1:  # as one: when the first fails, asyncio logs each that follows
            end = [SEND_EOF] if writes[-1] == SEND_EOF else []
            writes = [b"".join(writes), *end]
        self.protocol.writes = writes
        super().send_data()
        unread = self.transport.get_write_buffer_size()
        if self.accepted is not None and unread > 2 * limits.MAX_UNSENT_BYTES:
            self.transport.abort()

    @property
    def is_silent(self) -> bool:
        """Whether no complete request has arrived."""
        return self._too_late is not None

    def request_has_come(self) -> None:
        """Stop the timer: the answer may take long when thousands connect at once."""
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    def forget_handshake(self) -> None:
        """Free the headers, 3 to 96 kB that the library would keep as long as the connection."""
        if self.request is not None:
            self.request.headers.clear()
        self.response = None

    def turn_out(self) -> None:
        """Cut the connection."""
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timers and remove the connection from all counts."""
        self.request_has_come()
        if self._paused_by_us is not None:
            self._paused_by_us.cancel()
        self.pending.receive_limit.left(self)
        self.pending.leave(self)
        LEFTOVERS.ended += 1
        if self.accepted is not None or self._set_aside != LEFTOVERS.times_set_aside:
            LEFTOVERS.note()
        super().connection_lost(exc)
        _forget_lines(self.protocol.handshake_exc)


def _forget_lines(fault: BaseException | None) -> None:
    """Free the head of a request that could not be parsed.

    The frames of the exception's traceback reference its lines until garbage is collected.
    """
    while fault is not None:
        fault.__traceback__ = None
        fault = fault.__cause__ or fault.__context__


class PendingConnections:
    """Holds connections that are not accepted yet; above the limit the oldest is cut.

    A complete request is answered within milliseconds, so a connection that is cut was silent.
    """

    def __init__(
        self,
        limit: ConnectionLimit | None = None,
        request_within_s: float = 10.0,
        monotonic: Monotonic = time.monotonic,
    ) -> None:
        self.monotonic = monotonic
        self.receive_limit = ReceiveLimit(monotonic)
        self.large_messages = LargeMessages(monotonic)
        self.request_within_s = request_within_s
        """How many seconds a complete request may take to arrive."""
        self._waiting: BoundedConnections[Pending] = BoundedConnections(
            limit or ConnectionLimit(), lambda connection: connection.turn_out()
        )

    def connection_type(self) -> type[IncomingConnection]:
        """Return the class of connections counted here, as `create_connection` of `serve`."""
        return type("Socket", (IncomingConnection,), {"pending": self})

    def enter(self, connection: Pending) -> None:
        """Add a connection; cut the oldest if there are too many."""
        self._waiting.enter(connection, connection.address)

    def leave(self, connection: Pending) -> None:
        """Remove a connection that was accepted or closed, if it is still held."""
        self._waiting.leave(connection)

    def turn_out_silent(self) -> None:
        """Cut the connections that have sent no complete request: the server stops."""
        for connection in self._waiting:
            if connection.is_silent:
                connection.turn_out()


def is_held_back(socket: ServerConnection) -> bool:
    """Return whether reading from the connection is paused."""
    return isinstance(socket, IncomingConnection) and not socket.transport.is_reading()
