"""A picture follows its call, or the phone is told why not and nothing is left of it."""

import asyncio
import base64
import gc
import threading
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.protocol import limits
from classroom_app.server import help_pictures
from classroom_app.server.held_pictures import MAX_HELD_BYTES, HeldPicture, PicturesBusyError
from classroom_app.server.help_pictures import ComingPicture, HelpPictures
from classroom_app.server.picture_check import ScreenshotError
from classroom_app.system.disk_room import DiskUsage
from tests.helpers.raw import exchange, request
from tests.helpers.sample import JournalMaker, picture, picture_bytes
from tests.helpers.school import School, open_school
from tests.helpers.timing import PATIENCE_S


@pytest.fixture
def maker() -> JournalMaker:
    return JournalMaker()


@pytest.fixture
async def school(tmp_path: Path, maker: JournalMaker) -> AsyncIterator[School]:
    async with open_school(tmp_path, make_journal=maker) as school:
        try:
            yield school
        finally:
            maker.journal.gate.set()


async def follow(school: School, picture: bytes, request_id: int = 1) -> list[Exception]:
    """Let a picture follow, and return what was told of it."""
    told: list[Exception] = []
    call = cmd.AddHelpPicture(request_id, 1)
    pictures = school.program.help_pictures
    held = pictures.hold(school.session.id, 1, picture, "127.0.0.1")
    pictures.add(school.session.id, call, pictures.come(school.session.id, 1, held), told.append)
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


async def test_words_do_not_wait_for_a_slow_disk(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone = await school.student("Kim", presence=False)
    await phone.ask("request_help", screenshot=picture())  # the decoder runs
    await school.pictures_settled()
    is_ready = threading.Event()

    def slow(_folder: Path) -> DiskUsage:
        assert is_ready.wait(PATIENCE_S)
        return DiskUsage(10**12, 10**12)

    monkeypatch.setattr(school.program.help_pictures._space, "_usage", slow)
    monkeypatch.setattr(help_pictures, "SOON_S", 0.05)
    answer = await phone.ask("request_help", message="어디예요?", screenshot=picture("JPEG"))
    assert answer["type"] == "request_help_confirmed"
    is_ready.set()
    await school.pictures_settled()
    (ticket,) = school.session.help_queue
    assert ticket.message == "어디예요?"
    assert str(ticket.screenshot_path).endswith(".jpg")


@pytest.mark.parametrize("soon_s", [0, PATIENCE_S])
async def test_nothing_is_left_of_one_whose_words_are_not_stored(
    soon_s: float, school: School, maker: JournalMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_pictures, "SOON_S", soon_s)
    phone = await school.student("Kim", presence=False)
    maker.journal.trouble = "disk full"
    answer = await phone.ask("request_help", message="?", screenshot=picture())
    assert answer["code"] == "storage_failed"
    await school.pictures_settled()
    assert not files(school)
    assert school.program.help_pictures.held_bytes == 0
    maker.journal.trouble = None


def in_memory() -> int:
    """Return the bytes that Python has allocated since `tracemalloc` was started."""
    return tracemalloc.get_traced_memory()[0]


async def test_while_words_wait_to_be_stored_pictures_take_no_more_than_their_share(
    school: School, maker: JournalMaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All words come, and every phone is told what came of its picture."""

    # On a slow computer each picture could be on the disk, before its words, when the next comes.
    async def words_first(
        pictures: HelpPictures, session_id: int, participant_id: int, picture: HeldPicture
    ) -> ComingPicture:
        return pictures.come(session_id, participant_id, picture)

    monkeypatch.setattr(HelpPictures, "kept_soon", words_first)
    pictures, whole = school.program.help_pictures, picture_bytes("JPEG")
    text = base64.b64encode(whole.ljust(limits.MAX_SCREENSHOT_BYTES, b"\0")).decode()
    phones = [await school.student(f"{n}", presence=False) for n in range(14)]
    maker.journal.gate.clear()
    tracemalloc.start()
    try:
        for phone in phones:
            await phone.send("request_help", message="어디예요?", screenshot=text)
            await exchange(school, request("GET /healthz"))
            assert pictures.held_bytes <= MAX_HELD_BYTES
        async with asyncio.timeout(PATIENCE_S):
            while pictures.held_bytes < MAX_HELD_BYTES - limits.MAX_SCREENSHOT_BYTES:
                await exchange(school, request("GET /healthz"))
            # Each is held once, as soon as the last frames have been read and refused.
            while in_memory() >= pictures.held_bytes + 2 * limits.MAX_FRAME_BYTES:
                await exchange(school, request("GET /healthz"))
    finally:
        tracemalloc.stop()
        maker.journal.gate.set()
    for phone in phones:
        await phone.expect("request_help_confirmed")
    await school.pictures_settled()
    assert pictures.held_bytes == 0
    kept = [ticket for ticket in school.session.help_queue if ticket.screenshot_path]
    assert len(school.session.help_queue) == len(phones)
    refused = 0
    for phone in phones:
        for told in await phone.hears_nothing_but("help_picture_refused"):
            assert told["code"] == "rate_limited"
            refused += 1
    assert len(kept) >= 10
    assert len(kept) + refused == len(phones)


async def test_an_honest_picture_comes_while_strangers_fill_the_room_for_them(
    school: School, maker: JournalMaker
) -> None:
    honest = await school.student("Kim", presence=False)
    strangers = []
    for number in range(12):
        cookie = await school.student_cookie(f"Stranger {number}")
        strangers.append(await school.connect(cookie, local_addr=(f"127.0.1.{number + 1}", 0)))
        await strangers[-1].join(presence=False)
    large = picture_bytes("JPEG").ljust(limits.MAX_SCREENSHOT_BYTES, b"\0")
    theirs, mine = (base64.b64encode(one).decode() for one in (large, large[:1_400_000]))
    maker.journal.gate.clear()
    for stranger in strangers:
        await stranger.send("request_help", screenshot=theirs)
    pictures = school.program.help_pictures
    async with asyncio.timeout(PATIENCE_S):
        while pictures.held_bytes < MAX_HELD_BYTES - limits.MAX_SCREENSHOT_BYTES:
            await exchange(school, request("GET /healthz"))
    await honest.send("request_help", message="어디예요?", screenshot=mine)
    again = strangers[:3]
    for stranger in again:
        await stranger.send("request_help", screenshot=theirs)
    maker.journal.gate.set()
    for phone in (honest, *strangers, *again):
        await phone.expect("request_help_confirmed")
    await school.pictures_settled()
    await honest.hears_nothing_but()
    (ticket,) = (one for one in school.session.help_queue if one.message)
    assert ticket.screenshot_path is not None


async def test_a_stop_waits_for_no_picture(school: School) -> None:
    phone = await school.student("Kim")
    await phone.ask("request_help", screenshot=picture())
    told: list[Exception] = []
    call = cmd.AddHelpPicture(1, 1)
    pictures, heavy = school.program.help_pictures, picture_bytes(size=(4_000, 4_000))
    held = pictures.hold(school.session.id, 1, heavy, "127.0.0.1")
    pictures.add(school.session.id, call, pictures.come(school.session.id, 1, held), told.append)
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    await school.program._visitors.decoding_queue.close()
    await school.pictures_settled()
    assert all(isinstance(fault, PicturesBusyError) for fault in told)
    assert told
