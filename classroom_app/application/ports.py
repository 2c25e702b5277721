"""What the application needs from outside, as protocols; `bootstrap` plugs in the real ones."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from classroom_app.application.certificate import CertificatesJob
from classroom_app.application.handout_job import HandoutJob
from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.application.table_job import TablesJob
from classroom_app.domain.events import Event
from classroom_app.domain.lesson import Lesson
from classroom_app.domain.transitions import SessionStatus


class StorageError(Exception):
    """The disk would not take it: nothing of the batch was stored; `cause` is for people."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class UnreachableError(StorageError):
    """The database is on a server that does not answer: nothing was stored, and nothing will be."""


@dataclass(frozen=True, slots=True)
class LineTrouble:
    """The database's server has not answered `since` then; `cause` is for people, or empty.

    While it `is_refusing`, whatever is asked of the database fails at once. While it
    `awaits_outcome`, a commit was sent of which nobody knows yet whether it is stored: whoever
    waits for it goes on waiting.
    """

    since: datetime
    cause: str = ""
    is_refusing: bool = False
    awaits_outcome: bool = False


class Line(Protocol):
    """The line to the database."""

    @property
    def trouble(self) -> LineTrouble | None:
        """What is the matter, or None."""

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener`, in the event loop, whenever `trouble` has changed."""


class SteadyLine:
    """That to a file of this computer: there is none that could fail."""

    trouble: LineTrouble | None = None

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Promise to call when something changes: nothing does."""


STEADY_LINE = SteadyLine()


@dataclass(frozen=True, slots=True)
class Leader:
    """The desk that leads a session: the name of its `computer`, "" where it is not known."""

    computer: str = ""
    since: datetime | None = None


class LedElsewhereError(StorageError):
    """Another desk leads the session: nothing of it can be stored from here."""

    def __init__(self, session_id: int, leader: Leader) -> None:
        super().__init__(f"the class is led at the computer {leader.computer or '?'}")
        self.session_id, self.leader = session_id, leader


class Clock(Protocol):
    """Tells the time."""

    def now(self) -> datetime:
        """Return the present time in UTC."""

    def monotonic(self) -> float:
        """Return seconds that never jump."""


@dataclass(frozen=True, slots=True)
class Identity:
    """Whom a cookie stands for; `session_id` and `participant_id` are None for an instructor.

    `remote` marks the instructor's phone, whose right can be taken back and ends with the day on
    which it was invited. After a restart it has a `session_id` too: that of the class for which it
    was invited, and leads no other.
    """

    user_id: int
    role: str
    session_id: int | None = None
    participant_id: int | None = None
    remote: bool = False
    invited_at: datetime | None = None

    def may_lead(self, session_id: int) -> bool:
        """Tell whether it is an instructor's, and good for this session."""
        return self.role == "INSTRUCTOR" and self.session_id in (None, session_id)


@dataclass(frozen=True, slots=True)
class Grant:
    """A cookie to remember: only the SHA-256 of its token is kept."""

    token_sha256: str
    identity: Identity
    at: datetime


@dataclass(frozen=True, slots=True)
class Record:
    """What one command leaves behind: its events and the cookies that it granted."""

    session_id: int
    events: tuple[Event, ...]
    grants: tuple[Grant, ...] = ()


@dataclass(frozen=True, slots=True)
class SessionSummary:
    """A session as the archive knows it; `former_codes` only of one that is not over."""

    id: int
    code: str
    title: str
    lesson_id: int
    status: SessionStatus
    total_steps: int
    created_at: datetime
    ended_at: datetime | None = None
    rehearsal: bool = False
    former_codes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Present:
    """A participant whom the archive believes to be connected; `joined` tells whether they were.

    `last_at` is when something last happened in the session.
    """

    session_id: int
    participant_id: int
    joined: bool
    last_at: datetime


@dataclass(frozen=True, slots=True)
class InstructorProfile:
    """The one instructor of this PC; `is_new` until the name was given, in the first run."""

    user_id: int
    name: str
    is_new: bool = False


class Journal(Protocol):
    """Writes; each call is one durable transaction, or a `StorageError` and nothing."""

    async def commit(self, records: Sequence[Record]) -> None:
        """Store events in this order, the tables kept from them, and the cookies granted.

        Raises:
            StorageError: nothing of it was stored.
        """

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        """Store when participants (by id) were last heard of; an earlier time changes nothing.

        Raises:
            StorageError: nothing of it was stored.
        """


class Leases(Protocol):
    """Sees to it that one desk leads a session, where several share a database."""

    async def take(self, session_id: int) -> None:
        """Lead a session from now on, one that is to be opened too.

        Raises:
            LedElsewhereError: another desk leads it.
            StorageError: it could not be taken.
        """

    def give_up(self, session_id: int) -> None:
        """Lead a session no more, if this desk does."""


class NoLeases:
    """Implements `Leases` where nobody else uses the database."""

    async def take(self, session_id: int) -> None:
        """Nobody else leads it."""

    def give_up(self, session_id: int) -> None:
        """Nobody else waits for it."""


class Archive(Protocol):
    """Reads; may raise `StorageError`."""

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return a lesson revision."""

    async def history(self, session_id: int) -> list[Event]:
        """Return all events of a session in order, `SessionOpened` first; none if it is unknown."""

    async def sessions(self) -> list[SessionSummary]:
        """Return every session, oldest first."""

    async def still_present(self) -> list[Present]:
        """Return who was in a class when the program stopped without a word."""

    async def leader_with(self, code: str) -> Leader | None:
        """Return which other computer has a class with this code that is not over; None if none."""

    async def codes_elsewhere(self) -> frozenset[str]:
        """Return the codes of other computers' classes that are not over."""

    async def grants(self) -> dict[str, Identity]:
        """Return whom each remembered cookie (by its hash) stands for."""


class HandoutMaker(Protocol):
    """Makes the PDF of a handout, off the event loop, and gives up when it is cancelled."""

    async def __call__(self, job: HandoutJob) -> bytes:
        """Return the whole file.

        Raises:
            OSError: it could not be made.
        """


PaintingJob = HandoutJob | TablesJob | CertificatesJob | SeatCardJob
"""What the process that paints is asked for."""


class PaintingMaker(Protocol):
    """Makes any PDF, off the event loop, and gives up when it is cancelled."""

    async def __call__(self, job: PaintingJob) -> bytes:
        """Return the whole file.

        Raises:
            OSError: it could not be made.
        """
