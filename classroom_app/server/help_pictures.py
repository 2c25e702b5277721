"""The picture of a call for help: stored with its words, or after them where that takes longer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

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
T = TypeVar("T")

SOON_S = 0.8
"""How long the words wait for their picture: an honest one is decoded in milliseconds, the first
one after the process has started. Replies have to come within a second."""

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
        self._tasks: set[asyncio.Task[Any]] = set()

    def check(
        self, session_id: int, participant_id: int, picture: bytes, address: str
    ) -> "asyncio.Task[str]":
        """Begin to decode a picture; the task returns its format, as `DecodingQueue.kind_of`.

        A newer picture of the same participant takes the place of one that still waits.
        """
        sender = ("help", session_id, participant_id)
        return self._run(self._decoding_queue.kind_of(picture, sender, address))

    async def kept_soon(
        self,
        session_id: int,
        participant_id: int,
        picture: bytes,
        address: str,
    ) -> "str | asyncio.Task[str]":
        """Return the path of a picture, or its check where the words cannot wait for that.

        Raises:
            ScreenshotError: it is no whole picture.
        """
        may_wait = self._decoding_queue.is_idle
        checking = self.check(session_id, participant_id, picture, address)
        try:
            if may_wait:
                await asyncio.wait([checking], timeout=SOON_S)
            if not checking.done():
                return checking
            return await self._space.keep_help_picture(
                session_id, participant_id, picture, checking.result(), address
            )
        except (PicturesBusyError, StorageError):
            return checking  # the words are stored all the same, and `add` says the rest
        finally:
            del checking, picture  # as in `DecodingQueue.kind_of`

    def add(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        picture: bytes,
        checking: "asyncio.Task[str]",
        address: str,
        tell: Callable[[Fault], None],
    ) -> None:
        """Add a picture to a call that is stored, once it is checked; `tell` says its fault."""
        self._run(self._follow(session_id, call, picture, checking, address, tell))

    async def throw_away(self, path: str) -> None:
        """Delete a picture that was kept, of a call that was not stored."""
        await asyncio.to_thread(throw_away, self._data_dir, path)

    def _run(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever asked may be gone: that is no fault

    async def settled(self) -> None:
        """Return when no picture is on its way any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _follow(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        picture: bytes,
        checking: "asyncio.Task[str]",
        address: str,
        tell: Callable[[Fault], None],
    ) -> None:
        try:
            await self._keep(session_id, call, picture, await checking, address)
        except (ScreenshotError, PicturesBusyError, StorageError) as error:
            tell(error)
        except (Refused, KeyError):
            pass  # the call was closed, or the class is over: nobody needs it any more
        except Exception:
            log.exception("The picture of a call for help could not be kept")
        finally:
            del checking, picture  # as in `DecodingQueue.kind_of`

    async def _keep(
        self, session_id: int, call: cmd.AddHelpPicture, picture: bytes, kind: str, address: str
    ) -> None:
        participant_id = call.participant_id
        path = await self._space.keep_help_picture(
            session_id, participant_id, picture, kind, address
        )
        named = cmd.AddHelpPicture(call.help_request_id, participant_id, path)
        try:
            await self._classroom.execute(session_id, named, SYSTEM)
        except BaseException:
            await self.throw_away(path)
            raise
