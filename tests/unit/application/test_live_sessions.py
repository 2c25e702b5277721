import asyncio
import logging
from typing import Any

import pytest

from classroom_app.application.notices import (
    Notice,
    SessionAdded,
    SessionReloaded,
    StorageFailed,
    Stored,
)
from classroom_app.application.ports import (
    Leader,
    StorageError,
)
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.events import Event
from classroom_app.domain.transitions import SessionStatus
from tests.helpers.disk import Disk
from tests.helpers.house import House, outcomes
from tests.helpers.lecture import TEACHER, snapshot


@pytest.fixture
async def house() -> House:
    house = House(Disk())
    await house.open()
    return house


# Commands -----------------------------------------------------------------------------------------


async def test_a_command_is_stored_then_replied_to_then_told(house: House) -> None:
    house.disk.gate.clear()

    def reply(stored: Stored) -> None:
        assert stored.session is house.session
        house.log.append("reply")

    house.disk.waiting.clear()
    running = asyncio.create_task(
        house.classroom.execute(house.session_id, cmd.NextStep(), TEACHER, reply)
    )
    await house.disk.waiting.wait()
    assert house.session.status is SessionStatus.WAITING
    house.log.clear()
    house.disk.gate.set()
    stored = await running
    assert house.log == ["reply", "StepStarted"]
    assert house.notices[-1] is stored
    assert stored.session.current_subtask_id == 1
    await house.check_memory_equals_the_store()


async def test_the_next_command_is_judged_by_the_one_before_it(house: House) -> None:
    results = await outcomes(
        house.teach(cmd.NextStep()),
        house.teach(cmd.PauseSession()),
        house.teach(cmd.NextStep()),
        house.teach(cmd.ResumeSession()),
    )
    assert [type(result).__name__ for result in results] == [
        "Stored",
        "Stored",
        "Refused",
        "Stored",
    ]
    assert house.log[-3:] == ["StepStarted", "SessionPaused", "SessionResumed"]
    assert house.disk.sizes[1:] == [3]


async def test_each_listener_sees_the_state_right_after_the_event(house: House) -> None:
    seen: list[int | None] = []
    house.classroom.subscribe(
        lambda notice: seen.append(getattr(notice, "session").current_subtask_id)  # noqa: B009
    )
    await outcomes(*(house.teach(cmd.NextStep()) for _ in range(4)))
    assert seen == [1, 2, 3, 4]


async def test_replies_keep_the_order_of_their_requests(house: House) -> None:
    participant = await house.sign_in("김영희")
    order: list[str] = []

    def reply_as(name: str) -> Any:
        return lambda _stored: order.append(name)

    commands: list[cmd.StudentCommand] = [
        cmd.Join(),
        cmd.CompleteStep(1),
        cmd.CompleteStep(1),
        cmd.Join(again=True),
        cmd.CompleteStep(2),
    ]
    await asyncio.gather(
        *(
            house.classroom.execute(
                house.session_id, command, Student(participant.id), reply_as(str(number))
            )
            for number, command in enumerate(commands)
        )
    )
    assert order == ["0", "1", "2", "3", "4"]


async def test_a_repeat_is_replied_to_only_once_the_first_is_stored(house: House) -> None:
    participant = await house.sign_in("김영희")
    house.disk.gate.clear()
    house.disk.waiting.clear()
    first = asyncio.create_task(house.say(participant, cmd.CompleteStep(1)))
    await house.disk.waiting.wait()
    repeat = asyncio.create_task(house.say(participant, cmd.CompleteStep(1)))
    await asyncio.sleep(0)
    assert not repeat.done()
    house.disk.gate.set()
    assert (await first).events
    assert (await repeat).events == ()
    assert house.log.count("StepCompleted") == 1


async def test_a_command_without_events_is_replied_to_and_not_told(house: House) -> None:
    count = len(house.notices)
    replies: list[Stored] = []
    stored = await house.classroom.execute(
        house.session_id, cmd.SetLocked(locked=False), TEACHER, replies.append
    )
    assert replies == [stored]
    assert stored.events == ()
    assert len(house.notices) == count
    assert len(house.disk.commits) == 1


async def test_a_refusal_changes_and_tells_nothing(house: House) -> None:
    count, before = len(house.notices), snapshot(house.session)
    with pytest.raises(Refused) as refused:
        await house.teach(cmd.ResumeSession())
    assert refused.value.code is RefusalCode.INVALID_STATE
    assert snapshot(house.session) == before
    assert len(house.notices) == count
    await house.check_memory_equals_the_store()


async def test_who_gave_up_waiting_harms_nobody(house: House) -> None:
    house.disk.gate.clear()
    house.disk.waiting.clear()
    first = asyncio.create_task(house.teach(cmd.NextStep()))
    await house.disk.waiting.wait()
    second = asyncio.create_task(house.teach(cmd.NextStep()))
    await asyncio.sleep(0)
    first.cancel()
    house.disk.gate.set()
    await second
    assert house.session.current_subtask_id == 2
    await house.check_memory_equals_the_store()


