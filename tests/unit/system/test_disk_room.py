"""A real folder, and disks of any size."""

from pathlib import Path

import pytest

from classroom_app.system.disk_room import (
    GIVEN_BACK_BELOW_BYTES,
    LOW_BYTES,
    RESERVE_BYTES,
    RESERVE_FILE,
    DiskRoom,
    DiskUsage,
    disk_usage,
)

LARGE = 10**12


class Disk:
    """A disk that has as much left as it is told."""

    def __init__(self) -> None:
        self.left = LARGE // 2

    def __call__(self, _folder: Path) -> DiskUsage:
        return DiskUsage(self.left, LARGE)


@pytest.mark.parametrize(
    ("free", "total", "low", "very_low"),
    [
        (LOW_BYTES, LARGE, False, False),
        (LOW_BYTES - 1, LARGE, True, False),
        (199_999_999, LARGE, True, True),
        (1_600_000, 16_000_000, False, False),
        (1_599_999, 16_000_000, True, False),
        (799_999, 16_000_000, True, True),
    ],
)
def test_how_full_a_disk_is(free: int, total: int, low: bool, very_low: bool) -> None:
    usage = DiskUsage(free, total)
    assert (usage.is_low, usage.is_very_low) == (low, very_low)


def test_the_disk_of_a_folder(tmp_path: Path) -> None:
    usage = disk_usage(tmp_path)
    assert 0 < usage.free <= usage.total


def test_some_room_is_set_aside_and_given_back_when_it_is_needed(tmp_path: Path) -> None:
    disk = Disk()
    room, reserve = DiskRoom(tmp_path, disk), tmp_path / RESERVE_FILE
    assert room.look().free == disk.left
    assert reserve.stat().st_size == RESERVE_BYTES
    disk.left = LOW_BYTES - 1
    room.look()
    assert reserve.exists(), "long before the disk is full it stays"
    disk.left = GIVEN_BACK_BELOW_BYTES - 1
    room.look()
    assert not reserve.exists()
    room.look()
    assert not reserve.exists()
    disk.left = LOW_BYTES
    room.look()
    assert reserve.exists(), "there is room again"
    assert room.give_back()
    assert not room.give_back()


def test_a_folder_that_takes_no_reserve_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / RESERVE_FILE).mkdir()
    assert DiskRoom(tmp_path, Disk()).look().free
    assert not DiskRoom(tmp_path / "none", Disk()).give_back()
    assert DiskRoom(tmp_path / "none", Disk()).look().free
