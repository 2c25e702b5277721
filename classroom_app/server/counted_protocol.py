"""Counts every frame of a connection, control frames and fragments too, before processing it.

The library answers each ping and stores each fragment as it reads them, thousands in one turn of
the event loop. A connection that sends too many is closed at the first frame above the limit; the
frames behind it are not parsed.
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
"""Frames with more bytes than this are freed early (see `recv_frame`)."""


@dataclass(slots=True)
class Counted:
    """The counters of one connection."""

    rate: MessageRate
    waiting: Sized = ()
    """The received frames that `recv` has not returned yet."""
    unanswered: int = 0
    """How many of our own pings have no pong yet."""


class CountedProtocol(TolerantProtocol):
    """Charges pings, unsolicited pongs and small fragments to the connection's message rate.

    Messages themselves are counted when they are answered (`Conversation`), so that each refusal
    gets a reply; here only the number of frames waiting for that is limited.
    """

    # One name only: a second one in the instance dictionary would cost a kilobyte.
    counted: Counted

    def send_ping(self, data: BytesLike) -> None:
        """Send a ping; its pong is not charged to the rate."""
        self.counted.unanswered += 1
        super().send_ping(data)

    def recv_frame(self, frame: Frame) -> None:
        """Process a frame, drop a ping above the rate, or close the connection for a flood.

        Raises:
            ProtocolError: the connection was failed; this makes the library stop reading.
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
                return  # without a pong
        if is_flood:
            self.fail(CloseCode.POLICY_VIOLATION, TOO_MANY)
            raise ProtocolError(TOO_MANY)
        super().recv_frame(frame)
        if len(frame.data) > WORTH_LETTING_GO:
            # The library's parser references its frame until the next one arrives: after a large
            # frame, a silent connection would keep it in memory.
            self.events[-1] = replace(frame)
            frame.data = b""


def _is_small_piece(frame: Frame) -> bool:
    """Return whether this is a small fragment; a message's last one counts with its message."""
    is_piece = frame.opcode is Opcode.CONT and not frame.fin
    return is_piece and len(frame.data) < limits.SMALL_PIECE_BYTES
