import asyncio
import logging
from datetime import timedelta

import pytest

from classroom_app.application.activity import Activity
from tests.helpers.disk import Disk, StillClock
from tests.helpers.lecture import NINE


@pytest.fixture
async def disk() -> Disk:
    return Disk()


async def test_signs_of_life_are_written_together(disk: Disk) -> None:
    clock = StillClock()
    activity = Activity(disk, clock)
    activity.touch(1)
    clock.seconds = 5
    activity.touch(2)
    activity.touch(1)
    assert disk.activity == {}
    await activity.flush()
    assert disk.activity == {n: NINE + timedelta(seconds=5) for n in (1, 2)}
    disk.activity.clear()
    await activity.flush()
    assert disk.activity == {}


async def test_what_cannot_be_written_is_kept(disk: Disk, caplog: pytest.LogCaptureFixture) -> None:
    clock = StillClock()
    activity = Activity(disk, clock)
    activity.touch(1)
    activity.touch(2)
    disk.troubles.append("the disk is full")
    with caplog.at_level(logging.WARNING):
        await activity.flush()
    assert "the disk is full" in caplog.text
    clock.seconds = 5
    activity.touch(1)
    await activity.flush()
    assert disk.activity == {1: NINE + timedelta(seconds=5), 2: NINE}


async def test_what_was_being_written_when_the_program_stops_is_written_again(disk: Disk) -> None:
    activity = Activity(disk, StillClock())
    activity.touch(1)
    disk.gate.clear()
    writing = asyncio.create_task(activity.flush())
    await disk.waiting.wait()
    writing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await writing
    assert disk.activity == {}
    disk.gate.set()
    await activity.flush()
    assert disk.activity == {1: NINE}


async def test_it_runs_until_cancelled(disk: Disk) -> None:
    activity = Activity(disk, StillClock(), every_s=0)
    activity.touch(1)
    running = asyncio.create_task(activity.run())
    await disk.flushed.wait()
    assert disk.activity == {1: NINE}
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
