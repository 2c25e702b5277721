"""Counts every frame of a connection, those that are no messages too, before it costs anything.

The library answers each ping and takes each piece of a message as it reads them, thousands in one
turn of the event loop. Whoever sends too many is closed at the frame that is one too many, and what
comes behind it is not even taken apart.
"""

from collections.abc import Sized
from dataclasses import dataclass, replace

from websockets.exceptions import ProtocolError
from websockets.frames import DATA_OPCODES, Frame, Opcode
from websockets.typing import BytesLike

from classroom_app.protocol import limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.server.admission import MessageRate
from classroom_app.server.tolerant_connection import TolerantProtocol

TOO_MANY = "too many messages"
WORTH_LETTING_GO = 4_096
"""Bytes of a frame; smaller ones are not worth the time."""


@dataclass(slots=True)
class Counted:
    """What is counted of one connection."""

    rate: MessageRate
    waiting: Sized = ()
    """The frames that came and that nobody has read yet."""
    unanswered: int = 0
    """How many of our own pings have no pong yet."""


class CountedProtocol(TolerantProtocol):
    """Takes pings, pongs and small pieces out of the connection's rate of messages.

    Messages themselves are counted as they are answered (`Conversation`), so that each is told of
    its refusal; here only so many may wait for that.
    """

    # The dictionary of the library's object has room for one name: another takes a kilobyte.
    counted: Counted

    def send_ping(self, data: BytesLike) -> None:
        """Send a ping; its pong is not one too many."""
        self.counted.unanswered += 1
        super().send_ping(data)

    def recv_frame(self, frame: Frame) -> None:
        """Take a frame in, leave it out, or close the connection.

        Raises:
            ProtocolError: it was closed; this is how the library stops reading.
        """
        rate = self.counted.rate
        if frame.opcode in DATA_OPCODES and not _is_small_piece(frame):
            is_flood = len(self.events) + len(self.counted.waiting) >= limits.MAX_WAITING_FRAMES
        elif frame.opcode is Opcode.PONG and self.counted.unanswered:
            self.counted.unanswered -= 1
            is_flood = False
        elif frame.opcode is Opcode.CLOSE or rate.admits():
            is_flood = False
        else:
            is_flood = rate.refusals >= limits.REFUSALS_IN_A_ROW
            if frame.opcode is Opcode.PING and not is_flood:
                return  # without an answer
        if is_flood:
            self.fail(CloseCode.POLICY_VIOLATION, TOO_MANY)
            raise ProtocolError(TOO_MANY)
        super().recv_frame(frame)
        if len(frame.data) > WORTH_LETTING_GO:
            # The library's parser keeps its frame until the next one has come: whoever sent a large
            # one would have it held for as long as they say nothing more.
            self.events[-1] = replace(frame)
            frame.data = b""


def _is_small_piece(frame: Frame) -> bool:
    """Tell whether this could be one of very many; the last piece counts as its message does."""
    is_piece = frame.opcode is Opcode.CONT and not frame.fin
    return is_piece and len(frame.data) < limits.SMALL_PIECE_BYTES
