"""A journal and an archive in memory that can fail, and a clock that stands still."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from classroom_app.application.ports import (
    Grant,
    Identity,
    Leader,
    Present,
    Record,
    SessionSummary,
    StorageError,
)
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.events import Event, SessionOpened
from classroom_app.domain.lesson import Lesson
from tests.helpers.lecture import NINE, make_lesson


class StillClock:
    """Advances by `tick_s` at each reading, otherwise only when told."""

    def __init__(self, tick_s: float = 0.0) -> None:
        self.seconds = 0.0
        self.tick_s = tick_s

    def now(self) -> datetime:
        """Return nine o'clock plus the seconds passed."""
        return NINE + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """Return the seconds so far."""
        self.seconds += self.tick_s
        return self.seconds


class Disk:
    """Both the `Journal` and the `Archive`; what is committed is kept in `records`.

    While `gate` is not set, commits wait. Each entry of `troubles` makes one commit fail, each of
    `reading_troubles` one read, with that error if it is one; each of `refused` and `bugs` is
    raised by one commit as it is.
    """

    def __init__(self) -> None:
        self.commits: list[list[Record]] = []
        self.histories: dict[int, list[Event]] = {}
        self.elsewhere: dict[str, Leader] = {}
        self.cookies: list[Grant] = []
        self.activity: dict[int, datetime] = {}
        self.troubles: list[str | StorageError] = []
        self.reading_troubles: list[str | StorageError] = []
        self.refused: list[StorageError] = []
        self.bugs: list[Exception] = []
        self.lessons = {1: make_lesson()}
        self.gate = asyncio.Event()
        self.gate.set()
        self.waiting = asyncio.Event()
        self.flushed = asyncio.Event()

    @property
    def sizes(self) -> list[int]:
        """How many records each transaction held."""
        return [len(records) for records in self.commits]

    async def commit(self, records: Sequence[Record]) -> None:
        """Store the records, or fail."""
        self.waiting.set()
        await self.gate.wait()
        await asyncio.sleep(0)
        if self.bugs:
            raise self.bugs.pop(0)
        if self.refused:
            raise self.refused.pop(0)
        if self.troubles:
            raise _error(self.troubles.pop(0))
        self.commits.append(list(records))
        for record in records:
            self.histories.setdefault(record.session_id, []).extend(record.events)
            self.cookies.extend(record.grants)

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        """Store the times, or fail."""
        self.waiting.set()
        await self.gate.wait()
        if self.troubles:
            raise _error(self.troubles.pop(0))
        self.activity.update(last_active)
        self.flushed.set()

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return a lesson."""
        return self.lessons[lesson_id]

    async def history(self, session_id: int) -> list[Event]:
        """Return the committed records of a session, or fail."""
        if self.reading_troubles:
            raise _error(self.reading_troubles.pop(0))
        return list(self.histories[session_id])

    async def sessions(self) -> list[SessionSummary]:
        """Return a summary of each session."""
        return [
            summary_of(ClassSession.replay(history, self.lessons[_opened(history).lesson_id]))
            for history in self.histories.values()
        ]

    async def still_present(self) -> list[Present]:
        """Return the participants of a class at the last commit."""
        sessions = [
            ClassSession.replay(history, self.lessons[_opened(history).lesson_id])
            for history in self.histories.values()
        ]
        return [
            Present(session.id, person.id, joined=True, last_at=session.last_at)
            for session in sessions
            for person in session.participants.values()
            if person.is_here
        ]

    async def leader_with(self, code: str) -> Leader | None:
        """Return the leader of a class with this code elsewhere, from `elsewhere`."""
        return self.elsewhere.get(code)

    async def codes_elsewhere(self) -> frozenset[str]:
        """Return the codes of those classes."""
        return frozenset(self.elsewhere)

    async def grants(self) -> dict[str, Identity]:
        """Return the cookies."""
        return {grant.token_sha256: grant.identity for grant in self.cookies}


def summary_of(session: ClassSession) -> SessionSummary:
    """Return the summary that an archive would return for a session."""
    return SessionSummary(
        id=session.id,
        code=session.code,
        title=session.title,
        lesson_id=session.lesson.id,
        status=session.status,
        total_steps=len(session.lesson.subtasks),
        created_at=session.opened_at,
        ended_at=session.ended_at,
        rehearsal=session.rehearsal,
    )


def _error(trouble: str | StorageError) -> StorageError:
    return trouble if isinstance(trouble, StorageError) else StorageError(trouble)


def _opened(history: list[Event]) -> SessionOpened:
    opened = history[0]
    assert isinstance(opened, SessionOpened)
    return opened
