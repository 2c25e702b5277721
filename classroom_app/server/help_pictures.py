"""Stores the picture of a help request: together with the request, or later if it takes longer."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.errors import Refused
from classroom_app.server.decoding_queue import DecodingQueue
from classroom_app.server.held_pictures import HeldPicture, HeldPictures, PicturesBusyError
from classroom_app.server.picture_check import ScreenshotError
from classroom_app.server.picture_space import PictureSpace
from classroom_app.server.screenshots import throw_away

log = logging.getLogger(__name__)
T = TypeVar("T")

SOON_S = 0.5
"""How long a help request waits for its picture. Usually it is decoded and written in milliseconds,
the first one once the decoding process has started. Replies must be sent within a second."""

Fault = ScreenshotError | PicturesBusyError | StorageError


class ComingPicture:
    """A picture being checked and written by a task; `kept` returns its path.

    It is written once `may_be_written` is set.
    """

    __slots__ = ("kept", "may_be_written", "picture")

    def __init__(self, picture: HeldPicture) -> None:
        self.picture = picture
        self.may_be_written = asyncio.Event()
        self.kept: asyncio.Task[str]


class HelpPictures:
    """Checks pictures in separate tasks and adds them to their help requests."""

    def __init__(
        self,
        classroom: Classroom,
        decoding_queue: DecodingQueue,
        held: HeldPictures,
        space: PictureSpace,
        data_dir: Path,
    ) -> None:
        self._classroom, self._decoding_queue = classroom, decoding_queue
        self._held, self._space, self._data_dir = held, space, data_dir
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def held_bytes(self) -> int:
        """How many bytes of pictures are not on disk yet, including those of the Android app."""
        return self._held.total

    def hold(
        self, session_id: int, participant_id: int, picture: bytes, address: str
    ) -> HeldPicture:
        """Hold the picture of a help request; it replaces the sender's waiting one."""
        return self._held.hold(picture, ("help", session_id, participant_id), address)

    def come(self, session_id: int, participant_id: int, picture: HeldPicture) -> ComingPicture:
        """Start decoding a picture; it is written once `may_be_written` is set."""
        coming = ComingPicture(picture)
        coming.kept = self._run(self._check_and_write(session_id, participant_id, coming))
        return coming

    async def kept_soon(
        self, session_id: int, participant_id: int, picture: HeldPicture
    ) -> str | ComingPicture:
        """Return the path of a stored picture, or the pending one if it is not ready soon.

        Waits for `SOON_S` at most, and not at all while the decoder is busy. Pass a pending picture
        to `add` once its help request is stored, or to `give_up`.

        Raises:
            ScreenshotError: it is no complete picture.
        """
        may_wait = self._decoding_queue.is_idle
        coming = self.come(session_id, participant_id, picture)
        if not may_wait:
            return coming
        coming.may_be_written.set()
        await asyncio.wait([coming.kept], timeout=SOON_S)
        if not coming.kept.done():
            return coming
        try:
            return coming.kept.result()
        except (PicturesBusyError, StorageError):
            return coming  # the request is stored all the same; `add` reports the fault

    def add(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        coming: ComingPicture,
        tell: Callable[[Fault], None],
    ) -> None:
        """Add a pending picture to a stored help request; `tell` is called with its fault."""
        coming.may_be_written.set()
        self._run(self._follow(session_id, call, coming.kept, tell))

    def give_up(self, coming: ComingPicture) -> None:
        """Discard a pending picture whose help request was not stored."""
        coming.picture.give_up()
        coming.may_be_written.set()
        self._run(self._throw_away_what(coming.kept))

    async def throw_away(self, path: str) -> None:
        """Delete a written picture whose help request was not stored."""
        await asyncio.to_thread(throw_away, self._data_dir, path)

    def _run(self, work: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._on_done)
        return task

    def _on_done(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # mark as retrieved: nobody may be awaiting it any more

    async def settled(self) -> None:
        """Wait until no picture is being checked or written any more."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    async def _check_and_write(
        self, session_id: int, participant_id: int, coming: ComingPicture
    ) -> str:
        picture = coming.picture
        try:
            kind = await self._decoding_queue.kind_of(picture)
            await coming.may_be_written.wait()
            return await self._space.keep_help_picture(session_id, participant_id, picture, kind)
        finally:
            picture.let_go()

    async def _follow(
        self,
        session_id: int,
        call: cmd.AddHelpPicture,
        kept: "asyncio.Task[str]",
        tell: Callable[[Fault], None],
    ) -> None:
        try:
            await self._add(session_id, call, await kept)
        except (ScreenshotError, PicturesBusyError, StorageError) as error:
            tell(error)
        except (Refused, KeyError):
            pass  # the help request was closed, or the class is over: nobody needs it any more
        except Exception:
            log.exception("The picture of a call for help could not be kept")

    async def _add(self, session_id: int, call: cmd.AddHelpPicture, path: str) -> None:
        named = cmd.AddHelpPicture(call.help_request_id, call.participant_id, path)
        try:
            await self._classroom.execute(session_id, named, SYSTEM)
        except BaseException:
            await self.throw_away(path)
            raise

    async def _throw_away_what(self, kept: "asyncio.Task[str]") -> None:
        with suppress(ScreenshotError, PicturesBusyError, StorageError):
            await self.throw_away(await kept)