# When the disk fails ------------------------------------------------------------------------------


async def test_everybody_who_waited_is_told_and_memory_equals_the_store(house: House) -> None:
    participant = await house.sign_in("김영희")
    replies: list[Stored] = []
    house.disk.gate.clear()
    house.disk.waiting.clear()
    house.log.clear()
    student = Student(participant.id)
    waiting = [
        asyncio.create_task(
            house.classroom.execute(house.session_id, command, actor, replies.append)
        )
        for command, actor in (
            (cmd.NextStep(), TEACHER),
            (cmd.CompleteStep(1), student),
            (cmd.CompleteStep(1), student),
        )
    ]
    await house.disk.waiting.wait()
    late = asyncio.create_task(house.sign_in("이철수"))
    await asyncio.sleep(0)
    house.disk.troubles.append("the disk is full")
    house.disk.gate.set()
    results = await asyncio.gather(*waiting, late, return_exceptions=True)
    assert [str(result) for result in results] == ["the disk is full"] * 4
    assert all(isinstance(result, StorageError) for result in results)
    assert replies == []

    stored = await house.teach(cmd.SetLocked(locked=True))
    assert house.log == ["StorageFailed", "SessionReloaded", "ClassLocked"]
    failed = next(notice for notice in house.notices if isinstance(notice, StorageFailed))
    assert failed.cause == "the disk is full"
    assert stored.session is house.session
    assert house.session.status is SessionStatus.WAITING
    assert [p.name for p in house.session.participants.values()] == ["김영희"]
    await house.check_memory_equals_the_store()


async def test_what_is_asked_while_memory_is_read_back_waits_for_it(house: House) -> None:
    house.disk.troubles.append("the disk is full")
    with pytest.raises(StorageError):
        await house.teach(cmd.NextStep())
    stored = await house.teach(cmd.NextStep())
    assert stored.session.current_subtask_id == 1
    await house.check_memory_equals_the_store()


async def test_as_long_as_the_disk_cannot_be_read_commands_fail(house: House) -> None:
    house.disk.troubles.append("the disk is full")
    house.disk.reading_troubles += ["cannot read", "cannot read either"]
    with pytest.raises(StorageError, match="the disk is full"):
        await house.teach(cmd.NextStep())
    with pytest.raises(StorageError, match="cannot read"):
        await house.teach(cmd.NextStep())
    with pytest.raises(StorageError, match="cannot read either"):
        await house.teach(cmd.NextStep())
    assert "SessionReloaded" not in house.log
    await house.teach(cmd.NextStep())
    assert house.log[-2:] == ["SessionReloaded", "StepStarted"]
    await house.check_memory_equals_the_store()


async def test_who_gave_up_waiting_is_not_told_of_the_failure(house: House) -> None:
    house.disk.gate.clear()
    house.disk.waiting.clear()
    impatient = asyncio.create_task(house.teach(cmd.NextStep()))
    await house.disk.waiting.wait()
    impatient.cancel()
    await asyncio.wait([impatient])
    house.disk.troubles.append("the disk is full")
    house.disk.gate.set()
    await house.classroom.drain()
    await house.teach(cmd.NextStep())
    assert house.session.current_subtask_id == 1
    await house.check_memory_equals_the_store()


async def test_sessions_that_shared_the_transaction_fail_together(house: House) -> None:
    other = await house.classroom.open_session(house.disk.lessons[1], "OTHER", TEACHER.user_id)
    house.disk.troubles.append("the disk is full")
    results = await outcomes(
        house.teach(cmd.NextStep()),
        house.classroom.execute(other.id, cmd.NextStep(), TEACHER),
    )
    assert [str(result) for result in results] == ["the disk is full"] * 2
    await house.teach(cmd.NextStep())
    assert house.log.count("StorageFailed") == 2


async def test_a_failure_of_a_session_that_was_closed_tells_nobody(house: House) -> None:
    house.disk.gate.clear()
    house.disk.waiting.clear()
    running = asyncio.create_task(house.teach(cmd.NextStep()))
    await house.disk.waiting.wait()
    house.classroom.close_session(house.session_id)
    house.disk.troubles.append("the disk is full")
    house.disk.gate.set()
    with pytest.raises(StorageError):
        await running
    await house.classroom.drain()
    assert "StorageFailed" not in house.log


class SlowDisk(Disk):
    """Reads a history only once `reading` is set, if it is not set then."""

    def __init__(self) -> None:
        super().__init__()
        self.reading, self.asked = asyncio.Event(), asyncio.Event()
        self.reading.set()

    async def history(self, session_id: int) -> list[Event]:
        self.asked.set()
        await self.reading.wait()
        return await super().history(session_id)


