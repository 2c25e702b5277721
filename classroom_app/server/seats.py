"""Signing in: seats that stay empty are freed, and no address may take all of them."""

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
    """Too many new names came from one address; `wait_s` seconds later another may."""

    def __init__(self, wait_s: float) -> None:
        super().__init__(wait_s)
        self.wait_s = wait_s

    @property
    def rejected(self) -> Rejected:
        """How it is said over HTTP."""
        seconds = math.ceil(self.wait_s)
        return Rejected(429, ErrorCode.RATE_LIMITED, str(self), retry_after_s=seconds)

    def __str__(self) -> str:
        """Return the sentence for who signs in."""
        return f"Too many new names from one address: wait {math.ceil(self.wait_s)} s"


class TooManyReturnsError(TooManyNewcomersError):
    """Somebody who is known took another cookie, or another name, too often."""

    def __str__(self) -> str:
        """Return the sentence for who signs in."""
        return f"Signed in too often: wait {math.ceil(self.wait_s)} s"


class Seats:
    """Lets people in, within the bounds of `new_names`, and back, within those of `returns`."""

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
        """Free seats of a class that is full, if there are such."""
        await self._lapses.make_room(session)

    def check_return(self, participant_id: int, address: str) -> None:
        """Count that something is stored of somebody known: a cookie, or a name.

        Raises:
            TooManyReturnsError: it was done too often.
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
        """Let somebody in (see `Classroom.sign_in`) who comes from an address.

        Raises:
            TooManyNewcomersError: they are new, and so were too many from there.
            TooManyReturnsError: they are known, and `grant` would make one cookie too many.
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
