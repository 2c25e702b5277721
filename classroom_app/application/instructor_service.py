"""What the instructor does before there is a class to command: a name, opening and resuming."""

import secrets
from typing import Protocol

from classroom_app.application.classroom import (
    DEFAULT_MAX_PARTICIPANTS,
    Classroom,
    CodeInUseElsewhereError,
    CodeInUseError,
)
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.ports import InstructorProfile, SessionSummary
from classroom_app.domain.actors import Instructor
from classroom_app.domain.class_session import CLASS_ID_DIGITS, ClassSession
from classroom_app.domain.names import clean_name
from classroom_app.domain.session_code import (
    LONG_DIGITS,
    MADE_UP_DIGITS,
    make_code,
    normalise_code,
)
from classroom_app.domain.transitions import SessionStatus


class ProfileStore(Protocol):
    """Stores who the instructor is."""

    async def instructor(self, default_name: str) -> InstructorProfile:
        """Return the instructor, created with this name if there is none yet."""

    async def rename_instructor(self, user_id: int, name: str) -> None:
        """Store another name."""


class InvalidCodeError(ValueError):
    """The text is not a session code; `str()` describes what one looks like."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return f"{self.text!r} is not a session code: use 4 to 12 letters A-Z or digits, not JOIN"


class InstructorService:
    """Opens and resumes classes, and keeps the instructor's name."""

    def __init__(
        self,
        classroom: Classroom,
        lessons: LessonLibrary,
        store: ProfileStore,
        *,
        max_participants: int = DEFAULT_MAX_PARTICIPANTS,
    ) -> None:
        self._classroom, self._lessons, self._store = classroom, lessons, store
        self._max_participants = max_participants
        self._profile: InstructorProfile | None = None

    async def start(self, default_name: str) -> None:
        """Read who the instructor is; `default_name` is used in a new database."""
        self._profile = await self._store.instructor(default_name)

    @property
    def profile(self) -> InstructorProfile:
        """The instructor who leads the classes of this PC; needs `start()`."""
        assert self._profile is not None, "start() comes first"
        return self._profile

    @property
    def actor(self) -> Instructor:
        """The instructor as the actor of commands."""
        return Instructor(self.profile.user_id, self.profile.name)

    async def rename(self, name: str) -> None:
        """Change the instructor's name.

        Raises:
            Refused: it is not a valid name (see `clean_name`).
            StorageError: it could not be stored.
        """
        name = clean_name(name)
        await self._store.rename_instructor(self.profile.user_id, name)
        self._profile = InstructorProfile(self.profile.user_id, name)

    async def open_class(
        self,
        lesson_id: int,
        code: str = "",
        *,
        guests_allowed: bool = False,
        rehearsal: bool = False,
        roster_id: int | None = None,
    ) -> ClassSession:
        """Open a class on a lesson; an empty `code` means a random one.

        A session with that code that has not ended is resumed instead. `roster_id` is the roster
        of the people who are expected, if there is one.

        Raises:
            InvalidCodeError: the code is not valid.
            CodeInUseElsewhereError: a class of another computer has this code.
            UnfinishedLessonError: the lesson has to be finished first.
            UnknownLessonError: the lesson was deleted meanwhile.
            StorageError: it could not be stored.
        """
        wanted = self._wanted_code(code)
        known = self._classroom.summary(wanted)
        if known is not None and known.status is not SessionStatus.ENDED:
            return await self.recover(known)
        lesson = await self._lessons.lesson_for_class(lesson_id)
        while True:
            try:
                return await self._classroom.open_session(
                    lesson,
                    wanted,
                    self.profile.user_id,
                    guests_allowed=guests_allowed,
                    max_participants=self._max_participants,
                    rehearsal=rehearsal,
                    class_id=secrets.token_hex(CLASS_ID_DIGITS // 2),
                    roster_id=roster_id,
                )
            except CodeInUseElsewhereError:
                if code.strip():
                    raise
                wanted = self._unused_code()
            except CodeInUseError:  # two calls at once
                opened = self._classroom.summary(wanted)
                assert opened is not None, "a code in use is a session's"
                return await self.recover(opened)

    async def new_code(self, session_id: int, *, longer: bool = False) -> ClassSession:
        """Give an open class a random code that it never had; its participants stay in.

        A `longer` one has nine digits instead of six, for when somebody is guessing class codes.

        Raises:
            Refused, StorageError, KeyError: as `Classroom.execute`.
        """
        session = self._classroom.session(session_id)
        if session is None:
            raise NotOpenError(session_id)
        digits = LONG_DIGITS if longer else MADE_UP_DIGITS
        while True:
            code = self._unused_code(digits)
            if code in session.former_codes:
                continue
            try:
                return await self._classroom.change_code(session_id, code, self.actor)
            except CodeInUseError:  # opened meanwhile
                continue

    async def recover(self, summary: SessionSummary) -> ClassSession:
        """Resume a class that never ended.

        Raises:
            Refused, StorageError: as `Classroom.recover`.
        """
        return await self._classroom.recover(summary.id)

    def _wanted_code(self, text: str) -> str:
        if not text.strip():
            return self._unused_code()
        code_or_none = normalise_code(text)
        if code_or_none is None:
            raise InvalidCodeError(text)
        return code_or_none

    def _unused_code(self, digits: int = MADE_UP_DIGITS) -> str:
        while True:
            code = make_code(secrets.randbelow, digits)
            if self._classroom.summary(code) is None:
                return code
