"""The one service that runs every command: decide, store, then show.

Phones, the window and the remote all end in `Classroom.execute`. Nothing is told to anybody, not
even to the window, before it is on the disk.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import TypeVar

from classroom_app.application.group_commit import GroupCommit
from classroom_app.application.notices import (
    Listener,
    Notice,
    SessionAdded,
    SessionLedElsewhere,
    SessionReloaded,
    StorageFailed,
    Stored,
)
from classroom_app.application.ports import (
    STEADY_LINE,
    Archive,
    Clock,
    Grant,
    Journal,
    Leader,
    Leases,
    LedElsewhereError,
    Line,
    NoLeases,
    Record,
    SessionSummary,
    StorageError,
    UnreachableError,
)
from classroom_app.application.session_index import SessionIndex
from classroom_app.application.unsaved import Unsaved
from classroom_app.application.visit_limit import VisitLimit
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Actor
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decisions import decide
from classroom_app.domain.errors import Refused
from classroom_app.domain.events import (
    CodeChanged,
    Event,
    HelperLetIn,
    ParticipantLeft,
    ParticipantReadmitted,
    ParticipantSignedIn,
    PhoneChanged,
    SessionEnded,
    SessionOpened,
    SessionPaused,
    SessionResumed,
    StartUndone,
    StepStarted,
)
from classroom_app.domain.helper_part import HelperPart
from classroom_app.domain.lesson import Lesson
from classroom_app.domain.numbered import IdSource, Numbered
from classroom_app.domain.participant import Participant
from classroom_app.domain.session_code import is_long
from classroom_app.domain.transitions import SessionStatus

log = logging.getLogger(__name__)

T = TypeVar("T")

DEFAULT_MAX_PARTICIPANTS = 1_000
# The events that change a session's summary.
_LIFECYCLE = (
    *(StepStarted, StartUndone, SessionPaused, SessionResumed, SessionEnded),
    CodeChanged,
)

Reply = Callable[[Stored], None]
"""Called right after the commit, before anything else is sent because of the command."""


class ClassGoneError(StorageError):
    """There is no such class any more: another computer has deleted it."""

    def __init__(self) -> None:
        super().__init__("the class was deleted on another computer")


class CodeInUseError(ValueError):
    """The code belongs to a class that is not over yet."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        """Name the fault."""
        return f"the code {self.code} belongs to a class that is not over yet"


class CodeInUseElsewhereError(CodeInUseError):
    """The code belongs to a class of another computer that is not over yet."""

    def __init__(self, code: str, computer: str) -> None:
        super().__init__(code)
        self.computer = computer

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return (
            f"the code {self.code} belongs to a class of the computer {self.computer or '?'}: "
            "choose another one"
        )


class _LiveSession:
    """A session in memory, twice: as decided, and as stored (what everybody may see)."""

    def __init__(self, decided: ClassSession, stored: ClassSession) -> None:
        self.decided = decided
        self.stored = stored
        self.reload: asyncio.Task[None] | None = None
        self.is_sound = True
        self.trouble = StorageError("")


@dataclass(slots=True)
class _Entry:
    live: _LiveSession
    command: cmd.Command
    actor: Actor
    events: tuple[Event, ...]
    reply: Reply | None
    outcome: "asyncio.Future[Stored]"
    record: Record | None = field(default=None)


class Classroom:
    """All sessions that can be joined now, and the archive's knowledge of the others."""

    def __init__(
        self,
        journal: Journal,
        archive: Archive,
        clock: Clock,
        ids: IdSource,
        leases: Leases | None = None,
        line: Line = STEADY_LINE,
    ) -> None:
        self._journal, self._archive, self._clock, self._ids = journal, archive, clock, ids
        self._leases, self._line = leases or NoLeases(), line
        line.subscribe(self._on_line_changed)
        self._commits: GroupCommit[_Entry] = GroupCommit(journal, clock, self._publish, self._fail)
        self._live: dict[int, _LiveSession] = {}
        self.index = SessionIndex()
        self.visit_limit = VisitLimit()
        self.unsaved = Unsaved()
        self._listeners: list[Listener] = [self.unsaved.on_notice]
        # A code is looked up and taken in two steps: one class at a time is opened or taken up.
        self._opening = asyncio.Lock()

    async def start(self) -> None:
        """Learn which sessions there are; whoever was in one when the program was killed has left.

        Raises:
            StorageError: the archive cannot be read.
        """
        for summary in await self._archive.sessions():
            self.index.remember(summary)
        for code in await self._archive.codes_elsewhere():
            self.index.note_elsewhere(code)
        now = self._clock.now()
        left = [
            Record(
                person.session_id,
                (
                    ParticipantLeft(
                        at=max(now, person.last_at),
                        participant_id=person.participant_id,
                        joined=person.joined,
                    ),
                ),
            )
            for person in await self._archive.still_present()
        ]
        if not left:
            return
        try:
            await self._journal.commit(left)
        except StorageError as error:
            log.warning("That phones had left could not be stored: %s", error)

    # Questions ----------------------------------------------------------------------------------

    @property
    def live_sessions(self) -> list[ClassSession]:
        """The sessions that are open, as stored."""
        return [live.stored for live in self._live.values()]

    @property
    def has_short_code(self) -> bool:
        """Whether some class has a code that can be guessed with many tries."""
        led = (s for s in self.live_sessions if s.status is not SessionStatus.ENDED)
        return any(not is_long(session.code) for session in led)

    @property
    def unfinished(self) -> list[SessionSummary]:
        """Sessions that never ended and are not open now, oldest first."""
        return [
            summary
            for summary in self.index
            if summary.status is not SessionStatus.ENDED and summary.id not in self._live
        ]

    def knows(self, session_id: int) -> bool:
        """Tell whether a session is this program's, or is becoming it at this moment."""
        is_known = self.index.get(session_id) is not None or session_id in self._live
        return is_known or self._opening.locked()

    def session(self, session_id: int) -> ClassSession | None:
        """Return an open session as stored."""
        live = self._live.get(session_id)
        return live.stored if live else None

    def summary(self, code: str) -> SessionSummary | None:
        """Return the latest session of this code, open or over."""
        return self.index.latest(code)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every notice; return what ends that.

        It is called in the event loop, before whoever awaits the command goes on, and may not
        block. If it raises, that is logged and the other listeners are called all the same.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Sessions -----------------------------------------------------------------------------------

    async def open_session(
        self,
        lesson: Lesson,
        code: str,
        instructor_id: int,
        *,
        title: str | None = None,
        guests_allowed: bool = False,
        max_participants: int = DEFAULT_MAX_PARTICIPANTS,
        rehearsal: bool = False,
        class_id: str = "",
        roster_id: int | None = None,
    ) -> ClassSession:
        """Open a new session and return it once it is stored.

        `class_id` is to be given to no other; without one it is made of the time and the code.

        Raises:
            StorageError: it could not be stored; nothing was opened.
            CodeInUseError: a session of this code is not over yet, here or elsewhere.
        """
        async with self._opening:
            if self.index.taken_by(code) is not None:
                raise CodeInUseError(code)
            await self._check_elsewhere(code)
            opening = self._open(
                SessionOpened(
                    at=self._clock.now(),
                    session_id=self._ids.next_id(Numbered.SESSION),
                    session_code=code,
                    title=title or lesson.title,
                    lesson_id=lesson.id,
                    instructor_id=instructor_id,
                    guests_allowed=guests_allowed,
                    max_participants=max_participants,
                    rehearsal=rehearsal,
                    class_id=class_id,
                    roster_id=roster_id,
                ),
                lesson,
            )
            return await self._unless_taken(code, opening)

    async def _open(self, opened: SessionOpened, lesson: Lesson) -> ClassSession:
        self._check_line()
        live = _LiveSession(ClassSession(opened, lesson), ClassSession(opened, lesson))
        entry = self._entry(live, cmd.RecoverSession(), SYSTEM, (opened,))
        await self._leases.take(opened.session_id)
        self._commits.submit(entry)
        try:
            await entry.outcome
        except StorageError:
            self._leases.give_up(opened.session_id)
            raise
        self._add(live)
        return live.stored

    async def change_code(self, session_id: int, code: str, actor: Actor) -> ClassSession:
        """Give an open session another code; who is in may still name the old one.

        Raises:
            CodeInUseError: another session of this code is not over yet, here or elsewhere.
            Refused, StorageError, KeyError: as `execute`.
        """
        async with self._opening:
            known = self.index.taken_by(code)
            if known is not None and known.id != session_id:
                raise CodeInUseError(code)
            await self._check_elsewhere(code)
            changing = self.execute(session_id, cmd.ChangeCode(code), actor)
            return (await self._unless_taken(code, changing)).session

    async def _check_elsewhere(self, code: str) -> None:
        leader = await self._archive.leader_with(code)
        if leader is not None:
            raise CodeInUseElsewhereError(code, leader.computer)

    async def _unless_taken(self, code: str, work: Awaitable[T]) -> T:
        """Return what comes of `work`; if it fails, perhaps another computer took the code now."""
        try:
            return await work
        except StorageError:
            await self._check_elsewhere(code)
            raise

    async def recover(self, session_id: int) -> ClassSession:
        """Go on with a session that never ended, as it stands on the disk.

        Raises:
            LedElsewhereError: another desk leads it.
            Refused: it has been ended at another desk meanwhile.
            ClassGoneError: it has been deleted there.
            StorageError: it could not be read or written.
        """
        async with self._opening:
            if session_id in self._live:
                return self._live[session_id].stored
            try:
                await self._leases.take(session_id)
                decided, stored = await self._read_back(session_id)
                live = self._live[session_id] = _LiveSession(decided, stored)
                # This program knows the sessions that it has led, and no others.
                elsewhere = self.index.get(session_id) is None
                await self.execute(session_id, cmd.RecoverSession(elsewhere), SYSTEM)
            except (ClassGoneError, LedElsewhereError, Refused):
                self.forget(session_id)
                raise
            except StorageError:
                self.close_session(session_id)
                raise
            self._add(live)
            return live.stored

    def close_session(self, session_id: int) -> None:
        """Forget an open session, if it is; on the disk it stays as it is."""
        self._live.pop(session_id, None)
        self.unsaved.forget(session_id)
        self._leases.give_up(session_id)

    def forget(self, session_id: int) -> None:
        """Know nothing of a session any more: it was deleted from the disk."""
        self.close_session(session_id)
        self.index.forget(session_id)

    def lose(self, session_id: int, leader: Leader) -> None:
        """Close an open session that another desk has taken up; nothing happens to another."""
        live = self._live.get(session_id)
        if live is not None:
            self.forget(session_id)
            self.index.note_elsewhere(live.stored.code)
            self._tell(SessionLedElsewhere(live.stored, leader))

    # Commands -----------------------------------------------------------------------------------

    async def execute(
        self, session_id: int, command: cmd.Command, actor: Actor, reply: Reply | None = None
    ) -> Stored:
        """Run one command and return what was stored.

        Raises:
            Refused: the domain says no; nothing changed.
            StorageError: the disk says no; nothing changed.
            KeyError: no such session is open.
        """
        # Nothing is awaited between the decision and `submit`: the order of the decisions is the
        # order on the disk.
        try:
            entry = self._decide(await self._sound(session_id), command, actor, reply)
            self._commits.submit(entry)
            return await entry.outcome
        except LedElsewhereError:
            raise  # no phone sends it again to here
        except StorageError:
            self.unsaved.failed(session_id, command, actor)
            raise

    async def sign_in(
        self,
        session_id: int,
        command: cmd.SignIn,
        grant: Callable[[Participant], Grant] | None = None,
        reply: Reply | None = None,
    ) -> tuple[Participant, bool]:
        """Let somebody in and remember the cookie that `grant` makes, in one transaction.

        `reply` is called right after the commit: a removal that follows at once finds the cookie.

        Returns the participant and whether they are new (or readmitted).

        Raises:
            Refused, StorageError, KeyError: as `execute`.
        """
        entry = self._decide(await self._sound(session_id), command, SYSTEM, reply)
        session = entry.live.decided
        seated = (e for e in entry.events if isinstance(e, ParticipantSignedIn | PhoneChanged))
        signed_in = next(seated, None)
        if signed_in is not None:
            participant = session.participants[signed_in.participant_id]
        else:
            by_number = command.person_id
            if by_number is None:
                known = session.participant_of_device(command.device_id or "")
            else:
                known = session.participant_of_person(by_number)
            assert known is not None, "who is not new was known by the device or the number"
            participant = known
        if grant is not None:
            entry.record = Record(session.id, entry.events, (grant(participant),))
        self._commits.submit(entry)
        stored = await entry.outcome
        is_new = any(
            isinstance(event, ParticipantSignedIn | ParticipantReadmitted) for event in entry.events
        )
        return stored.session.participants[participant.id], is_new

    async def let_helper_in(
        self,
        session_id: int,
        command: cmd.LetHelperIn,
        grant: Callable[[HelperPart], Grant],
        reply: Reply | None = None,
    ) -> HelperPart:
        """Let a helper in and remember the cookie that `grant` makes, in one transaction.

        Raises:
            Refused, StorageError, KeyError: as `execute`.
        """
        entry = self._decide(await self._sound(session_id), command, SYSTEM, reply)
        let_in = next(event for event in entry.events if isinstance(event, HelperLetIn))
        helper = entry.live.decided.helpers[let_in.helper_id]
        entry.record = Record(session_id, entry.events, (grant(helper),))
        self._commits.submit(entry)
        return (await entry.outcome).session.helpers[helper.user_id]

    async def drain(self) -> None:
        """Return when every command so far is stored or has failed."""
        await self._commits.drain()

    async def _sound(self, session_id: int) -> _LiveSession:
        """Return the session once memory and disk agree."""
        live = self._live[session_id]
        self._check_line()
        if not live.is_sound:
            await asyncio.shield(self._reloading(live))
            if not live.is_sound:
                raise _again(live.trouble)
        return live

    def _check_line(self) -> None:
        """Refuse at once what would only wait: behind a commit of which nobody knows, perhaps."""
        trouble = self._line.trouble
        if trouble is not None and trouble.is_refusing:
            raise UnreachableError(trouble.cause)

    def _decide(
        self, live: _LiveSession, command: cmd.Command, actor: Actor, reply: Reply | None
    ) -> _Entry:
        """Decide and apply at once, without awaiting: the next command sees the outcome."""
        # A clock that was set back while the program was down must not put events out of order.
        now = max(self._clock.now(), live.decided.last_at)
        events = tuple(decide(live.decided, command, actor, now, self._ids))
        for event in events:
            live.decided.apply(event)
        return self._entry(live, command, actor, events, reply)

    def _entry(
        self,
        live: _LiveSession,
        command: cmd.Command,
        actor: Actor,
        events: tuple[Event, ...],
        reply: Reply | None = None,
    ) -> _Entry:
        outcome: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        record = Record(live.decided.id, events) if events else None
        return _Entry(live, command, actor, events, reply, outcome, record)

    # After the disk has spoken ------------------------------------------------------------------

    def _publish(self, entry: _Entry) -> None:
        """Apply, reply, tell, and let the caller go on: in this order.

        A reply shows the state with its own command in it, and comes before all that the command
        causes to be sent (ARCHITECTURE.md, decision 3).
        """
        session = entry.live.stored
        for event in entry.events:
            if not isinstance(event, SessionOpened):
                session.apply(event)
            if isinstance(event, _LIFECYCLE):
                self.index.remember(_summary_of(session))
        stored = Stored(session, entry.command, entry.actor, entry.events)
        if entry.reply is not None:
            _call_safely(entry.reply, stored)
        if entry.events:
            self._tell(stored)
        if not entry.outcome.done():
            entry.outcome.set_result(stored)

    def _fail(self, entries: list[_Entry], error: StorageError) -> None:
        if isinstance(error, LedElsewhereError):
            self._fail_lost(entries, error)
            return
        sessions = {id(entry.live): entry.live for entry in entries}
        # First: a caller or a listener that tries again at once has to wait for the reload.
        for live in sessions.values():
            live.is_sound, live.trouble = False, error
        for entry in entries:
            if not entry.outcome.done():
                entry.outcome.set_exception(_again(error))
        for live in sessions.values():
            if live.stored.id in self._live:
                is_of_line = isinstance(error, UnreachableError)
                self._tell(StorageFailed(live.stored, error.cause, is_of_line=is_of_line))
                self._reloading(live)

    def _fail_lost(self, entries: list[_Entry], error: LedElsewhereError) -> None:
        """Give up what was for the session that is led elsewhere; store the rest, in its order."""
        for entry in entries:
            if entry.live.stored.id != error.session_id:
                self._commits.submit(entry)
            elif not entry.outcome.done():
                entry.outcome.set_exception(LedElsewhereError(error.session_id, error.leader))
        self.lose(error.session_id, error.leader)

    def _reloading(self, live: _LiveSession) -> "asyncio.Task[None]":
        if live.reload is None:
            live.reload = asyncio.get_running_loop().create_task(self._reload(live))
        return live.reload

    async def _reload(self, live: _LiveSession) -> None:
        try:
            live.decided, live.stored = await self._read_back(live.stored.id)
        except StorageError as error:
            live.trouble = error
            return
        finally:
            live.reload = None
        live.is_sound = True
        self._tell(SessionReloaded(live.stored))

    def _on_line_changed(self) -> None:
        """Read what failed once the server answers again: nobody need ask for it first."""
        if self._line.trouble is None:
            for live in self._live.values():
                if not live.is_sound:
                    self._reloading(live)

    async def _read_back(self, session_id: int) -> tuple[ClassSession, ClassSession]:
        """Return the state on the disk twice, as decided and as stored."""
        history = await self._archive.history(session_id)
        if not history:
            raise ClassGoneError
        opened = history[0]
        assert isinstance(opened, SessionOpened)
        lesson = await self._archive.lesson(opened.lesson_id)
        return ClassSession.replay(history, lesson), ClassSession.replay(history, lesson)

    def _add(self, live: _LiveSession) -> None:
        self._live[live.stored.id] = live
        self.index.remember(_summary_of(live.stored))
        self._tell(SessionAdded(live.stored))

    def _tell(self, notice: Notice) -> None:
        for listener in list(self._listeners):
            _call_safely(listener, notice)


def _again(error: StorageError) -> StorageError:
    """Return the same error for another caller: each raises its own."""
    kind = UnreachableError if isinstance(error, UnreachableError) else StorageError
    return kind(error.cause)


def _call_safely(callback: Callable[..., None], argument: object) -> None:
    """A listener that fails is a bug; it must not harm the others."""
    try:
        callback(argument)
    except Exception:
        log.exception("A listener failed on %s", type(argument).__name__)


def _summary_of(session: ClassSession) -> SessionSummary:
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
        former_codes=session.former_codes,
    )
