"""The screenshots, when the disk says no."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.server.android import screenshot_files
from classroom_app.server.android.screenshot_files import UNPACKED_AT_ONCE, ScreenshotFiles
from classroom_app.server.decoding_queue import DecodingQueue
from classroom_app.server.held_pictures import HeldPictures
from classroom_app.server.picture_check import picture_in
from classroom_app.server.picture_space import PictureSpace
from tests.helpers.device import picture
from tests.helpers.lecture import NINE
from tests.helpers.timing import PATIENCE_S


class Rows:
    """A store in memory that can fail."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.trouble: str | None = None

    async def add(
        self,
        session_id: int,
        participant_id: int,
        path: str,
        captured_at: datetime,
        created_at: datetime,
        keep: int,
    ) -> tuple[int, list[str]]:
        if self.trouble is not None:
            raise StorageError(self.trouble)
        self.paths.append(path)
        return len(self.paths), []

    async def path(self, screenshot_id: int) -> str | None:
        return self.paths[screenshot_id - 1]


@pytest.fixture
async def queue() -> AsyncIterator[DecodingQueue]:
    queue = DecodingQueue()
    yield queue
    await queue.close()


def made(rows: Rows, folder: Path, queue: DecodingQueue) -> ScreenshotFiles:
    return ScreenshotFiles(rows, folder, queue, HeldPictures(), PictureSpace(folder))


async def keep(screenshots: ScreenshotFiles, image: str) -> int:
    held = await screenshots.hold(1, image, "127.0.0.1")
    return await screenshots.keep(1, 1, held, NINE, NINE)


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def test_a_picture_without_a_row_leaves_no_file(queue: DecodingQueue, tmp_path: Path) -> None:
    rows = Rows()
    rows.trouble = "disk full"
    screenshots = made(rows, tmp_path, queue)
    with pytest.raises(StorageError, match="disk full"):
        await keep(screenshots, picture())
    assert not files(tmp_path)


async def test_a_folder_that_cannot_be_written_is_a_storage_error(
    queue: DecodingQueue, tmp_path: Path
) -> None:
    (tmp_path / "screenshots").write_text("no folder")
    with pytest.raises(StorageError):
        await keep(made(Rows(), tmp_path, queue), picture())


async def test_a_picture_that_cannot_be_read_is_a_storage_error(
    queue: DecodingQueue, tmp_path: Path
) -> None:
    screenshots = made(Rows(), tmp_path, queue)
    await keep(screenshots, picture("PNG"))
    for kept in files(tmp_path):
        kept.unlink()
        kept.mkdir()
    with pytest.raises(StorageError):
        await screenshots.picture(1)


async def test_few_are_taken_out_of_their_text_at_once(
    queue: DecodingQueue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, is_ready = threading.Semaphore(0), threading.Event()
    active: list[int] = []

    def slow(text: str) -> bytes:
        active.append(1)
        begun.release()
        assert is_ready.wait(PATIENCE_S)
        active.pop()
        return picture_in(text)

    monkeypatch.setattr(screenshot_files, "picture_in", slow)
    screenshots = made(Rows(), tmp_path, queue)
    coming = [asyncio.create_task(screenshots.hold(n, picture(), "a")) for n in range(5)]
    for _ in range(UNPACKED_AT_ONCE):
        assert await asyncio.to_thread(begun.acquire, timeout=PATIENCE_S)
    assert len(active) == UNPACKED_AT_ONCE
    is_ready.set()
    for held in await asyncio.gather(*coming):
        held.let_go()
