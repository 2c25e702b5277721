import asyncio
import logging
from dataclasses import dataclass

import pytest

from classroom_app.application.group_commit import MAX_BATCH, PUBLISH_SLICE_S, GroupCommit
from classroom_app.application.ports import Record, StorageError
from tests.helpers.disk import Disk, StillClock


@dataclass(frozen=True)
class Entry:
    number: int
    record: Record | None


class Office:
    """A group commit with its disk, and what came of the entries."""

    def __init__(self, tick_s: float = 0.0) -> None:
        self.disk = Disk()
        self.published: list[int] = []
        self.failed: list[tuple[list[int], str]] = []
        self.log: list[str] = []
        self.commits: GroupCommit[Entry] = GroupCommit(
            self.disk, StillClock(tick_s), self._publish, self._fail
        )

    def _publish(self, entry: Entry) -> None:
        self.published.append(entry.number)
        self.log.append(f"publish {entry.number}")

    def _fail(self, entries: list[Entry], error: StorageError) -> None:
        self.failed.append(([entry.number for entry in entries], error.cause))

    def submit(self, *numbers: int) -> None:
        for number in numbers:
            self.commits.submit(Entry(number, Record(number, ())))

    def submit_empty(self, number: int) -> None:
        self.commits.submit(Entry(number, None))


@pytest.fixture
async def office() -> Office:
    return Office()


async def test_nothing_is_published_before_the_disk_has_it(office: Office) -> None:
    office.disk.gate.clear()
    office.submit(1)
    await office.disk.waiting.wait()
    assert office.published == []
    office.disk.gate.set()
    await office.commits.drain()
    assert office.published == [1]


async def test_all_that_wait_share_one_transaction_in_order(office: Office) -> None:
    office.disk.gate.clear()
    office.submit(1)
    await office.disk.waiting.wait()
    office.submit(2, 3, 4)
    office.disk.gate.set()
    await office.commits.drain()
    assert office.disk.sizes == [1, 3]
    assert office.published == [1, 2, 3, 4]


async def test_a_batch_has_a_limit(office: Office) -> None:
    office.submit(*range(MAX_BATCH + 5))
    await office.commits.drain()
    assert office.disk.sizes == [MAX_BATCH, 5]
    assert office.published == list(range(MAX_BATCH + 5))


async def test_what_needs_no_disk_waits_only_for_those_before_it(office: Office) -> None:
    office.submit_empty(1)
    assert office.published == [1]
    office.submit(2)
    office.submit_empty(3)
    office.submit(4)
    assert office.published == [1]
    await office.commits.drain()
    assert office.published == [1, 2, 3, 4]
    assert office.disk.sizes == [2]


async def test_a_batch_without_records_makes_no_transaction(office: Office) -> None:
    office.disk.gate.clear()
    office.submit(1)
    await office.disk.waiting.wait()
    office.submit_empty(2)
    office.disk.gate.set()
    await office.commits.drain()
    assert office.disk.sizes == [1]
    assert office.published == [1, 2]


async def test_a_failure_takes_all_that_were_decided_after_it(office: Office) -> None:
    office.disk.gate.clear()
    office.submit(1)
    await office.disk.waiting.wait()
    office.submit(2)
    office.submit_empty(3)
    office.disk.troubles.append("the disk is full")
    office.disk.gate.set()
    await office.commits.drain()
    assert office.published == []
    assert office.failed == [([1, 2, 3], "the disk is full")]


async def test_a_bug_in_the_journal_leaves_nobody_waiting(
    office: Office, caplog: pytest.LogCaptureFixture
) -> None:
    office.disk.bugs.append(TypeError("no such column"))
    office.submit(1, 2)
    with caplog.at_level(logging.ERROR):
        await office.commits.drain()
    assert office.failed == [([1, 2], "TypeError: no such column")]
    assert [record.message for record in caplog.records] == ["The journal failed"]
    office.submit(3)
    await office.commits.drain()
    assert office.published == [3]


async def test_after_a_failure_it_goes_on(office: Office) -> None:
    office.disk.troubles.append("the disk is full")
    office.submit(1)
    await office.commits.drain()
    office.submit(2)
    await office.commits.drain()
    assert office.failed == [([1], "the disk is full")]
    assert office.published == [2]


async def test_what_is_submitted_while_publishing_is_stored_too(office: Office) -> None:
    def publish(entry: Entry) -> None:
        office.published.append(entry.number)
        if entry.number == 1:
            commits.submit(Entry(2, Record(2, ())))

    commits: GroupCommit[Entry] = GroupCommit(office.disk, StillClock(), publish, office._fail)
    commits.submit(Entry(1, Record(1, ())))
    await commits.drain()
    assert office.published == [1, 2]
    assert office.disk.sizes == [1, 1]


@pytest.mark.parametrize(("tick_s", "turns"), [(0.0, 0), (PUBLISH_SLICE_S * 2, 4)])
async def test_others_have_their_turn_between_slices(tick_s: float, turns: int) -> None:
    office = Office(tick_s)
    office.submit(1, 2, 3, 4)

    async def somebody_else() -> None:
        while len(office.published) < 4:
            office.log.append("turn")
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(office.commits.drain())
        tasks.create_task(somebody_else())
    published = office.log[office.log.index("publish 1") :]
    assert published.count("turn") == max(turns - 1, 0)
    assert office.published == [1, 2, 3, 4]


async def test_draining_when_idle_returns_at_once(office: Office) -> None:
    await office.commits.drain()
    assert office.disk.sizes == []


async def test_who_drains_may_be_cancelled_without_harm(office: Office) -> None:
    office.disk.gate.clear()
    office.submit(1)
    await office.disk.waiting.wait()
    draining = asyncio.create_task(office.commits.drain())
    await asyncio.sleep(0)
    draining.cancel()
    with pytest.raises(asyncio.CancelledError):
        await draining
    office.disk.gate.set()
    await office.commits.drain()
    assert office.published == [1]
