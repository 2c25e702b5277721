"""Real files: what is old makes room, of the address that has most."""

import asyncio
import threading
from pathlib import Path

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.server.held_pictures import HeldPicture, HeldPictures, PicturesBusyError
from classroom_app.server.picture_space import WRITTEN_AT_ONCE, PictureSpace
from classroom_app.server.screenshots import KEPT_PER_PARTICIPANT
from classroom_app.system.disk_room import VERY_LOW_BYTES, DiskUsage
from tests.helpers.timing import PATIENCE_S

SIZE = 1_000
CLASS, ADDRESS = 40 * SIZE, 20 * SIZE


@pytest.fixture
def space(tmp_path: Path) -> PictureSpace:
    return PictureSpace(tmp_path, lambda _folder: DiskUsage(10**12, 10**12), CLASS, ADDRESS)


def names_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*.png")}


def held(address: str) -> HeldPicture:
    return HeldPictures().hold(bytes(SIZE), "sender", address)


async def keep(space: PictureSpace, address: str, participant_id: int) -> str:
    return await space.keep_help_picture(1, participant_id, held(address), "PNG")


async def test_made_up_names_of_one_address_share_its_room(
    space: PictureSpace, tmp_path: Path
) -> None:
    kept = [await keep(space, "stranger", name) for name in range(1, 100)]
    left = names_in(tmp_path)
    assert len(left) <= ADDRESS // SIZE + 2
    assert set(kept[-10:]) <= left, "the newest"


async def test_a_stranger_pushes_out_the_strangers_own(space: PictureSpace, tmp_path: Path) -> None:
    honest = {await keep(space, "honest", 1) for _ in range(5)}
    for number in range(2, 200):
        await keep(space, f"stranger {number % 3}", number)
    assert honest <= names_in(tmp_path)
    assert len(names_in(tmp_path)) <= CLASS // SIZE + 3


async def test_after_a_restart_each_participant_counts_as_an_address(
    space: PictureSpace, tmp_path: Path
) -> None:
    before = {await keep(space, "honest", name) for name in range(1, 4)}
    again = PictureSpace(tmp_path, lambda _folder: DiskUsage(10**12, 10**12), CLASS, ADDRESS)
    for number in range(10, 200):
        await keep(again, "stranger", number)
    assert before <= names_in(tmp_path)


async def test_the_apps_pictures_count_too(space: PictureSpace, tmp_path: Path) -> None:
    for _ in range(60):
        await space.keep_screenshot(1, held("stranger"), "PNG")
    assert len(names_in(tmp_path)) <= ADDRESS // SIZE + 2


async def test_each_class_has_room_of_its_own(space: PictureSpace, tmp_path: Path) -> None:
    first = [await keep(space, "a", 1) for _ in range(KEPT_PER_PARTICIPANT)]
    for number in range(60):
        await space.keep_help_picture(2, number + 1, held("a"), "PNG")
    assert set(first) <= names_in(tmp_path)


async def test_a_disk_with_little_room_takes_none(tmp_path: Path) -> None:
    space = PictureSpace(tmp_path, lambda _folder: DiskUsage(VERY_LOW_BYTES - 1, 10**12))
    with pytest.raises(StorageError, match="kept for the class"):
        await keep(space, "a", 1)
    assert names_in(tmp_path) == set()


async def test_a_network_of_ipv6_is_one_address(space: PictureSpace, tmp_path: Path) -> None:
    honest = {await keep(space, "2001:db8:1:3::1", 1) for _ in range(5)}
    for number in range(2, 200):
        await keep(space, f"2001:db8:1:2::{number:x}", number)
    assert honest <= names_in(tmp_path)
    assert len(names_in(tmp_path)) <= (ADDRESS // SIZE + 2) + len(honest)


async def test_few_are_written_at_once_and_the_others_can_make_room(tmp_path: Path) -> None:
    """A disk that is slow for a moment holds two pictures fast, and no more."""
    loop, begun, is_ready = asyncio.get_running_loop(), asyncio.Semaphore(0), threading.Event()

    def slow(_folder: Path) -> DiskUsage:
        loop.call_soon_threadsafe(begun.release)
        assert is_ready.wait(PATIENCE_S)
        return DiskUsage(10**12, 10**12)

    space, pictures = PictureSpace(tmp_path, slow), [held(f"{n}") for n in range(6)]
    writing = [
        asyncio.create_task(space.keep_help_picture(1, n, picture, "PNG"))
        for n, picture in enumerate(pictures)
    ]
    try:
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(WRITTEN_AT_ONCE):
                await begun.acquire()
        assert [picture.is_in_use for picture in pictures] == [True, True] + 4 * [False]
        pictures[2].give_up()
    finally:
        is_ready.set()
    results = await asyncio.gather(*writing, return_exceptions=True)
    assert [type(one) for one in results] == [str, str, PicturesBusyError, str, str, str]
    assert len(names_in(tmp_path)) == 5
