"""A departure that the disk did not take is stored later, and the stop waits for it."""

import asyncio
from typing import cast

import pytest
from websockets.asyncio.server import ServerConnection

from classroom_app.application.classroom import Classroom
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.server.connection import Connection
from classroom_app.server.departures import Departures
from classroom_app.server.registry import Registry
from tests.helpers.disk import Disk, StillClock
from tests.helpers.lecture import TEACHER, CountingIds
from tests.helpers.timing import PATIENCE_S


class Exit:
    """A classroom on a disk in memory, with the departures that listen to it."""

    def __init__(self) -> None:
        self.disk, self.registry = Disk(), Registry()
        self.classroom = Classroom(self.disk, self.disk, StillClock(), CountingIds())
        self.departures = Departures(self.classroom, self.registry)
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
        await self.departures.leave(self.session.id, person.id, joined=True)

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
    await door.departures.leave(99, 1, joined=True)
    await door.departures.settled()
