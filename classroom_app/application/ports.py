"""What the application needs from outside, as protocols; `bootstrap` plugs in the real ones."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from classroom_app.application.certificate import CertificatesJob
from classroom_app.application.handout_job import HandoutJob
from classroom_app.application.seat_card_job import SeatCardJob
from classroom_app.application.table_job import TablesJob
from classroom_app.domain.events import Event
from classroom_app.domain.lesson import Lesson
from classroom_app.domain.transitions import SessionStatus


class StorageError(Exception):
    """Storing or reading failed; nothing was stored. `cause` is shown to the instructor."""

    def __init__(self, cause: str) -> None:
        super().__init__(cause)
        self.cause = cause


class UnreachableError(StorageError):
    """The database's server does not answer: nothing was stored, nor will it be later."""


class LineTrouble(Struct, frozen=True):
    """The database's server has not answered since `since`; `cause` is text to show, or empty.

    While `is_refusing`, every request to the database fails at once. While `awaits_outcome`, it
    is not known whether a commit that was sent has been stored, and its callers go on waiting.
    """

    since: datetime
    cause: str = ""
    is_refusing: bool = False
    awaits_outcome: bool = False


class Line(Protocol):
    """The connection to the database."""

    @property
    def trouble(self) -> LineTrouble | None:
        """What is wrong with it, or None."""

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call `listener`, in the event loop, whenever `trouble` has changed."""


class SteadyLine:
    """The `Line` to a database file on this computer, which is never interrupted."""

    trouble: LineTrouble | None = None

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Do nothing, since `trouble` never changes."""


STEADY_LINE = SteadyLine()


class Leader(Struct, frozen=True):
    """The desk that leads a session; `computer` is its name, "" if unknown."""

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
        """Return the current time in UTC."""

    def monotonic(self) -> float:
        """Return seconds of a clock that is never set."""


class Identity(Struct, frozen=True):
    """The user a cookie stands for; an instructor has no `session_id` or `participant_id`.

    `remote` marks the instructor's phone, whose access can be revoked and ends with the day on
    which it was invited. After a restart it has a `session_id` after all: that of the class it was
    invited for, the only one it may lead.
    """

    user_id: int
    role: str
    session_id: int | None = None
    participant_id: int | None = None
    remote: bool = False
    invited_at: datetime | None = None

    def may_lead(self, session_id: int) -> bool:
        """Tell whether this is an instructor who may lead this session."""
        return self.role == "INSTRUCTOR" and self.session_id in (None, session_id)


class Grant(Struct, frozen=True):
    """A cookie to store: only the SHA-256 of its token is kept."""

    token_sha256: str
    identity: Identity
    at: datetime


class Record(Struct, frozen=True):
    """What is stored of one command: its events and the cookies that it granted."""

    session_id: int
    events: tuple[Event, ...]
    grants: tuple[Grant, ...] = ()


class SessionSummary(Struct, frozen=True):
    """A session without its students; the archive gives `former_codes` until it has ended."""

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


class Present(Struct, frozen=True):
    """A participant stored as connected; `joined` tells whether they had joined.

    `last_at` is the time of the session's latest event.
    """

    session_id: int
    participant_id: int
    joined: bool
    last_at: datetime


class InstructorProfile(Struct, frozen=True):
    """The one instructor of this PC; `is_new` until the name was given, in the first run."""

    user_id: int
    name: str
    is_new: bool = False


class Journal(Protocol):
    """Writes; each call is one durable transaction, or raises `StorageError` and stores nothing."""

    async def commit(self, records: Sequence[Record]) -> None:
        """Store events in this order, update the tables derived from them, and store the cookies.

        Raises:
            StorageError: nothing of it was stored.
        """

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        """Store when participants (by id) were last active; an earlier time changes nothing.

        Raises:
            StorageError: nothing of it was stored.
        """


class Leases(Protocol):
    """Ensures that only one desk leads a session, where several share a database."""

    async def take(self, session_id: int) -> None:
        """Lead a session from now on, also one that has not been stored yet.

        Raises:
            LedElsewhereError: another desk leads it.
            StorageError: it could not be taken.
        """

    def give_up(self, session_id: int) -> None:
        """Stop leading a session, if this desk leads it."""


class NoLeases:
    """The `Leases` of a database that no other program uses."""

    async def take(self, session_id: int) -> None:
        """Do nothing: no other desk can lead it."""

    def give_up(self, session_id: int) -> None:
        """Do nothing: no other desk waits for it."""


class Archive(Protocol):
    """Reads; may raise `StorageError`."""

    async def lesson(self, lesson_id: int) -> Lesson:
        """Return a lesson revision."""

    async def history(self, session_id: int) -> list[Event]:
        """Return all events of a session in order, `SessionOpened` first; none if it is unknown."""

    async def sessions(self) -> list[SessionSummary]:
        """Return every session, oldest first."""

    async def still_present(self) -> list[Present]:
        """Return the participants who were connected when the program was killed."""

    async def leader_with(self, code: str) -> Leader | None:
        """Return the other desk that has a class with this code that is not over, or None."""

    async def codes_elsewhere(self) -> frozenset[str]:
        """Return the codes of other computers' classes that are not over."""

    async def grants(self) -> dict[str, Identity]:
        """Return the user each stored cookie stands for, by the hash of its token."""


class HandoutMaker(Protocol):
    """Makes the PDF of a handout off the event loop; cancelling it stops the work."""

    async def __call__(self, job: HandoutJob) -> bytes:
        """Return the whole file.

        Raises:
            OSError: it could not be made.
        """


PaintingJob = HandoutJob | TablesJob | CertificatesJob | SeatCardJob
"""A job for the painting process."""


class PaintingMaker(Protocol):
    """Makes any PDF off the event loop; cancelling it stops the work."""

    async def __call__(self, job: PaintingJob) -> bytes:
        """Return the whole file.

        Raises:
            OSError: it could not be made.
        """
