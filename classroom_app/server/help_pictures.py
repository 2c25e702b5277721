"""The picture of a call for help follows its words, which were stored and shown already."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.errors import Refused
from classroom_app.server.decoding_queue import DecodingQueue, PicturesBusyError
from classroom_app.server.picture_check import ScreenshotError
from classroom_app.server.picture_space import PictureSpace
from classroom_app.server.screenshots import throw_away

log = logging.getLogger(__name__)

Fault = ScreenshotError | PicturesBusyError | StorageError


class HelpPictures:
    """Checks pictures beside the conversations and adds them to the calls that they came with."""

    def __init__(
        self,
        classroom: Classroom,
        decoding_queue: DecodingQueue,
        space: PictureSpace,
        data_dir: Path,
    ) -> None:
        self._classroom, self._decoding_queue = classroom, decoding_queue
        self._space, self._data_dir = space, data_dir
        self._tasks: set[asyncio.Task[None]] = set()

    def add(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        picture: bytes,
        address: str,
        tell: Callable[[Fault], None],
    ) -> None:
        """Begin to check a picture; `call` names the call, and `tell` says what is wrong with it.

        A newer picture of the same participant takes the place of one that still waits.
        """
        task = asyncio.create_task(self._follow(session_id, call, picture, address, tell))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def settled(self) -> None:
        """Return when no picture is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _follow(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        picture: bytes,
        address: str,
        tell: Callable[[Fault], None],
    ) -> None:
        try:
            await self._keep(session_id, call, picture, address)
        except (ScreenshotError, PicturesBusyError, StorageError) as error:
            tell(error)
        except (Refused, KeyError):
            pass  # the call was closed, or the class is over: nobody needs it any more
        except Exception:
            log.exception("The picture of a call for help could not be kept")

    async def _keep(
        self, session_id: int, call: cmd.AddHelpPicture, picture: bytes, address: str
    ) -> None:
        participant_id = call.participant_id
        kind = await self._decoding_queue.kind_of(
            picture, ("help", session_id, participant_id), address
        )
        path = await self._space.keep_help_picture(
            session_id, participant_id, picture, kind, address
        )
        named = cmd.AddHelpPicture(call.help_request_id, participant_id, path)
        try:
            await self._classroom.execute(session_id, named, SYSTEM)
        except BaseException:
            await asyncio.to_thread(throw_away, self._data_dir, path)
            raise
