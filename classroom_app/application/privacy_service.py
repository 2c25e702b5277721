"""Deletes personal data: whole classes, a student everywhere, or everything that is old."""

import asyncio
import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec import Struct

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, Stored
from classroom_app.application.ports import Clock, StorageError
from classroom_app.domain.events import SessionEnded
from classroom_app.domain.transitions import SessionStatus

log = logging.getLogger(__name__)


class ClassRunningError(ValueError):
    """A running class cannot be deleted, nor anybody in it; `title` is its title.

    `computer` is the one that leads it, "" if it is this one.
    """

    def __init__(self, title: str, computer: str = "") -> None:
        super().__init__(title)
        self.title, self.computer = title, computer

    def __str__(self) -> str:
        """Name the way out."""
        if self.computer:
            return f"The class {self.title} is led on the computer {self.computer}: end it there."
        return f"The class {self.title} is still running: end it first."


class Trace(Struct, frozen=True):
    """One class that a person took part in; `user_name` is the name they had there."""

    session_id: int
    participant_id: int
    user_name: str
    title: str
    created_at: datetime


class Entry(Struct, frozen=True):
    """One entry of a person on a roster."""

    person_id: int
    roster_id: int
    title: str
    number: int
    name: str


class PersonTraces(Struct, frozen=True):
    """Where a person of a roster is named: rosters and classes, each with the name there.

    `own_seats` are the ids of those participants in `traces` who gave this person's number.
    """

    person_id: int
    entries: Sequence[Entry]
    traces: Sequence[Trace]
    own_seats: frozenset[int] = frozenset()

    @property
    def of_them_alone(self) -> "PersonTraces":
        """What is surely theirs: this roster entry, and classes in which they gave its number."""
        entries = [entry for entry in self.entries if entry.person_id == self.person_id]
        traces = [trace for trace in self.traces if trace.participant_id in self.own_seats]
        return PersonTraces(self.person_id, entries, traces, self.own_seats)


class OldClass(Struct, frozen=True):
    """A class that may be old enough to be deleted."""

    id: int
    title: str
    created_at: datetime


class EraseStore(Protocol):
    """Deletes stored data; methods may raise `StorageError`, and then nothing was deleted."""

    @property
    def leaves_copies(self) -> bool:
        """Whether deleted data stays in a server's logs and dumps for a while."""

    async def traces(self, participant_id: int) -> list[Trace]:
        """Return the classes of everybody with this participant's name or device."""

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        """Return where a person of a roster is named; None if they are no longer on any."""

    async def classes_before(self, moment: datetime) -> list[OldClass]:
        """Return the classes opened before this time, including rehearsals, oldest first."""

    async def erase_classes(self, session_ids: Sequence[int]) -> list[int]:
        """Delete classes with all that belongs to them; return the ids of their participants."""

    async def erase_people(self, traces: Sequence[Trace], entries: Sequence[Entry] = ()) -> None:
        """Delete people from classes (rows, events and pictures) and from rosters."""

    async def left_of(self, session_ids: Sequence[int]) -> dict[int, frozenset[int]]:
        """Return the ids of the stored participants of each of these classes still stored."""

    async def still_stored(self, session_ids: Sequence[int]) -> frozenset[int]:
        """Return the ids of those of these classes that are still stored."""

    async def scrub(self) -> None:
        """Remove every byte of deleted data from the file; blocks the database for a while."""

    async def note_deleted(self) -> None:
        """Store a note that a scrub is due, so that even a power cut does not cancel it."""


