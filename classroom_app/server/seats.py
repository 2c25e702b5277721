"""Signs students in: seats that stay empty are freed, and no address may take all of them."""

import math
from collections.abc import Callable

from classroom_app.application.classroom import Classroom
from classroom_app.application.live_sessions import Reply
from classroom_app.application.ports import Grant
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.lapses import Lapses
from classroom_app.server.new_name_limit import NewNameLimit
from classroom_app.server.presence_limit import PARTICIPANT_PER_S, PresenceLimit
from classroom_app.server.refusals import Rejected


class TooManyNewcomersError(Exception):
    """Too many new names came from one address; another is allowed in `wait_s` seconds."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s

    @property
    def rejected(self) -> Rejected:
        """The refusal as an HTTP 429."""
        seconds = math.ceil(self.wait_s)
        return Rejected(429, ErrorCode.RATE_LIMITED, str(self), retry_after_s=seconds)

    def __str__(self) -> str:
        """Return the sentence for the student who signs in."""
        return f"Too many new names from one address: wait {math.ceil(self.wait_s)} s"


class TooManyReturnsError(TooManyNewcomersError):
    """A known participant asked for another cookie, or another name, too often."""

    def __str__(self) -> str:
        """Return the sentence for the student who signs in."""
        return f"Signed in too often: wait {math.ceil(self.wait_s)} s"


class Seats:
    """Signs in new students within the limit `new_names`, and known ones within `returns`."""

    def __init__(
        self,
        classroom: Classroom,
        lapses: Lapses,
        new_names: NewNameLimit,
        returns: PresenceLimit,
    ) -> None:
        self._classroom, self._lapses, self._new_names = classroom, lapses, new_names
        self._returns = returns

    async def make_room(self, session: ClassSession) -> None:
        """If the class is full, free the seats of students who never came."""
        await self._lapses.make_room(session)

    def check_return(self, participant_id: int, address: str) -> None:
        """Count a change that is stored for a known participant: a cookie, or a name.

        Raises:
            TooManyReturnsError: the limit is exceeded.
        """
        if not self._returns.admits(participant_id, address):
            raise TooManyReturnsError(1 / PARTICIPANT_PER_S)

    async def sign_in(
        self,
        session: ClassSession,
        command: cmd.SignIn,
        address: str,
        grant: Callable[[Participant], Grant] | None = None,
        reply: Reply | None = None,
    ) -> tuple[Participant, bool]:
        """Sign a student in from an address (see `Classroom.sign_in`).

        Returns the participant, and whether they are new.

        Raises:
            TooManyNewcomersError: the student is new, as were too many others from this address.
            TooManyReturnsError: the student is known, and `grant` would make one cookie too many.
            Refused, StorageError, KeyError: as `Classroom.sign_in`.
        """
        await self._lapses.make_room(session)
        device = command.device_id
        if command.person_id is not None:
            known = session.participant_of_person(command.person_id)
        else:
            known = session.participant_of_device(device) if device else None
        if known is not None:
            if grant is not None:
                self.check_return(known.id, address)
            return await self._classroom.sign_in(session.id, command, grant, reply)
        wait_s = self._new_names.take(session, address)
        if wait_s > 0:
            raise TooManyNewcomersError(wait_s)
        is_new = False
        try:
            person, is_new = await self._classroom.sign_in(session.id, command, grant, reply)
        finally:
            if not is_new:
                self._new_names.give_back(session, address)
        return person, is_new
