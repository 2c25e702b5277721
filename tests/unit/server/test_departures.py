"""A departure that could not or should not be stored is stored later; the stop waits for it."""

import asyncio
from typing import cast

import pytest
from websockets.asyncio.server import ServerConnection

from classroom_app.application.classroom import Classroom
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.server import departures
from classroom_app.server.connection import Connection
from classroom_app.server.departures import Departures
from classroom_app.server.presence_limit import (
    ADDRESS_BURST,
    PARTICIPANT_BURST,
    PARTICIPANT_PER_S,
    PresenceLimit,
)
from classroom_app.server.registry import Registry
from tests.helpers.disk import Disk, StillClock
from tests.helpers.lecture import TEACHER, CountingIds, snapshot
from tests.helpers.sample import HandClock
from tests.helpers.timing import PATIENCE_S


class Exit:
    """A classroom on a disk in memory, with the departures that listen to it."""

    def __init__(self) -> None:
        self.disk, self.registry = Disk(), Registry()
        self.classroom = Classroom(self.disk, self.disk, StillClock(), CountingIds())
        self.clock = HandClock()
        limit = PresenceLimit(self.clock.monotonic)
        self.departures = Departures(self.classroom, self.registry, limit)
        self.classroom.subscribe(self.departures.on_notice)
        self.session: ClassSession

    async def open(self) -> "Exit":
        lesson = self.disk.lessons[1]
        self.session = await self.classroom.open_session(lesson, "482913", TEACHER.user_id)
        return self

    async def join(self, name: str) -> Participant:
        person, _new = await self.classroom.sign_in(self.session.id, cmd.SignIn(name))
        await self.classroom.execute(self.session.id, cmd.Join(), Student(person.id))
        return person

    async def leave(self, person: Participant) -> None:
        await self.departures.leave(self.session.id, person.id, joined=True, address="a")

    async def come_back(self, person: Participant, address: str = "a") -> Connection:
        """Connect and join, as a conversation does."""
        back = Connection(cast(ServerConnection, None), self.session.id, participant_id=person.id)
        self.registry.add_student(back)
        await self.classroom.execute(self.session.id, cmd.Connect(person.id), SYSTEM)
        join = self.departures.join_of(self.session.id, person.id, address)
        await self.classroom.execute(self.session.id, join, Student(person.id))
        return back

    async def flap(self, person: Participant, times: int, address: str = "a") -> None:
        """Come back and leave, again and again."""
        for _time in range(times):
            self.registry.remove(await self.come_back(person, address))
            await self.departures.leave(self.session.id, person.id, joined=True, address=address)

    @property
    def stored(self) -> list[ev.Event]:
        """All that is stored of the session."""
        return self.disk.histories[self.session.id]

    async def store_something(self) -> None:
        await self.classroom.execute(self.session.id, cmd.SendMessage("…"), TEACHER)

    @property
    def left(self) -> list[int]:
        """Whose departure is stored, in order."""
        history = self.disk.histories[self.session.id]
        return [event.participant_id for event in history if isinstance(event, ev.ParticipantLeft)]


@pytest.fixture
async def door() -> Exit:
    return await Exit().open()


@pytest.fixture
async def quick(door: Exit, monkeypatch: pytest.MonkeyPatch) -> Exit:
    """It looks at once whether something that was put off may be stored."""
    monkeypatch.setattr(departures, "LOOK_AGAIN_S", 0.0)
    return door


async def owe(door: Exit, *people: Participant) -> None:
    """Let people leave while the disk takes nothing."""
    for person in people:
        door.disk.troubles.append("disk full")
        await door.leave(person)
    assert door.left == []


async def test_what_the_disk_did_not_take_is_stored_with_the_next_thing(door: Exit) -> None:
    kim, lee = await door.join("Kim"), await door.join("Lee")
    await owe(door, kim, lee)
    await door.store_something()
    await door.departures.settled()
    assert door.left == [kim.id, lee.id]
    await door.classroom.execute(door.session.id, cmd.Join(), Student(kim.id))
    await door.store_something()
    await door.departures.settled()
    assert door.left == [kim.id, lee.id], "each is owed once"


async def test_the_stop_waits_for_who_is_still_being_written(door: Exit) -> None:
    kim = await door.join("Kim")
    await owe(door, kim)
    await door.store_something()
    door.disk.gate.clear()
    stopping = asyncio.create_task(door.departures.settled())
    async with asyncio.timeout(PATIENCE_S):
        await door.disk.waiting.wait()
    for _turn in range(20):
        await asyncio.sleep(0)
    assert not stopping.done()
    assert door.left == []
    door.disk.gate.set()
    await stopping
    assert door.left == [kim.id]


async def test_with_nothing_owed_nothing_is_waited_for(door: Exit) -> None:
    await door.departures.settled()
    await door.leave(await door.join("Kim"))
    await door.departures.settled()
    assert len(door.left) == 1


