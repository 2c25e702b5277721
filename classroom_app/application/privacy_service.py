"""Deleting what was kept of people: a class, a student everywhere, or all that is old."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, Stored
from classroom_app.application.ports import Clock, StorageError
from classroom_app.domain.events import SessionEnded
from classroom_app.domain.transitions import SessionStatus

log = logging.getLogger(__name__)


class ClassRunningError(ValueError):
    """A class that goes on cannot be deleted, nor anybody in it; `title` names it.

    `computer` is where it is led, "" if that is here.
    """

    def __init__(self, title: str, computer: str = "") -> None:
        super().__init__(title)
        self.title, self.computer = title, computer

    def __str__(self) -> str:
        """Name the way out."""
        if self.computer:
            return f"The class {self.title} is led on the computer {self.computer}: end it there."
        return f"The class {self.title} is still running: end it first."


@dataclass(frozen=True, slots=True)
class Trace:
    """One class in which a person was; `user_name` is the name they had there."""

    session_id: int
    participant_id: int
    user_name: str
    title: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One roster on which a person stands."""

    person_id: int
    roster_id: int
    title: str
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class PersonTraces:
    """Where a person on a roster is named: rosters and classes, each with the name there.

    `own_seats` are the participants, among the traces, who said that they are this person.
    """

    person_id: int
    entries: Sequence[Entry]
    traces: Sequence[Trace]
    own_seats: frozenset[int] = frozenset()

    @property
    def of_them_alone(self) -> "PersonTraces":
        """What is certain to be theirs: one roster, and the classes in which they gave a number."""
        entries = [entry for entry in self.entries if entry.person_id == self.person_id]
        traces = [trace for trace in self.traces if trace.participant_id in self.own_seats]
        return PersonTraces(self.person_id, entries, traces, self.own_seats)


@dataclass(frozen=True, slots=True)
class OldClass:
    """A class that may be old enough to go."""

    id: int
    title: str
    created_at: datetime


