"""One open socket, and the order in which things are written to it."""

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

# A phone that reads slowly gets its 1013 when it has read what came before: it is given longer to
# answer than others (`Bounds.close_timeout_s`).
SLOW_CLOSE_S = 20.0


def frame_of(payload: bytes) -> bytes:
    """Return the text frame of a payload, ready for any number of connections.

    A server's frames are not masked (RFC 6455 §5.1) and compression is off, so the same bytes
    go to all.
    """
    return Frame(Opcode.TEXT, payload).serialize(mask=False, extensions=[])


class Connection:
    """A phone's or instructor's socket in a session.

    `participant_id` is None for an instructor, a helper (`helper_id`), and a guest who has not
    joined yet. `phone` is the hash of the cookie that it came with, "" of a guest.
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
        """Send a frame (see `frame_of`), after the reply that is being waited for, if any."""
        if self._held is None:
            self._write(frame)
        else:
            self._held.append(frame)

    def tell(self, frame: bytes, number: int) -> None:
        """Send what the instructor said (`Said.number`), as `send` does, and note it."""
        self.send(frame)
        if self.on_told is not None:
            self.on_told(number)

    def reply(self, frame: bytes) -> None:
        """Send a frame at once, and then what was held back for it."""
        self._write(frame)
        self.release()

    def hold(self) -> None:
        """Hold everything but the reply back until `reply` or `release`."""
        if self._held is None:
            self._held = []

    def release(self) -> None:
        """Send what was held back, in order."""
        held, self._held = self._held, None
        for frame in held or ():
            self._write(frame)

    def _write(self, frame: bytes) -> None:
        if self._closing is not None or self._socket.state is not State.OPEN:
            return
        # Not by websockets' `send`, which makes a frame for each connection and waits while one
        # reads slowly (ARCHITECTURE.md, decision 6). The bound below takes the place of that wait.
        transport = self._socket.transport
        if transport.is_closing():
            return  # it is gone, and asyncio would log each write
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
        """How many bytes wait until the other side reads on."""
        return self._socket.transport.get_write_buffer_size()

    def cut(self) -> None:
        """End the connection at once: what waits for it is let go of."""
        self._socket.transport.abort()

    async def answers(self, within_s: float | None) -> bool:
        """Tell whether the other side answers a ping within so many seconds.

        With None, while the connection is open: a dead one is closed by the keepalive.
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
        """Begin to close; nothing more is sent. Does nothing if a close was begun.

        Returns at once, for it is called while stored events are published.
        """
        if self._closing is None:
            self._closing = asyncio.get_running_loop().create_task(self._socket.close(code, reason))

    async def closed(self) -> None:
        """Return when a close that was begun is through; nothing is written any more."""
        if self._closing is not None:
            await asyncio.wait([self._closing])
        if self._unsent_limit is not None:
            self._unsent_limit.forget(self)
