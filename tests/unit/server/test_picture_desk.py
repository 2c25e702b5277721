"""Who waits for the decoder, in which order, and who has to go when too much waits."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from classroom_app.server.picture_check import ScreenshotError
from classroom_app.server.picture_desk import PictureDesk, PicturesBusyError
from classroom_app.system.side_process import JobRefusedError, SideProcess, SideProcessError


class Decoder(SideProcess):
    """Decodes when it is let, and says what it was given."""

    def __init__(self) -> None:
        super().__init__(1, 1)
        self.decoded: list[bytes] = []
        self.gate = asyncio.Semaphore(0)
        self.is_over = False

    async def run(self, job: str, *pieces: bytes) -> bytes:
        assert job == "check"
        (content,) = pieces
        await self.gate.acquire()
        if self.is_over:
            raise SideProcessError
        self.decoded.append(content)
        if content.startswith(b"bad"):
            raise JobRefusedError("ScreenshotError")
        if content.startswith(b"slow"):
            raise SideProcessError
        return b"JPEG"

    async def close(self) -> None:
        self.is_over = True
        self.gate.release()


@pytest.fixture
async def decoder() -> Decoder:
    return Decoder()


@pytest.fixture
async def desk(decoder: Decoder) -> AsyncIterator[PictureDesk]:
    desk = PictureDesk(decoder, max_waiting_bytes=100)
    yield desk
    await desk.close()


async def bring(
    desk: PictureDesk, picture: bytes, sender: str, address: str = "a"
) -> "asyncio.Task[str]":
    task = asyncio.create_task(desk.kind_of(picture, sender, address))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


async def test_a_picture_is_decoded_and_its_kind_told(desk: PictureDesk, decoder: Decoder) -> None:
    decoder.gate.release()
    assert await desk.kind_of(b"picture", 1, "a") == "JPEG"


@pytest.mark.parametrize("picture", [b"bad", b"slow"])
async def test_what_is_no_picture_or_takes_too_long_is_refused(
    picture: bytes, desk: PictureDesk, decoder: Decoder
) -> None:
    for _ in range(2):
        decoder.gate.release()
    with pytest.raises(ScreenshotError):
        await desk.kind_of(picture, 1, "a")
    assert await desk.kind_of(b"next", 1, "a") == "JPEG"


async def test_addresses_take_turns(desk: PictureDesk, decoder: Decoder) -> None:
    many = [await bring(desk, b"many %d" % n, f"many {n}") for n in range(4)]
    one = await bring(desk, b"one", "one", "b")
    for _ in range(5):
        decoder.gate.release()
    await asyncio.gather(one, *many)
    assert decoder.decoded.index(b"one") <= 2, "not behind all of another address"


async def test_of_each_sender_the_newest_waits(desk: PictureDesk, decoder: Decoder) -> None:
    begun = await bring(desk, b"begun", "kim")
    older = await bring(desk, b"older", "kim")
    newer = await bring(desk, b"newer", "kim")
    with pytest.raises(PicturesBusyError):
        await older
    for _ in range(2):
        decoder.gate.release()
    assert [await begun, await newer] == ["JPEG", "JPEG"]
    assert decoder.decoded == [b"begun", b"newer"]


async def test_the_address_that_sends_most_makes_room(desk: PictureDesk, decoder: Decoder) -> None:
    begun = await bring(desk, b"begun", "first")
    many = [await bring(desk, b"x" * 30, f"many {n}") for n in range(3)]
    honest = await bring(desk, b"y" * 40, "honest", "b")
    with pytest.raises(PicturesBusyError):
        await many[2]
    for _ in range(4):
        decoder.gate.release()
    assert await asyncio.gather(begun, honest, *many[:2]) == ["JPEG"] * 4


async def test_who_is_gone_is_passed_over(desk: PictureDesk, decoder: Decoder) -> None:
    begun = await bring(desk, b"begun", "first")
    gone = await bring(desk, b"gone", "gone")
    gone.cancel()
    await asyncio.wait([gone])
    last = await bring(desk, b"last", "last")
    for _ in range(2):
        decoder.gate.release()
    assert [await begun, await last] == ["JPEG"] * 2
    assert decoder.decoded == [b"begun", b"last"]


async def test_closing_gives_up_everything(decoder: Decoder) -> None:
    desk = PictureDesk(decoder)
    tasks = [await bring(desk, b"picture", f"{n}", f"{n}") for n in range(3)]
    await desk.close()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(result, PicturesBusyError)
    with pytest.raises(PicturesBusyError):
        await desk.kind_of(b"picture", 1, "a")
