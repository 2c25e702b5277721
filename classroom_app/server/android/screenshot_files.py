"""Screenshots from phones: checked by content, a few per phone, for instructors only."""

import asyncio
from datetime import datetime
from pathlib import Path
from typing import Protocol

from classroom_app.application.ports import StorageError
from classroom_app.domain.lesson_draft import Picture
from classroom_app.server.decoding_queue import DecodingQueue
from classroom_app.server.held_pictures import HeldPicture, HeldPictures
from classroom_app.server.picture_check import picture_in
from classroom_app.server.picture_space import PictureSpace
from classroom_app.server.screenshots import throw_away
from classroom_app.system.stored_pictures import stored_picture

KEPT_PER_PHONE = 10
UNPACKED_AT_ONCE = 2
_MEDIA_TYPES = {".jpg": "image/jpeg", ".png": "image/png"}


class ScreenshotStore(Protocol):
    """Stores the rows of the files; may raise `StorageError`."""

    async def add(
        self,
        session_id: int,
        participant_id: int,
        path: str,
        captured_at: datetime,
        created_at: datetime,
        keep: int,
    ) -> tuple[int, list[str]]:
        """Store a row and delete the participant's rows beyond the newest `keep`.

        Returns its id and the paths of the deleted rows.
        """

    async def path(self, screenshot_id: int) -> str | None:
        """Return the path of a picture, None if it is not stored."""


class ScreenshotFiles:
    """Keeps the newest pictures of each phone as files under the data folder."""

    def __init__(
        self,
        store: ScreenshotStore,
        data_dir: Path,
        decoding_queue: DecodingQueue,
        held: HeldPictures,
        space: PictureSpace,
    ) -> None:
        self._store, self._data_dir = store, data_dir
        self._decoding_queue, self._held, self._space = decoding_queue, held, space
        # Each briefly takes as much memory again as its text.
        self._unpacking = asyncio.Semaphore(UNPACKED_AT_ONCE)

    async def hold(self, participant_id: int, image_data: str, address: str) -> HeldPicture:
        """Decode a picture's base64 text and hold it in memory until `keep`.

        Raises:
            ScreenshotError: it is no picture that we accept.
        """
        async with self._unpacking:
            picture = await asyncio.to_thread(picture_in, image_data)
        return self._held.hold(picture, ("screenshot", participant_id), address)

    async def keep(
        self,
        session_id: int,
        participant_id: int,
        picture: HeldPicture,
        captured_at: datetime,
        now: datetime,
    ) -> int:
        """Check and store a held picture; return its id.

        Raises:
            ScreenshotError: it is no picture that we accept.
            PicturesBusyError: it was dropped because too many wait.
            StorageError: it could not be stored.
        """
        try:
            kind = await self._decoding_queue.kind_of(picture)
            path = await self._space.keep_screenshot(session_id, picture, kind)
        finally:
            picture.let_go()
        try:
            screenshot_id, surplus = await self._store.add(
                session_id, participant_id, path, captured_at, now, KEPT_PER_PHONE
            )
        except StorageError:
            await asyncio.to_thread(self._drop, [path])
            raise
        if surplus:
            await asyncio.to_thread(self._drop, surplus)
        return screenshot_id

    async def picture(self, screenshot_id: int) -> Picture | None:
        """Return a picture, or None if it is not stored any more.

        Raises:
            StorageError: it could not be read.
        """
        path = await self._store.path(screenshot_id)
        return None if path is None else await self.picture_at(path)

    async def picture_at(self, path: str) -> Picture | None:
        """Return the picture at a stored path, or None if there is none.

        Raises:
            StorageError: it could not be read.
        """
        try:
            return await asyncio.to_thread(self._read, path)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StorageError(str(error)) from error

    def _read(self, stored: str) -> Picture | None:
        path = stored_picture(self._data_dir, stored)
        return None if path is None else Picture(_MEDIA_TYPES[path.suffix], path.read_bytes())

    def _drop(self, paths: list[str]) -> None:
        for path in paths:
            throw_away(self._data_dir, path)
