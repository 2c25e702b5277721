"""All sessions: opening one under its own code, resuming an interrupted one, signing in.

Commands from phones, the window and the remote all go through `Classroom.execute`, which is
inherited from `LiveSessions`.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from classroom_app.application.live_sessions import ClassGoneError, LiveSession, LiveSessions, Reply
from classroom_app.application.ports import (
    STEADY_LINE,
    Archive,
    Clock,
    Grant,
    Journal,
    Leases,
    LedElsewhereError,
    Line,
    Record,
    SessionSummary,
    StorageError,
)
from classroom_app.application.visit_limit import VisitLimit
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Actor
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.events import (
    HelperLetIn,
    ParticipantLeft,
    ParticipantReadmitted,
    ParticipantSignedIn,
    PhoneChanged,
    SessionOpened,
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


class Classroom(LiveSessions):
    """The sessions that can be joined now, and an index of all the others."""

    def __init__(
        self,
        journal: Journal,
        archive: Archive,
        clock: Clock,
        ids: IdSource,
        leases: Leases | None = None,
        line: Line = STEADY_LINE,
    ) -> None:
        super().__init__(journal, archive, clock, ids, leases, line)
        self.visit_limit = VisitLimit()
        # Looking up a code and taking it are two steps: one class at a time is opened or resumed.
        self._opening = asyncio.Lock()

    async def start(self) -> None:
        """Read all sessions; participants still stored as connected are recorded as having left.

        They were connected when the program was killed. If this cannot be stored, it is logged.

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
    def has_short_code(self) -> bool:
        """Whether a class that is open and not over has a code short enough to be guessed."""
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

    def summary(self, code: str) -> SessionSummary | None:
        """Return the latest session with this code, open or over, or None."""
        return self.index.latest(code)

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

        `class_id` must be unique; without one it is derived from the id, the code and the time.

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
        live = LiveSession(ClassSession(opened, lesson), ClassSession(opened, lesson))
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
        """Give an open session another code; its participants may still use the old one.

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
        """Await `work`; if storing fails since another computer has the code, raise that error."""
        try:
            return await work
        except StorageError:
            await self._check_elsewhere(code)
            raise

    async def recover(self, session_id: int) -> ClassSession:
        """Resume a session that never ended, in its stored state; return it at once if it is open.

        Raises:
            LedElsewhereError: another desk leads it.
            Refused: it was ended at another desk meanwhile.
            ClassGoneError: it was deleted there.
            StorageError: it could not be read or written.
        """
        async with self._opening:
            if session_id in self._live:
                return self._live[session_id].stored
            try:
                await self._leases.take(session_id)
                decided, stored = await self._read_back(session_id)
                live = self._live[session_id] = LiveSession(decided, stored)
                # The index has only the sessions that this program has led.
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

    # Commands -----------------------------------------------------------------------------------

    async def sign_in(
        self,
        session_id: int,
        command: cmd.SignIn,
        grant: Callable[[Participant], Grant] | None = None,
        reply: Reply | None = None,
    ) -> tuple[Participant, bool]:
        """Let a student in, and store the cookie that `grant` makes in the same transaction.

        `reply` is called right after the commit, so that a removal right after it finds the cookie.

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
        """Let a helper in, and store the cookie that `grant` makes in the same transaction.

        Raises:
            Refused, StorageError, KeyError: as `execute`.
        """
        entry = self._decide(await self._sound(session_id), command, SYSTEM, reply)
        let_in = next(event for event in entry.events if isinstance(event, HelperLetIn))
        helper = entry.live.decided.helpers[let_in.helper_id]
        entry.record = Record(session_id, entry.events, (grant(helper),))
        self._commits.submit(entry)
        return (await entry.outcome).session.helpers[helper.user_id]
