"""A class whose database is on a server that does not answer for a while."""

import asyncio

import pytest

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, SessionReloaded, StorageFailed
from classroom_app.application.ports import LineTrouble, UnreachableError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Student
from classroom_app.domain.class_session import ClassSession
from tests.helpers.disk import Disk, StillClock
from tests.helpers.lecture import NINE, TEACHER, CountingIds
from tests.helpers.set_line import SetLine
from tests.helpers.timing import PATIENCE_S

GONE = LineTrouble(NINE, "no answer", is_refusing=True)


class House:
    """An open class with one student over such a line."""

    def __init__(self) -> None:
        self.disk, self.line = Disk(), SetLine()
        self.classroom = Classroom(
            self.disk, self.disk, StillClock(), CountingIds(), line=self.line
        )
        self.notices: list[Notice] = []
        self.classroom.subscribe(self.notices.append)
        self.session_id = 0
        self.student = Student(0)

    async def open(self) -> None:
        opened = await self.classroom.open_session(self.disk.lessons[1], "CODE", TEACHER.user_id)
        self.session_id = opened.id
        sign_in = cmd.SignIn("김영희", None)
        participant, _ = await self.classroom.sign_in(self.session_id, sign_in)
        self.student = Student(participant.id)
        await self.teach(cmd.NextStep())
        self.notices.clear()

    async def teach(self, command: cmd.InstructorCommand) -> None:
        await self.classroom.execute(self.session_id, command, TEACHER)

    async def finish(self, subtask_id: int) -> None:
        command = cmd.CompleteStep(subtask_id)
        await self.classroom.execute(self.session_id, command, self.student)

    @property
    def session(self) -> ClassSession:
        session = self.classroom.session(self.session_id)
        assert session is not None
        return session

    async def fails(self) -> None:
        """Let the server be gone while a step is being stored."""
        self.disk.gate.clear()
        self.disk.waiting.clear()
        finishing = asyncio.ensure_future(self.finish(1))
        await self.disk.waiting.wait()
        self.disk.troubles.append(UnreachableError("no answer"))
        self.disk.reading_troubles.append(UnreachableError("no answer"))
        self.line.be(GONE)
        self.disk.gate.set()
        with pytest.raises(UnreachableError, match="no answer"):
            await finishing


@pytest.fixture
async def house() -> House:
    house = House()
    await house.open()
    return house


async def test_who_waits_for_a_server_that_is_gone_is_told_what_it_is(house: House) -> None:
    await house.fails()
    (failed,) = (notice for notice in house.notices if isinstance(notice, StorageFailed))
    assert failed.is_of_line


async def test_while_it_is_gone_commands_are_refused_before_they_wait(house: House) -> None:
    """A commit may be under way of which nobody knows: nothing is queued behind it."""
    house.disk.gate.clear()
    house.disk.waiting.clear()
    waiting = asyncio.ensure_future(house.finish(1))
    await house.disk.waiting.wait()
    house.line.be(GONE)
    with pytest.raises(UnreachableError):
        await house.teach(cmd.NextStep())
    with pytest.raises(UnreachableError):
        await house.classroom.open_session(house.disk.lessons[1], "OTHER", TEACHER.user_id)
    assert not waiting.done(), "its outcome is not known yet"
    house.disk.gate.set()
    house.line.be(None)
    await waiting
    assert house.session.completion_counts[1] == 1
    assert house.session.current_subtask_id == 1
    assert not any(isinstance(notice, StorageFailed) for notice in house.notices)


async def test_a_late_answer_refuses_nobody(house: House) -> None:
    house.line.be(LineTrouble(NINE))
    await house.finish(1)
    assert house.session.completion_counts[1] == 1


async def test_what_failed_is_read_again_as_soon_as_the_server_answers(house: House) -> None:
    """Nobody has to press anything for it."""
    await house.fails()
    await asyncio.sleep(0)
    assert not any(isinstance(notice, SessionReloaded) for notice in house.notices)
    told = asyncio.Event()

    def note(notice: Notice) -> None:
        if isinstance(notice, SessionReloaded):
            told.set()

    house.classroom.subscribe(note)
    house.disk.reading_troubles.clear()
    house.line.be(None)
    async with asyncio.timeout(PATIENCE_S):
        await told.wait()
    await house.finish(1)
    assert house.session.completion_counts[1] == 1


async def test_who_pressed_in_vain_is_counted_until_it_is_stored(house: House) -> None:
    unsaved = house.classroom.unsaved
    await house.fails()
    for _again in range(3):
        with pytest.raises(UnreachableError):
            await house.finish(1)
    with pytest.raises(UnreachableError):
        await house.teach(cmd.NextStep())
    assert unsaved.phones(house.session_id) == 1, "the instructor's own buttons are no phones"
    house.disk.reading_troubles.clear()
    house.line.be(None)
    await house.finish(1)
    assert unsaved.phones(house.session_id) == 0
    assert unsaved.phones(house.session_id + 1) == 0
