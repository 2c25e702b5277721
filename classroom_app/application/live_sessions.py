"""The open sessions, and how a command runs on one: decide, store, publish.

Nobody is notified of anything, not even the window, until it is stored.
"""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field

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
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Actor
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decisions import decide
from classroom_app.domain.events import (
    CodeChanged,
    Event,
    SessionEnded,
    SessionOpened,
    SessionPaused,
    SessionResumed,
    StartUndone,
    StepStarted,
)
from classroom_app.domain.numbered import IdSource

log = logging.getLogger(__name__)

# The events that change a session's summary.
_LIFECYCLE = (
    *(StepStarted, StartUndone, SessionPaused, SessionResumed, SessionEnded),
    CodeChanged,
)

Reply = Callable[[Stored], None]
"""Called right after the commit, before anything else is sent because of the command."""


class ClassGoneError(StorageError):
    """The class no longer exists: another computer has deleted it."""

    def __init__(self) -> None:
        super().__init__("the class was deleted on another computer")


class NotOpenError(KeyError):
    """No such session is open: it was never opened, or closed, deleted or lost meanwhile."""

    def __str__(self) -> str:
        """Name the fault; a KeyError would give the id alone."""
        return "the class is no longer open on this computer"


class LiveSession:
    """A session in memory, twice: as decided, and as stored (the only state that may be shown).

    `is_sound` is False from a failed commit until both have been read back; `trouble` says why.
    """

    def __init__(self, decided: ClassSession, stored: ClassSession) -> None:
        self.decided = decided
        self.stored = stored
        self.reload: asyncio.Task[None] | None = None
        self.is_sound = True
        self.trouble = StorageError("")


@dataclass(slots=True)
class Entry:
    """A decided command that waits for its commit."""

    live: LiveSession
    command: cmd.Command
    actor: Actor
    events: tuple[Event, ...]
    reply: Reply | None
    outcome: "asyncio.Future[Stored]"
    record: Record | None = field(default=None)


