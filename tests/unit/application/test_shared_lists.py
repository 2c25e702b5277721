"""What other computers change is read again, and then told."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from classroom_app.application.ports import StorageError
from classroom_app.application.shared_lists import SharedLists, Topic, Topics
from tests.helpers.timing import PATIENCE_S


class Ears:
    """A listener that can wait for what it hears."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[Topics] = asyncio.Queue()

    async def next(self) -> Topics:
        async with asyncio.timeout(PATIENCE_S):
            return await self.heard.get()


@pytest.fixture
async def lists() -> AsyncIterator[SharedLists]:
    lists = SharedLists(gather_s=0, retry_s=0)
    yield lists
    await lists.stop()


async def test_what_is_heard_at_once_is_told_at_once(lists: SharedLists) -> None:
    ears = Ears()
    lists.subscribe(ears.heard.put_nowait)
    lists.hear([Topic.LESSONS])
    lists.hear([Topic.ROSTERS, Topic.LESSONS])
    assert await ears.next() == {Topic.LESSONS, Topic.ROSTERS}
    lists.hear([])
    lists.hear([Topic.ERASED])
    assert await ears.next() == {Topic.ERASED}


async def test_memory_is_up_to_date_before_anybody_is_told(lists: SharedLists) -> None:
    ears, order = Ears(), []
    of_rosters = asyncio.Event()

    async def refresh(topics: Topics) -> None:
        assert topics == {Topic.ROSTERS}
        await of_rosters.wait()
        order.append("refreshed")

    lists.refresh_by([Topic.ROSTERS, Topic.ERASED], refresh)
    lists.subscribe(lambda _topics: order.append("told"))
    lists.subscribe(ears.heard.put_nowait)
    lists.hear([Topic.ROSTERS, Topic.LESSONS])
    await asyncio.sleep(0)
    lists.hear([Topic.LESSONS])  # while that is being read
    of_rosters.set()
    await ears.next()
    assert order[:2] == ["refreshed", "told"]


async def test_what_could_not_be_read_is_read_again(lists: SharedLists) -> None:
    ears, tries = Ears(), []

    async def refresh(topics: Topics) -> None:
        tries.append(topics)
        if len(tries) < 3:
            raise StorageError("the line is gone")

    lists.refresh_by(Topic, refresh)
    lists.subscribe(ears.heard.put_nowait)
    lists.hear([Topic.ROSTERS])
    assert await ears.next() == {Topic.ROSTERS}
    assert tries == [{Topic.ROSTERS}] * 3


async def test_a_bug_in_one_part_keeps_no_other_from_being_told(
    lists: SharedLists, caplog: pytest.LogCaptureFixture
) -> None:
    ears = Ears()

    async def refresh(_topics: Topics) -> None:
        raise RuntimeError("a bug")

    def listen(_topics: Topics) -> None:
        raise RuntimeError("another bug")

    lists.refresh_by(Topic, refresh)
    lists.subscribe(listen)
    lists.subscribe(ears.heard.put_nowait)
    lists.hear([Topic.CLASSES])
    assert await ears.next() == {Topic.CLASSES}
    assert [record.levelname for record in caplog.records] == ["ERROR", "ERROR"]
    caplog.clear()


async def test_after_the_stop_nobody_is_told(lists: SharedLists) -> None:
    ears = Ears()
    unsubscribe = lists.subscribe(ears.heard.put_nowait)
    lists.hear([Topic.LESSONS])
    await lists.stop()
    await lists.stop()
    lists.hear([Topic.ROSTERS])
    assert ears.heard.empty()
    unsubscribe()
    lists.tell(Topic)
    assert ears.heard.empty()