class EraseStore(Protocol):
    """Deletes from the disk; may raise `StorageError`, and then nothing was deleted."""

    @property
    def leaves_copies(self) -> bool:
        """Whether a server has what is deleted in its logs and dumps for a while."""

    async def traces(self, participant_id: int) -> list[Trace]:
        """Return the classes of everybody with this participant's name or device."""

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        """Return where somebody on a roster is named; None if they are on none any more."""

    async def classes_before(self, moment: datetime) -> list[OldClass]:
        """Return the classes opened before, rehearsals too, oldest first."""

    async def erase_classes(self, session_ids: Sequence[int]) -> list[int]:
        """Delete classes with all that belongs to them; return whose participants they were."""

    async def erase_people(self, traces: Sequence[Trace], entries: Sequence[Entry] = ()) -> None:
        """Delete people from classes: rows, events and pictures; and from rosters."""

    async def left_of(self, session_ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """Return whose participants are stored of those of these classes that are stored."""

    async def scrub(self) -> None:
        """Leave no byte of what was deleted in the file; takes the disk for itself a while."""

    async def note_deleted(self) -> None:
        """Note on the disk that a scrub is due, whatever happens until then."""


class PrivacyService:
    """Forgets in memory what the store deletes; never touches a class that goes on.

    The file is scrubbed when no class goes on: at once, or when the last one ends. A store that
    is interrupted before that scrubs at the next start.
    """

    def __init__(
        self,
        classroom: Classroom,
        store: EraseStore,
        clock: Clock,
        forget_person: Callable[[int], None],
        *,
        forget_reports: Callable[[], None] = lambda: None,
        forget_listed: Callable[[Iterable[int]], None] = lambda _people: None,
    ) -> None:
        self._classroom, self._store, self._clock = classroom, store, clock
        self._forget_person = forget_person
        self._forget_reports, self._forget_listed = forget_reports, forget_listed
        self._is_scrub_due = False
        self._scrubbing: set[asyncio.Task[None]] = set()

    @property
    def leaves_copies(self) -> bool:
        """Whether a server keeps copies of what is deleted for a while."""
        return self._store.leaves_copies

    @property
    def has_running_class(self) -> bool:
        """Whether some class goes on now."""
        return any(s.status is not SessionStatus.ENDED for s in self._classroom.live_sessions)

    async def traces(self, participant_id: int) -> list[Trace]:
        """Return where a student was, by name and by device.

        Raises:
            StorageError: it could not be read.
        """
        return await self._store.traces(participant_id)

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        """Return where somebody on a roster is named; None if they are on none any more.

        Raises:
            StorageError: it could not be read.
        """
        return await self._store.person_traces(person_id)

    async def older_than(self, days: int) -> list[OldClass]:
        """Return the classes opened more than so many days ago that do not go on now.

        Raises:
            StorageError: they could not be read.
        """
        before = self._clock.now() - timedelta(days=days)
        return [
            old for old in await self._store.classes_before(before) if self._running(old.id) is None
        ]

    async def erase_classes(self, session_ids: Sequence[int]) -> None:
        """Delete classes: report, names, messages, pictures, everything.

        Raises:
            ClassRunningError: one of them goes on, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        self._check(session_ids)
        await self._classroom.drain()
        people = await self._store.erase_classes(session_ids)
        for session_id in session_ids:
            self._classroom.forget(session_id)
        await self._finish(people)

    async def erase_student(self, traces: Sequence[Trace]) -> None:
        """Delete a student from these classes, as if they had never come.

        Raises:
            ClassRunningError: one of them goes on, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        await self._erase(traces, ())

    async def erase_person(self, person: PersonTraces) -> None:
        """Delete somebody from these rosters and classes, as if they had never been there.

        Raises:
            ClassRunningError: one of the classes goes on, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        await self._erase(person.traces, person.entries)

    async def _erase(self, traces: Sequence[Trace], entries: Sequence[Entry]) -> None:
        session_ids = [trace.session_id for trace in traces]
        self._check(session_ids)
        await self._classroom.drain()
        await self._store.erase_people(traces, entries)
        for session_id in session_ids:
            self._classroom.close_session(session_id)  # what is in memory knows them still
        self._forget_listed(entry.person_id for entry in entries)
        await self._finish(trace.participant_id for trace in traces)

    async def forget_what_is_gone(self) -> None:
        """Know no more what another computer has deleted from classes that are over.

        Raises:
            StorageError: it could not be read.
        """
        self._forget_reports()
        over = [s for s in self._classroom.live_sessions if s.status is SessionStatus.ENDED]
        left = await self._store.left_of([session.id for session in over]) if over else {}
        for session in over:
            gone = session.participants.keys() - left.get(session.id, frozenset())
            for participant_id in gone:
                self._forget_person(participant_id)
            if session.id not in left:
                self._classroom.forget(session.id)
            elif gone:  # what is in memory knows them still
                self._classroom.close_session(session.id)
        self._is_scrub_due = True  # pictures of theirs are here, where this computer led
        await self.scrub_if_due()

    async def note_deleted(self) -> None:
        """Remember that something was deleted of which no byte shall be left.

        Raises:
            StorageError: a power cut would have it forgotten; it is scrubbed all the same.
        """
        self._is_scrub_due = True
        await self._store.note_deleted()

    async def scrub_if_due(self) -> None:
        """Scrub what was noted, unless a class goes on: then once the last one has ended."""
        if self._is_scrub_due and not self.has_running_class:
            await self._scrub_quietly()

    def on_notice(self, notice: Notice) -> None:
        """Scrub once the last class has ended, if that was put off."""
        ended = isinstance(notice, Stored) and any(
            isinstance(event, SessionEnded) for event in notice.events
        )
        if ended and self._is_scrub_due and not self.has_running_class:
            task = asyncio.get_running_loop().create_task(self._scrub_quietly())
            self._scrubbing.add(task)
            task.add_done_callback(self._scrubbing.discard)

    async def settled(self) -> None:
        """Return when no scrub that was begun goes on."""
        if self._scrubbing:
            await asyncio.wait(list(self._scrubbing))

    async def _scrub_quietly(self) -> None:
        try:
            await self.scrub()
        except StorageError as error:
            log.warning("What was deleted is not scrubbed yet: %s", error)

    async def scrub(self) -> None:
        """Do what was put off.

        Raises:
            StorageError: it could not be done; it is still due.
        """
        self._is_scrub_due = True
        await self._store.scrub()
        self._is_scrub_due = False

    async def _finish(self, people: Iterable[int]) -> None:
        self._forget_reports()
        for participant_id in people:
            self._forget_person(participant_id)
        self._is_scrub_due = True
        if not self.has_running_class:
            await self._scrub_quietly()  # the rows are gone: that it waits is no failure

    def _check(self, session_ids: Iterable[int]) -> None:
        for session_id in session_ids:
            title = self._running(session_id)
            if title is not None:
                raise ClassRunningError(title)

    def _running(self, session_id: int) -> str | None:
        session = self._classroom.session(session_id)
        if session is None or session.status is SessionStatus.ENDED:
            return None
        return session.title
