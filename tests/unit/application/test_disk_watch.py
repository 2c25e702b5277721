"""The levels of a disk that fills, and what was set aside on it."""

import pytest

from classroom_app.application.disk_watch import DiskWatch, RoomLevel
from classroom_app.application.notices import StorageFailed
from classroom_app.system.disk_room import DiskUsage
from tests.helpers.lecture import Lecture

LARGE = 10**12


class Disk:
    """A disk that has as much left as it is told; None: it does not tell."""

    def __init__(self) -> None:
        self.left: int | None = LARGE
        self.given_back = 0

    def look(self) -> DiskUsage:
        if self.left is None:
            raise OSError("gone")
        return DiskUsage(self.left, LARGE)

    def give_back(self) -> bool:
        self.given_back += 1
        return True


async def test_the_level_follows_the_disk(caplog: pytest.LogCaptureFixture) -> None:
    disk = Disk()
    watch = DiskWatch(disk)
    levels = []
    for left in (5_000_000_000, 999_999_999, 199_999_999, None, 5_000_000_000):
        disk.left = left
        await watch.look()
        levels.append(watch.level)
    low, very_low = RoomLevel.LOW, RoomLevel.VERY_LOW
    assert levels == [RoomLevel.ENOUGH, low, very_low, very_low, RoomLevel.ENOUGH]
    assert "not known" in caplog.text
    caplog.clear()


async def test_what_was_set_aside_is_given_when_something_cannot_be_stored(
    caplog: pytest.LogCaptureFixture,
) -> None:
    disk = Disk()
    watch = DiskWatch(disk)
    watch.on_notice(StorageFailed(Lecture().session, "no answer", is_of_line=True))
    await watch.settled()
    assert disk.given_back == 0, "it is the disk of a server"
    for _ in range(5):
        watch.on_notice(StorageFailed(Lecture().session, "disk full"))
    await watch.settled()
    assert disk.given_back == 1, "once for all that failed together"
    assert "the disk is full" in caplog.text
    caplog.clear()