class PrivacyService:
    """Deletes data from the store and from memory; never touches a running class.

    The file is scrubbed while no class is running: at once, or when the last one ends. If the
    program stops before that, it is scrubbed at the next start.
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
        """Whether deleted data stays in a server's logs and dumps for a while."""
        return self._store.leaves_copies

    @property
    def has_running_class(self) -> bool:
        """Whether a class is running here now."""
        return any(s.status is not SessionStatus.ENDED for s in self._classroom.live_sessions)

    async def traces(self, participant_id: int) -> list[Trace]:
        """Return the classes a student took part in, found by name and by device.

        Raises:
            StorageError: it could not be read.
        """
        return await self._store.traces(participant_id)

    async def person_traces(self, person_id: int) -> PersonTraces | None:
        """Return where a person of a roster is named; None if they are no longer on any.

        Raises:
            StorageError: it could not be read.
        """
        return await self._store.person_traces(person_id)

    async def older_than(self, days: int) -> list[OldClass]:
        """Return the classes opened more than `days` days ago that are not running here now.

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
            ClassRunningError: one of them is running, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        self._check(session_ids)
        await self._classroom.drain()
        people = await self._store.erase_classes(session_ids)
        for session_id in session_ids:
            self._classroom.forget(session_id)
        await self._finish(people)

    async def erase_student(self, traces: Sequence[Trace]) -> None:
        """Delete a student from these classes, as if they had never joined.

        Raises:
            ClassRunningError: one of them is running, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        await self._erase(traces, ())

    async def erase_person(self, person: PersonTraces) -> None:
        """Delete a person from these rosters and classes, as if they had never been there.

        Raises:
            ClassRunningError: a class is running, here or elsewhere; nothing was deleted.
            StorageError: nothing was deleted.
        """
        await self._erase(person.traces, person.entries)

    async def _erase(self, traces: Sequence[Trace], entries: Sequence[Entry]) -> None:
        session_ids = [trace.session_id for trace in traces]
        self._check(session_ids)
        await self._classroom.drain()
        await self._store.erase_people(traces, entries)
        for session_id in session_ids:
            self._classroom.close_session(session_id)  # the state in memory still has them
        self._forget_listed(entry.person_id for entry in entries)
        await self._finish(trace.participant_id for trace in traces)

    async def forget_what_is_gone(self) -> None:
        """Drop from memory what another computer has deleted.

        That is whole classes, unless they are running here, and people of classes that are over.

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
            elif gone:  # the state in memory still has them
                self._classroom.close_session(session.id)
        not_running = [one.id for one in self._classroom.index if self._running(one.id) is None]
        stored = await self._store.still_stored(not_running)
        for session_id in not_running:
            # One that was resumed meanwhile was there to be read.
            if session_id not in stored and self._running(session_id) is None:
                self._classroom.forget(session_id)
        self._is_scrub_due = True  # their pictures may be here, if this computer led the class
        await self.scrub_if_due()

    async def note_deleted(self) -> None:
        """Note that something was deleted, so that a scrub is due.

        Raises:
            StorageError: the note was not stored; the scrub is still due, unless the program stops.
        """
        self._is_scrub_due = True
        await self._store.note_deleted()

    async def scrub_if_due(self) -> None:
        """Scrub if it is due and no class is running; else it waits until the last one ends."""
        if self._is_scrub_due and not self.has_running_class:
            await self._scrub_quietly()

    def on_notice(self, notice: Notice) -> None:
        """Scrub once the last class has ended, if that is due."""
        ended = isinstance(notice, Stored) and any(
            isinstance(event, SessionEnded) for event in notice.events
        )
        if ended and self._is_scrub_due and not self.has_running_class:
            task = asyncio.get_running_loop().create_task(self._scrub_quietly())
            self._scrubbing.add(task)
            task.add_done_callback(self._scrubbing.discard)

    async def settled(self) -> None:
        """Wait until no scrub is running."""
        if self._scrubbing:
            await asyncio.wait(list(self._scrubbing))

    async def _scrub_quietly(self) -> None:
        try:
            await self.scrub()
        except StorageError as error:
            log.warning("What was deleted is not scrubbed yet: %s", error)

    async def scrub(self) -> None:
        """Scrub now.

        Raises:
            StorageError: it could not be done, and is still due.
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
            await self._scrub_quietly()  # the rows are deleted: a postponed scrub is no failure

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
