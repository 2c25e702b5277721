"""The connection of the instructor's phone while it uploads pictures for a lesson."""

import asyncio
import logging

from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosed

from classroom_app.domain.picture_refusal import RefusalReason
from classroom_app.protocol import limits
from classroom_app.protocol.close_codes import CloseCode
from classroom_app.protocol.picture_messages import (
    PictureMessage,
    PictureReceived,
    PictureRefused,
    PictureStored,
    SendPicture,
    UploadReady,
    encode_picture_message,
    read_offer,
)
from classroom_app.server.admission import MessageRate
from classroom_app.server.picture_upload import AcceptedPhone, TooManyRefusedError

log = logging.getLogger(__name__)

# The time of two messages, after which the refusals are reset (`MessageRate.admits`).
_PAUSE_S = 2 / limits.MESSAGES_PER_S


class UploadConnection:
    """A connection of the phone that has the pass of an upload."""

    def __init__(
        self, accepted: AcceptedPhone, socket: ServerConnection, rate: MessageRate
    ) -> None:
        self._upload, self._phone = accepted.upload, accepted.phone
        self._socket, self._rate = socket, rate
        self._wanted = ""
        self._closing: asyncio.Task[None] | None = None

    async def run(self) -> None:
        """Receive pictures until the connection closes.

        Never raises for anything the phone does. A failure of ours is logged, and the connection is
        closed with 1011.
        """
        hang_up = self._close
        try:
            if not self._upload.arrive(self._phone, hang_up):  # closed meanwhile, or another's
                return hang_up(CloseCode.NORMAL)
            await self._say(UploadReady(self._upload.room, self._upload.stored_ids))
            while True:
                frame = await self._socket.recv()
                if not self._rate.admits():
                    await asyncio.sleep(_PAUSE_S)  # meanwhile TCP slows the phone down
                if not self._upload.is_over:
                    await self._take(frame)
        except ConnectionClosed:
            pass
        except (ValueError, TooManyRefusedError) as error:
            log.info("A phone that sends pictures is sent away: %.200s", error)
            self._close(CloseCode.POLICY_VIOLATION)
        except Exception:
            log.exception("An upload failed; its connection is closed")
            self._close(CloseCode.INTERNAL_ERROR)
        finally:
            self._upload.leave(hang_up)
            if self._closing is not None:
                await asyncio.wait([self._closing])

    async def _take(self, frame: str | bytes) -> None:
        upload = self._upload
        if isinstance(frame, bytes):
            received = upload.add(self._wanted, frame)
            if not upload.is_whole:
                return await self._say(PictureReceived(self._wanted, received))
            return await self._finish()
        offer = read_offer(frame)
        settled = upload.settled(offer.id)
        if settled is not None:
            return await self._tell(offer.id, settled)
        answer = upload.begin(offer)
        if isinstance(answer, RefusalReason):
            return await self._tell(offer.id, answer)
        self._wanted = offer.id
        if upload.is_whole:
            return await self._finish()
        return await self._say(SendPicture(offer.id, answer))

    async def _finish(self) -> None:
        await self._tell(self._wanted, await self._upload.finish(self._wanted))

    async def _tell(self, picture_id: str, settled: bool | RefusalReason) -> None:
        if isinstance(settled, RefusalReason):
            await self._say(PictureRefused(picture_id, settled))
        else:
            await self._say(PictureStored(picture_id, settled))

    async def _say(self, message: PictureMessage) -> None:
        await self._socket.send(encode_picture_message(message), text=True)

    def _close(self, code: CloseCode) -> None:
        if self._closing is None:
            loop = asyncio.get_running_loop()
            self._closing = loop.create_task(self._socket.close(code))