@pytest.fixture
async def slow() -> tuple[House, SlowDisk]:
    disk = SlowDisk()
    house = House(disk)
    await house.open()
    return house, disk


@pytest.mark.parametrize("is_lost", [True, False])
async def test_a_session_that_is_closed_while_it_is_read_back_is_not_shown_again(
    slow: tuple[House, SlowDisk], is_lost: bool
) -> None:
    house, disk = slow
    disk.troubles.append("the disk is full")
    disk.reading.clear()
    with pytest.raises(StorageError):
        await house.teach(cmd.NextStep())
    waiting = asyncio.create_task(house.teach(cmd.NextStep()))
    await disk.asked.wait()
    live = house.classroom._live[house.session_id]
    if is_lost:
        house.classroom.lose(house.session_id, Leader("the other one"))
    else:
        house.classroom.close_session(house.session_id)
    disk.reading.set()
    with pytest.raises(KeyError):
        await waiting
    assert live.reload is None
    assert "SessionReloaded" not in house.log
    assert house.classroom.session(house.session_id) is None


async def test_a_command_goes_to_the_session_that_was_resumed_while_it_waited(
    slow: tuple[House, SlowDisk],
) -> None:
    house, disk = slow
    disk.troubles.append("the disk is full")
    disk.reading.clear()
    with pytest.raises(StorageError):
        await house.teach(cmd.NextStep())
    waiting = asyncio.create_task(house.teach(cmd.NextStep()))
    await disk.asked.wait()
    house.classroom.close_session(house.session_id)
    resuming = asyncio.create_task(house.classroom.recover(house.session_id))
    disk.reading.set()
    resumed = await resuming
    assert (await waiting).session is resumed
    assert resumed.current_subtask_id == 1
    await house.check_memory_equals_the_store()


async def test_a_session_that_could_not_be_resumed_is_not_shown_once_it_is_read_back(
    house: House,
) -> None:
    house.classroom.close_session(house.session_id)
    house.disk.troubles.append("the disk is full")
    with pytest.raises(StorageError):
        await house.classroom.recover(house.session_id)
    for _turn in range(10):
        await asyncio.sleep(0)
    assert "SessionReloaded" not in house.log


# Listeners ----------------------------------------------------------------------------------------


async def test_a_listener_that_raises_harms_no_other(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[Notice] = []

    def broken(_notice: object) -> None:
        raise RuntimeError("a bug")

    house.classroom.subscribe(broken)
    house.classroom.subscribe(heard.append)
    with caplog.at_level(logging.ERROR):
        stored = await house.classroom.execute(house.session_id, cmd.NextStep(), TEACHER, broken)
    assert heard == [stored]
    assert [record.message for record in caplog.records] == ["A listener failed on Stored"] * 2
    await house.check_memory_equals_the_store()


async def test_who_unsubscribes_hears_no_more(house: House) -> None:
    heard: list[Notice] = []
    unsubscribe = house.classroom.subscribe(heard.append)
    await house.teach(cmd.NextStep())
    unsubscribe()
    await house.teach(cmd.NextStep())
    assert len(heard) == 1


async def test_a_listener_may_unsubscribe_while_it_is_told(house: House) -> None:
    heard: list[str] = []

    def once(_notice: Notice) -> None:
        heard.append("once")
        unsubscribe()

    unsubscribe = house.classroom.subscribe(once)
    house.classroom.subscribe(lambda _notice: heard.append("always"))
    await house.teach(cmd.NextStep())
    await house.teach(cmd.NextStep())
    assert heard == ["once", "always", "always"]


async def test_notices_of_a_storm_come_in_the_order_of_the_disk() -> None:
    house = House(Disk(), tick_s=1.0)
    await house.open()
    students = [await house.sign_in(f"학생 {n}") for n in range(20)]
    await asyncio.gather(
        *(house.say(p, cmd.CompleteStep(step)) for step in (1, 2) for p in students)
    )
    told = [event for n in house.notices if isinstance(n, Stored) for event in n.events]
    assert told == house.disk.histories[house.session_id]
    await house.check_memory_equals_the_store()


async def test_session_added_is_the_session_itself(house: House) -> None:
    (added,) = [notice for notice in house.notices if isinstance(notice, SessionAdded)]
    assert added.session is house.session


async def test_drain_waits_for_all(house: House) -> None:
    running = asyncio.create_task(house.teach(cmd.NextStep()))
    await asyncio.sleep(0)
    await house.classroom.drain()
    assert house.session.current_subtask_id == 1
    await running


async def test_reloaded_notice_bears_the_new_session(house: House) -> None:
    old = house.session
    house.disk.troubles.append("the disk is full")
    with pytest.raises(StorageError):
        await house.teach(cmd.NextStep())
    await house.classroom.execute(house.session_id, cmd.RecoverSession(), SYSTEM)
    (reloaded,) = [notice for notice in house.notices if isinstance(notice, SessionReloaded)]
    assert reloaded.session is house.session is not old
