"""A classroom without a server, for tests of its commands."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from classroom_app.application.classroom import (
    Classroom,
)
from classroom_app.application.notices import (
    Notice,
    Stored,
)
from classroom_app.application.ports import (
    Grant,
    Identity,
)
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from tests.helpers.disk import Disk, StillClock
from tests.helpers.lecture import NINE, TEACHER, CountingIds, snapshot

CODE = "482913"


class House:
    """A classroom on a disk in memory, with one session and a listener that records notices."""

    def __init__(self, disk: Disk, tick_s: float = 0.0) -> None:
        self.disk = disk
        self.ids = CountingIds()
        self.classroom = Classroom(disk, disk, StillClock(tick_s), self.ids)
        self.notices: list[Notice] = []
        self.log: list[str] = []
        self.classroom.subscribe(self._note)
        self.session_id = 0

    def _note(self, notice: Notice) -> None:
        self.notices.append(notice)
        if isinstance(notice, Stored):
            self.log += [type(event).__name__ for event in notice.events]
        else:
            self.log.append(type(notice).__name__)

    async def open(self) -> ClassSession:
        session = await self.classroom.open_session(self.disk.lessons[1], CODE, TEACHER.user_id)
        self.session_id = session.id
        return session

    @property
    def session(self) -> ClassSession:
        session = self.classroom.session(self.session_id)
        assert session is not None
        return session

    async def teach(self, command: cmd.InstructorCommand) -> Stored:
        return await self.classroom.execute(self.session_id, command, TEACHER)

    async def say(self, participant: Participant, command: cmd.StudentCommand) -> Stored:
        return await self.classroom.execute(self.session_id, command, Student(participant.id))

    async def sign_in(self, name: str, device_id: str | None = None) -> Participant:
        participant, _is_new = await self.classroom.sign_in(
            self.session_id, cmd.SignIn(name, device_id), make_grant
        )
        return participant

    async def check_memory_equals_the_store(self) -> None:
        """Check that the stored and the decided state both equal the state on disk."""
        live = self.classroom._live[self.session_id]
        history = await self.disk.history(self.session_id)
        replayed = snapshot(ClassSession.replay(history, self.session.lesson))
        assert snapshot(live.stored) == replayed
        assert snapshot(live.decided) == replayed


def make_grant(participant: Participant) -> Grant:
    return Grant(
        f"hash of {participant.id}",
        Identity(participant.user_id, "STUDENT", 1, participant.id),
        NINE,
    )


async def outcomes(*awaitables: Coroutine[Any, Any, object]) -> list[object]:
    """Run all concurrently, started in this order; return their results or errors."""
    return list(await asyncio.gather(*awaitables, return_exceptions=True))
