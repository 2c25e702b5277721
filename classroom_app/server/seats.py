"""Signing in: room is made where seats stand empty, and nobody takes them all."""

import math
from collections.abc import Callable

from classroom_app.application.classroom import Classroom, Reply
from classroom_app.application.ports import Grant
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.lapses import Lapses
from classroom_app.server.new_name_limit import NewNameLimit
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


class Seats:
    """Lets people in, within the bounds of `new_names`."""

    def __init__(self, classroom: Classroom, lapses: Lapses, new_names: NewNameLimit) -> None:
        self._classroom, self._lapses, self._new_names = classroom, lapses, new_names

    async def make_room(self, session: ClassSession) -> None:
        """Free seats of a class that is full, if there are such."""
        await self._lapses.make_room(session)

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
            Refused, StorageError, KeyError: as `Classroom.sign_in`.
        """
        await self._lapses.make_room(session)
        device = command.device_id
        if device and session.participant_of_device(device) is not None:
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
