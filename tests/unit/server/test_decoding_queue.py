"""Who waits for the decoder, in which order, and who has to go when too much waits."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from classroom_app.server.decoding_queue import LONGEST_WAITING_EACH, DecodingQueue
from classroom_app.server.held_pictures import HeldPicture, HeldPictures, PicturesBusyError
from classroom_app.server.picture_check import ScreenshotError
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
def held() -> HeldPictures:
    return HeldPictures(max_bytes=100)


@pytest.fixture
async def queue(decoder: Decoder) -> AsyncIterator[DecodingQueue]:
    queue = DecodingQueue(decoder)
    yield queue
    await queue.close()


def one(picture: bytes) -> HeldPicture:
    return HeldPictures().hold(picture, "?", "a")


async def bring(
    queue: DecodingQueue, held: HeldPictures, picture: bytes, sender: str, address: str = "a"
) -> "asyncio.Task[str]":
    task = asyncio.create_task(queue.kind_of(held.hold(picture, sender, address)))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return task


async def test_a_picture_is_decoded_and_its_kind_told(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    decoder.gate.release()
    assert await queue.kind_of(one(b"picture")) == "JPEG"


@pytest.mark.parametrize("picture", [b"bad", b"slow"])
async def test_what_is_no_picture_or_takes_too_long_is_refused(
    picture: bytes, queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    for _ in range(2):
        decoder.gate.release()
    with pytest.raises(ScreenshotError):
        await queue.kind_of(one(picture))
    assert await queue.kind_of(one(b"next")) == "JPEG"


async def test_addresses_take_turns(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    many = [await bring(queue, held, b"many %d" % n, f"many {n}") for n in range(4)]
    single = await bring(queue, held, b"one", "one", "b")
    for _ in range(5):
        decoder.gate.release()
    await asyncio.gather(single, *many)
    assert decoder.decoded.index(b"one") <= 2, "not behind all of another address"


async def test_who_sends_one_comes_before_those_who_send_all_the_time(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    for n in range(20):
        held.hold(b"x" * 50, "before", f"{n}").let_go()
    many = [await bring(queue, held, b"many", f"stranger {n}", f"{n}") for n in range(20)]
    single = await bring(queue, held, b"one", "honest", "honest")
    for _ in range(21):
        decoder.gate.release()
    await asyncio.gather(single, *many)
    assert decoder.decoded.index(b"one") <= 2


async def test_who_sends_all_the_time_has_a_turn_now_and_then(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    held.hold(b"x" * 90, "often", "often").let_go()
    first = await bring(queue, held, b"first", "first", "first")
    often = await bring(queue, held, b"often", "often", "often")
    many = [await bring(queue, held, b"one", f"stranger {n}", f"{n}") for n in range(15)]
    for _ in range(17):
        decoder.gate.release()
    await asyncio.gather(first, often, *many)
    assert decoder.decoded.index(b"often") <= LONGEST_WAITING_EACH


async def test_of_each_sender_the_newest_waits(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    begun = await bring(queue, held, b"begun", "kim")
    older = await bring(queue, held, b"older", "kim")
    newer = await bring(queue, held, b"newer", "kim")
    with pytest.raises(PicturesBusyError):
        await older
    for _ in range(2):
        decoder.gate.release()
    assert [await begun, await newer] == ["JPEG", "JPEG"]
    assert decoder.decoded == [b"begun", b"newer"]


async def test_the_address_that_sends_most_makes_room(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    begun = await bring(queue, held, b"begun", "first")
    many = [await bring(queue, held, b"x" * 30, f"many {n}") for n in range(3)]
    honest = await bring(queue, held, b"y" * 35, "honest", "b")
    with pytest.raises(PicturesBusyError):
        await many[2]
    for _ in range(4):
        decoder.gate.release()
    assert await asyncio.gather(begun, honest, *many[:2]) == ["JPEG"] * 4


async def test_who_is_gone_is_passed_over(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    begun = await bring(queue, held, b"begun", "first")
    gone = await bring(queue, held, b"gone", "gone")
    gone.cancel()
    await asyncio.wait([gone])
    last = await bring(queue, held, b"last", "last")
    for _ in range(2):
        decoder.gate.release()
    assert [await begun, await last] == ["JPEG"] * 2
    assert decoder.decoded == [b"begun", b"last"]


async def test_closing_gives_up_everything(decoder: Decoder, held: HeldPictures) -> None:
    queue = DecodingQueue(decoder)
    tasks = [await bring(queue, held, b"picture", f"{n}", f"{n}") for n in range(3)]
    await queue.close()
    for result in await asyncio.gather(*tasks, return_exceptions=True):
        assert isinstance(result, PicturesBusyError)
    with pytest.raises(PicturesBusyError):
        await queue.kind_of(one(b"picture"))


async def test_a_network_of_ipv6_is_one_address(
    queue: DecodingQueue, decoder: Decoder, held: HeldPictures
) -> None:
    many = [
        await bring(queue, held, b"many %d" % n, f"many {n}", f"2001:db8:1:2::{n:x}")
        for n in range(4)
    ]
    single = await bring(queue, held, b"one", "one", "2001:db8:1:3::1")
    for _ in range(5):
        decoder.gate.release()
    await asyncio.gather(single, *many)
    assert decoder.decoded.index(b"one") <= 2, "not behind all of another network"
