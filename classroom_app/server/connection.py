"""An open WebSocket connection and the order in which frames are written to it."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from classroom_app.protocol import limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.unsent_limit import UnsentLimit

# A slow phone receives its 1013 only after all that was written before it, so it has longer to
# answer than others (`Bounds.close_timeout_s`).
SLOW_CLOSE_S = 20.0


def frame_of(payload: bytes) -> bytes:
    """Return the text frame of a payload, ready for any number of connections.

    A server's frames are not masked (RFC 6455 §5.1) and compression is off, so the same bytes
    go to all.
    """
    return Frame(Opcode.TEXT, payload).serialize(mask=False, extensions=[])


class Connection:
    """A student's, helper's or instructor's connection to a session.

    `participant_id` is None for an instructor, a helper (`helper_id`), and a guest who has not
    joined yet. `phone` is the hash of the token in its request, "" for a guest.
    """

    __slots__ = (
        "_closing",
        "_held",
        "_socket",
        "_unsent_limit",
        "helper_id",
        "invited_at",
        "is_instructor",
        "is_remote",
        "joined",
        "on_slow",
        "on_told",
        "participant_id",
        "phone",
        "session_id",
        "wants_presence",
    )

    def __init__(
        self,
        socket: ServerConnection,
        session_id: int,
        *,
        is_instructor: bool = False,
        is_remote: bool = False,
        participant_id: int | None = None,
        helper_id: int | None = None,
        invited_at: datetime | None = None,
        phone: str = "",
        unsent_limit: UnsentLimit | None = None,
    ) -> None:
        self._unsent_limit = unsent_limit
        self._socket, self.invited_at = socket, invited_at
        self._held: list[bytes] | None = None
        self._closing: asyncio.Task[None] | None = None
        self.on_slow: Callable[[], None] | None = None
        self.on_told: Callable[[int], None] | None = None
        self.session_id = session_id
        self.is_instructor = is_instructor
        self.is_remote = is_remote
        self.participant_id, self.phone = participant_id, phone
        self.helper_id = helper_id
        self.joined = False
        self.wants_presence = True

    def send(self, frame: bytes) -> None:
        """Write a frame (see `frame_of`), or keep it until after the reply while held (`hold`)."""
        if self._held is None:
            self._write(frame)
        else:
            self._held.append(frame)

    def tell(self, frame: bytes, number: int) -> None:
        """Send an instructor's message as `send` does, and pass its `Said.number` to `on_told`."""
        self.send(frame)
        if self.on_told is not None:
            self.on_told(number)

    def reply(self, frame: bytes) -> None:
        """Write a frame at once, and then the frames that were held back for it."""
        self._write(frame)
        self.release()

    def hold(self) -> None:
        """Hold back every frame until `reply` or `release` is called."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Write the frames that were held back, in order."""
        held, self._held = self._held, None
        for frame in held or ():
            self._write(frame)

    def _write(self, frame: bytes) -> None:
        if self._closing is not None or self._socket.state is not State.OPEN:
            return
        # Not websockets' `send`, which serializes a frame per connection and waits for slow readers
        # (ARCHITECTURE.md, decision 6). The bound below replaces that wait.
        transport = self._socket.transport
        if transport.is_closing():
            return  # asyncio would log each write to it
        transport.write(frame)
        unsent = transport.get_write_buffer_size()
        if unsent and self._unsent_limit is not None:
            self._unsent_limit.note(self, unsent)
        if unsent > limits.MAX_UNSENT_BYTES:
            self._socket.close_timeout = SLOW_CLOSE_S
            self.close(CloseCode.TRY_AGAIN_LATER, "too slow: come back")
            if self.on_slow is not None:
                self.on_slow()

    @property
    def unsent(self) -> int:
        """How many bytes are buffered until the other side reads on."""
        return self._socket.transport.get_write_buffer_size()

    def cut(self) -> None:
        """Abort the connection; unsent bytes are discarded."""
        self._socket.transport.abort()

    async def answers(self, within_s: float | None) -> bool:
        """Send a ping and return whether it is answered within `within_s` seconds.

        With None, wait until the connection closes; the keepalive closes a dead one.
        """
        try:
            pong = asyncio.ensure_future(await self._socket.ping())
        except ConnectionClosed:
            return False
        done, _ = await asyncio.wait([pong], timeout=within_s)
        return bool(done) and pong.exception() is None

    @property
    def is_closing(self) -> bool:
        """Whether a close was begun."""
        return self._closing is not None

    def close(self, code: CloseCode, reason: str = "") -> None:
        """Start closing in a task; later frames are dropped. Does nothing if already closing.

        Does not wait, because it is called while stored events are published.
        """
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._socket.close(code, reason))

    async def closed(self) -> None:
        """Wait until a close that was begun is finished. Call it last: nothing is written after."""
        if self._closing is not None:
            await asyncio.wait([self._closing])
        if self._unsent_limit is not None:
            self._unsent_limit.forget(self)
