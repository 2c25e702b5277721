"""Connections not accepted yet: bounded in number, so that idle ones cannot pile up."""

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

# What the kernel takes for a phone before we notice that it does not read; it doubles this itself.
KERNEL_BUFFER_BYTES = 128 * 1024
# Who is closed for a flood goes on with it: nothing of that is read, and the end is soon.
FLOOD_CLOSE_S = 0.25
MOST_REQUEST_BYTES = 96 * 1024
"""Of a request until it is answered, the cookies of other programs among them. It has no body."""
FLOODED = (CloseCode.POLICY_VIOLATION, TOO_MANY)


class Pending(Protocol):
    """Somebody who has connected and is not let in yet."""

    @property
    def address(self) -> str:
        """Where they come from."""

    @property
    def is_silent(self) -> bool:
        """Whether no whole request has come."""

    def turn_out(self) -> None:
        """Cut the connection."""


class IncomingConnection(TolerantConnection):
    """A connection that counts as pending until it is accepted or closed."""

    # In the dictionary of the object, which is full, more names would take a kilobyte.
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
        # Of the request, which the library takes apart before it is whole, and of what follows it.
        self._head_bytes = 0
        # A large message that waits for its turn.
        self._in_hand: Data | None = None
        self._set_aside = LEFTOVERS.times_set_aside
        self.counted = Counted(MessageRate(self.pending.monotonic))
        assert isinstance(protocol, CountedProtocol)
        protocol.counted = self.counted

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Count as pending."""
        super().connection_made(transport)
        self.counted.waiting = self.recv_messages.frames
        peer = transport.get_extra_info("peername")
        self.address = plain(str(peer[0])) if peer else ""
        socket = transport.get_extra_info("socket")
        socket.setsockopt(sockets.SOL_SOCKET, sockets.SO_SNDBUF, KERNEL_BUFFER_BYTES)
        self._too_late = self.loop.call_later(self.pending.request_within_s, self.transport.abort)
        self.pending.enter(self)

    def data_received(self, data: bytes) -> None:
        """Read, until too much has come.

        What comes behind a request counts as its head does until it is answered: no message may be
        sent yet, and of an answer that is fetched slowly much could be waiting.
        """
        if self.accepted is None:
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
        """Answer the request; of one that asked for no WebSocket, nothing is needed any more."""
        try:
            await super().handshake(*parts, **named)
        finally:
            if self.accepted is None:
                self.forget_handshake()

    async def next_message(self) -> Data:
        """Return the next message; a large one when it is its turn.

        Raises:
            ConnectionClosed: there is none any more.
        """
        while True:
            message = await self.recv()
            if len(message) <= LARGE_BYTES:
                return message
            self._in_hand = message
            del message  # held by this connection alone, it can make room
            await self.pending.large_messages.turn(self.address, len(self._in_hand))
            in_hand, self._in_hand = self._in_hand, None
            if in_hand is not None:
                return in_hand

    def held_bytes(self) -> int:
        """Return how many bytes were read and not taken yet."""
        if self.accepted is None:
            return self._head_bytes
        waiting = last = 0
        for frame in self.recv_messages.frames.queue:
            last += len(frame.data)
            if frame.fin:
                waiting, last = waiting + last, 0
        # The last message may not be whole: its pieces are not in the queue once they are waited
        # for, but the protocol counts them wherever they are.
        coming = len(self.protocol.reader.buffer) + (self.protocol.current_size or 0)
        return coming + waiting + (0 if self._in_hand is None else sys.getsizeof(self._in_hand))

    def pause_for(self, seconds: float) -> None:
        """Read nothing for a while."""
        if self._paused_by_us is None:
            self.transport.pause_reading()
            self._paused_by_us = self.loop.call_later(seconds, self._read_again)

    def _read_again(self) -> None:
        self._paused_by_us = None
        if not self.recv_messages.paused:
            self.transport.resume_reading()

    def cut(self) -> None:
        """End the connection at once, and keep nothing large of what it has sent."""
        self.transport.abort()
        # They stay in the queue, where somebody may wait for one; the connection itself stays until
        # garbage is collected, which takes half a minute while much goes on.
        for frame in self.recv_messages.frames.queue:
            if len(frame.data) > LARGE_BYTES:
                frame.data = b""
        self._in_hand = None

    def send_data(self) -> None:
        """Write; `Connection` bounds what we send, here it is what the library answers to pings."""
        writes = self.protocol.data_to_send()
        if self.transport.is_closing():
            return  # asyncio would log each of them
        if len(writes) > 1:  # in one: when the first fails, asyncio logs each that follows
            end = [SEND_EOF] if writes[-1] == SEND_EOF else []
            writes = [b"".join(writes), *end]
        self.protocol.writes = writes
        super().send_data()
        unread = self.transport.get_write_buffer_size()
        if self.accepted is not None and unread > 2 * limits.MAX_UNSENT_BYTES:
            self.transport.abort()

    @property
    def is_silent(self) -> bool:
        """Whether no whole request has come."""
        return self._too_late is not None

    def request_has_come(self) -> None:
        """Wait as long as it takes from now on: when thousands come at once, answers take long."""
        if self._too_late is not None:
            self._too_late.cancel()
            self._too_late = None

    def forget_handshake(self) -> None:
        """Let go of the headers, which the library would keep until the end: 3 kB, or up to 96."""
        if self.request is not None:
            self.request.headers.clear()
        self.response = None

    def turn_out(self) -> None:
        """Cut the connection."""
        self.transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count no more, if it still does."""
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
    """Let go of the head in which a request broke off.

    Whoever read its lines left them in the traceback, which stays until garbage is collected.
    """
    while fault is not None:
        fault.__traceback__ = None
        fault = fault.__cause__ or fault.__context__


class PendingConnections:
    """Holds connections that are not accepted yet; the longest waiting makes room.

    Who sends a whole request is through in milliseconds: whoever is thrown out had been silent.
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
        """How long a whole request may take to come."""
        self._waiting: BoundedConnections[Pending] = BoundedConnections(
            limit or ConnectionLimit(), lambda connection: connection.turn_out()
        )

    def connection_type(self) -> type[IncomingConnection]:
        """Return the class of the connections that are counted here, for `serve`."""
        return type("Socket", (IncomingConnection,), {"pending": self})

    def enter(self, connection: Pending) -> None:
        """Take somebody in, and turn out the longest waiting if there are too many."""
        self._waiting.enter(connection, connection.address)

    def leave(self, connection: Pending) -> None:
        """Let somebody go: let in, or gone."""
        self._waiting.leave(connection)

    def turn_out_silent(self) -> None:
        """Cut those who have asked nothing yet: nobody waits for their request any more."""
        for connection in self._waiting:
            if connection.is_silent:
                connection.turn_out()


def is_held_back(socket: ServerConnection) -> bool:
    """Tell whether more came from a connection than was read."""
    return isinstance(socket, IncomingConnection) and not socket.transport.is_reading()