class LiveSessions:
    """Runs every command of every open session."""

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
        self._commits: GroupCommit[Entry] = GroupCommit(journal, clock, self._publish, self._fail)
        self._live: dict[int, LiveSession] = {}
        self.index = SessionIndex()
        self.unsaved = Unsaved()
        self._listeners: list[Listener] = [self.unsaved.on_notice]

    @property
    def live_sessions(self) -> list[ClassSession]:
        """The sessions that are open, as stored."""
        return [live.stored for live in self._live.values()]

    def session(self, session_id: int) -> ClassSession | None:
        """Return an open session as stored, or None."""
        live = self._live.get(session_id)
        return live.stored if live else None

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` with every notice; return a function that unsubscribes it.

        It is called in the event loop, before the coroutine awaiting the command resumes; it must
        not block. If it raises, that is logged and the other listeners are still called.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Commands -----------------------------------------------------------------------------------

    async def execute(
        self, session_id: int, command: cmd.Command, actor: Actor, reply: Reply | None = None
    ) -> Stored:
        """Run one command and return what was stored.

        Raises:
            Refused: the command is not allowed; nothing changed.
            StorageError: it could not be stored; nothing changed.
            NotOpenError: no such session is open; a KeyError.
        """
        # Nothing is awaited between the decision and `submit`, so that commands are stored in the
        # order in which they were decided.
        try:
            entry = self._decide(await self._sound(session_id), command, actor, reply)
            self._commits.submit(entry)
            return await entry.outcome
        except LedElsewhereError:
            raise  # not unsaved: phones do not send it here again
        except StorageError:
            self.unsaved.failed(session_id, command, actor)
            raise

    async def drain(self) -> None:
        """Wait until every command so far is stored or has failed."""
        await self._commits.drain()

    async def _sound(self, session_id: int) -> LiveSession:
        """Return the session; if a commit of it failed, read it back first.

        Raises:
            StorageError: it could not be read back, or the database's server does not answer.
            NotOpenError: no such session is open.
        """
        while True:
            live = self._live.get(session_id)
            if live is None:
                raise NotOpenError(session_id)
            self._check_line()
            if live.is_sound:
                return live
            await asyncio.shield(self._reloading(live))
            if self._is_open(live) and not live.is_sound:
                raise _again(live.trouble)

    def _is_open(self, live: LiveSession) -> bool:
        """Tell whether this is the open session of its id: not closed, nor closed and reopened."""
        return self._live.get(live.stored.id) is live

    def _check_line(self) -> None:
        """Fail fast while the server does not answer.

        A command would otherwise queue behind a commit whose outcome may be unknown.
        """
        trouble = self._line.trouble
        if trouble is not None and trouble.is_refusing:
            raise UnreachableError(trouble.cause)

    def _decide(
        self, live: LiveSession, command: cmd.Command, actor: Actor, reply: Reply | None
    ) -> Entry:
        """Decide and apply at once, without awaiting: the next command sees the outcome."""
        # A clock that was set back while the program was down must not put events out of order.
        now = max(self._clock.now(), live.decided.last_at)
        events = tuple(decide(live.decided, command, actor, now, self._ids))
        for event in events:
            live.decided.apply(event)
        return self._entry(live, command, actor, events, reply)

    def _entry(
        self,
        live: LiveSession,
        command: cmd.Command,
        actor: Actor,
        events: tuple[Event, ...],
        reply: Reply | None = None,
    ) -> Entry:
        outcome: asyncio.Future[Stored] = asyncio.get_running_loop().create_future()
        record = Record(live.decided.id, events) if events else None
        return Entry(live, command, actor, events, reply, outcome, record)

    # After the commit ---------------------------------------------------------------------------

    def _publish(self, entry: Entry) -> None:
        """Apply the events, reply, notify listeners and wake the caller, in this order.

        The reply shows a state that includes its own command, and precedes everything else that
        is sent because of the command (ARCHITECTURE.md, decision 3).
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

    def _fail(self, entries: list[Entry], error: StorageError) -> None:
        if isinstance(error, LedElsewhereError):
            self._fail_lost(entries, error)
            return
        sessions = {id(entry.live): entry.live for entry in entries}
        # First, so that a caller or listener that retries at once waits for the reload.
        for live in sessions.values():
            live.is_sound, live.trouble = False, error
        for entry in entries:
            if not entry.outcome.done():
                entry.outcome.set_exception(_again(error))
        for live in sessions.values():
            if self._is_open(live):
                is_of_line = isinstance(error, UnreachableError)
                self._tell(StorageFailed(live.stored, error.cause, is_of_line=is_of_line))
                self._reloading(live)

    def _fail_lost(self, entries: list[Entry], error: LedElsewhereError) -> None:
        """Fail the entries of the session that is led elsewhere; resubmit the others in order."""
        for entry in entries:
            if entry.live.stored.id != error.session_id:
                self._commits.submit(entry)
            elif not entry.outcome.done():
                entry.outcome.set_exception(LedElsewhereError(error.session_id, error.leader))
        self.lose(error.session_id, error.leader)

    def _reloading(self, live: LiveSession) -> "asyncio.Task[None]":
        if live.reload is None:
            live.reload = asyncio.get_running_loop().create_task(self._reload(live))
        return live.reload

    async def _reload(self, live: LiveSession) -> None:
        try:
            live.decided, live.stored = await self._read_back(live.stored.id)
        except StorageError as error:
            live.trouble = error
            return
        finally:
            live.reload = None
        live.is_sound = True
        if self._is_open(live):  # it may have been closed, or lost, meanwhile
            self._tell(SessionReloaded(live.stored))

    def _on_line_changed(self) -> None:
        """Reload the unsound sessions once the server answers, without waiting for a command."""
        if self._line.trouble is None:
            for live in self._live.values():
                if not live.is_sound:
                    self._reloading(live)

    async def _read_back(self, session_id: int) -> tuple[ClassSession, ClassSession]:
        """Return the stored state twice, to be kept as decided and as stored."""
        history = await self._archive.history(session_id)
        if not history:
            raise ClassGoneError
        opened = history[0]
        assert isinstance(opened, SessionOpened)
        lesson = await self._archive.lesson(opened.lesson_id)
        return ClassSession.replay(history, lesson), ClassSession.replay(history, lesson)

    # Opening and closing ------------------------------------------------------------------------

    def _add(self, live: LiveSession) -> None:
        self._live[live.stored.id] = live
        self.index.remember(_summary_of(live.stored))
        self._tell(SessionAdded(live.stored))

    def close_session(self, session_id: int) -> None:
        """Close the session if it is open, and give up its lease. Stored data is unchanged."""
        self._live.pop(session_id, None)
        self.unsaved.forget(session_id)
        self._leases.give_up(session_id)

    def forget(self, session_id: int) -> None:
        """Close a session and drop it from the index: it was deleted or is another desk's."""
        self.close_session(session_id)
        self.index.forget(session_id)

    def lose(self, session_id: int, leader: Leader) -> None:
        """Close a session that another desk has resumed, and notify; do nothing if not open."""
        live = self._live.get(session_id)
        if live is not None:
            self.forget(session_id)
            self.index.note_elsewhere(live.stored.code)
            self._tell(SessionLedElsewhere(live.stored, leader))

    def _tell(self, notice: Notice) -> None:
        for listener in list(self._listeners):
            _call_safely(listener, notice)


def _again(error: StorageError) -> StorageError:
    """Return a copy of the error, since each caller raises its own instance."""
    kind = UnreachableError if isinstance(error, UnreachableError) else StorageError
    return kind(error.cause)


def _call_safely(callback: Callable[..., None], argument: object) -> None:
    """Call it, and log any exception: that is a bug, but it must not affect other listeners."""
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
