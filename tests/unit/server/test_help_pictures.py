"""A picture follows its call, or the phone is told why not and nothing is left of it."""

import asyncio
import base64
import gc
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.server.decoding_queue import PicturesBusyError
from classroom_app.server.picture_check import ScreenshotError
from tests.helpers.sample import JournalMaker, picture, picture_bytes
from tests.helpers.school import School, open_school


@pytest.fixture
def maker() -> JournalMaker:
    return JournalMaker()


@pytest.fixture
async def school(tmp_path: Path, maker: JournalMaker) -> AsyncIterator[School]:
    async with open_school(tmp_path, make_journal=maker) as school:
        yield school


async def follow(school: School, picture: bytes, request_id: int = 1) -> list[Exception]:
    """Let a picture follow, and return what was told of it."""
    told: list[Exception] = []
    call = cmd.AddHelpPicture(request_id, 1)
    pictures = school.program.help_pictures
    checking = pictures.check(school.session.id, 1, picture, "127.0.0.1")
    pictures.add(school.session.id, call, picture, checking, "127.0.0.1", told.append)
    await school.pictures_settled()
    return told


def files(school: School) -> list[Path]:
    return list((school.program.config.data_dir / "screenshots").rglob("*.*"))


async def test_a_picture_is_added_to_its_call(school: School) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help")
    assert await follow(school, picture_bytes()) == []
    (ticket,) = school.session.help_queue
    (file,) = files(school)
    assert ticket.screenshot_path == file.relative_to(school.program.config.data_dir).as_posix()


async def test_of_no_picture_the_phone_is_told(school: School) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help")
    (fault,) = await follow(school, b"?")
    assert isinstance(fault, ScreenshotError)
    assert not files(school)


async def test_a_refused_picture_does_not_wait_for_a_collection_of_garbage(school: School) -> None:
    phone = await school.student("Kim")
    broken = base64.b64encode(b"\xff\xd8".ljust(1_000_000, b"x")).decode()

    async def call() -> None:
        refusal = await phone.ask("request_help", screenshot=broken)
        assert refusal["code"] == "invalid_field"

    await call()
    gc.collect()
    gc.disable()
    tracemalloc.start()
    try:
        before, _ = tracemalloc.get_traced_memory()
        for _ in range(10):
            await call()
        after, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
        gc.enable()
    assert after - before < 3_000_000  # the one that came last, and what it was decoded from


@pytest.mark.parametrize("what", ["closed", "no such call", "over"])
async def test_nothing_is_left_of_one_that_nobody_needs(what: str, school: School) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help")
    if what == "closed":
        await phone.ask("cancel_help")
    elif what == "over":
        await school.execute(cmd.EndSession())
    assert await follow(school, picture_bytes(), 9 if what == "no such call" else 1) == []
    assert not files(school)


async def test_nothing_is_left_of_one_that_cannot_be_stored(
    school: School, maker: JournalMaker
) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help")
    maker.journal.trouble = "disk full"
    (fault,) = await follow(school, picture_bytes())
    assert isinstance(fault, StorageError)
    assert not files(school)
    maker.journal.trouble = None


async def test_a_stop_waits_for_no_picture(school: School) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help", screenshot=picture())
    told: list[Exception] = []
    call = cmd.AddHelpPicture(1, 1)
    pictures, heavy = school.program.help_pictures, picture_bytes(size=(4_000, 4_000))
    checking = pictures.check(school.session.id, 1, heavy, "127.0.0.1")
    pictures.add(school.session.id, call, heavy, checking, "127.0.0.1", told.append)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await school.program._visitors.decoding_queue.close()
    await school.pictures_settled()
    assert all(isinstance(fault, PicturesBusyError) for fault in told)
    assert told