async def test_who_is_back_by_then_has_not_left(door: Exit) -> None:
    kim = await door.join("Kim")
    await owe(door, kim)
    no_socket = cast(ServerConnection, None)
    back = Connection(no_socket, door.session.id, participant_id=kim.id)
    door.registry.add_student(back)
    await door.store_something()
    await door.departures.settled()
    assert door.left == []


async def test_a_disk_that_fails_again_is_owed_it_again(door: Exit) -> None:
    kim = await door.join("Kim")
    await owe(door, kim)
    door.disk.gate.clear()
    storing = asyncio.create_task(door.store_something())
    await asyncio.sleep(0)
    door.disk.gate.set()
    await storing
    door.disk.troubles.append("disk full again")
    await door.departures.settled()
    assert door.left == []
    await door.store_something()
    await door.departures.settled()
    assert door.left == [kim.id]


async def test_a_session_that_is_closed_is_owed_nothing(door: Exit) -> None:
    await door.departures.leave(99, 1, joined=True, address="a")
    await door.departures.settled()


# Coming and going all the time ------------------------------------------------------------------


async def test_who_comes_and_goes_all_the_time_is_stored_so_many_times(door: Exit) -> None:
    kim = await door.join("Kim")
    await door.flap(kim, 500)
    assert len(door.left) == PARTICIPANT_BURST - 1, "the first time replaced a connection"
    # Connected, joined and left each time; then nothing more.
    assert len(door.stored) < 3 * PARTICIPANT_BURST + 10
    await door.departures.settled()


async def test_made_up_names_share_the_limit_of_their_address(door: Exit) -> None:
    for number in range(50):
        await door.flap(await door.join(f"Name {number}"), int(PARTICIPANT_BURST))
    assert 0.9 * ADDRESS_BURST < len(door.left) <= ADDRESS_BURST
    lee = await door.join("Lee")
    await door.flap(lee, 3, "another")
    assert door.left[-3:] == [lee.id] * 3
    await door.departures.settled()


async def test_a_newer_connection_that_joins_all_the_time_is_announced_so_many_times(
    door: Exit,
) -> None:
    kim = await door.join("Kim")
    for _time in range(500):
        door.registry.remove(await door.come_back(kim))  # replaced: no departure is told
    joins = [event for event in door.stored if isinstance(event, ev.ParticipantJoined)]
    assert len(joins) == PARTICIPANT_BURST + 1


async def test_who_is_still_away_when_it_may_be_stored_has_left(quick: Exit) -> None:
    kim, lee = await quick.join("Kim"), await quick.join("Lee")
    for person in (kim, lee):
        await quick.flap(person, int(PARTICIPANT_BURST) + 1)
    before = len(quick.left)
    back = await quick.come_back(lee)
    quick.clock.seconds += 1 / PARTICIPANT_PER_S
    left = asyncio.Event()
    quick.classroom.subscribe(lambda _notice: left.set())
    async with asyncio.timeout(PATIENCE_S):
        await left.wait()
    assert quick.left[before:] == [kim.id]
    assert back.participant_id == lee.id
    session = quick.classroom.session(quick.session.id)
    assert session is not None
    assert not session.participants[kim.id].is_here
    assert session.participants[lee.id].is_here
    await quick.departures.settled()


async def test_that_they_had_joined_is_told_though_they_only_knocked_since(door: Exit) -> None:
    kim = await door.join("Kim")
    await door.flap(kim, int(PARTICIPANT_BURST) + 1)
    before = len(door.left)
    await door.departures.leave(door.session.id, kim.id, joined=False, address="a")
    door.clock.seconds += 1 / PARTICIPANT_PER_S
    await door.departures.leave(door.session.id, kim.id, joined=False, address="a")
    assert len(door.left) == before + 1
    last = door.stored[-1]
    assert isinstance(last, ev.ParticipantLeft)
    assert last.joined


async def test_the_stop_stores_what_was_put_off(door: Exit) -> None:
    kim = await door.join("Kim")
    await door.flap(kim, 100)
    before = len(door.left)
    await door.departures.settled()
    assert len(door.left) == before + 1
    session = door.classroom.session(door.session.id)
    assert session is not None
    replayed = ClassSession.replay(door.stored, door.disk.lessons[1])
    assert snapshot(replayed) == snapshot(session)
    assert not session.participants[kim.id].is_here


async def test_nothing_is_put_off_of_a_session_that_is_closed(quick: Exit) -> None:
    kim = await quick.join("Kim")
    await quick.flap(kim, int(PARTICIPANT_BURST) + 1)
    before = len(quick.left)
    quick.classroom.close_session(quick.session.id)
    await quick.departures.leave(quick.session.id, kim.id, joined=True, address="a")
    await quick.departures.settled()
    assert len(quick.left) == before
