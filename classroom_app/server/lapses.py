"""Frees the seats of students who signed in and never connected, so they cannot fill a class."""

import asyncio
import logging
from datetime import datetime, timedelta

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Clock, StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus
from classroom_app.server.handshake import is_full
from classroom_app.server.registry import Registry

log = logging.getLogger(__name__)

LOOK_EVERY_S = 10.0
# The student page opens its WebSocket right after the sign-in, or after a few attempts.
LAPSE_S = 60.0
# While the class is full.
LAPSE_WHEN_FULL_S = 10.0


class Lapses:
    """Frees seats; a student who connects later gets one again as long as there is room."""

    def __init__(self, classroom: Classroom, registry: Registry, clock: Clock) -> None:
        self._classroom, self._registry, self._clock = classroom, registry, clock

    async def run(self) -> None:
        """Call `look` every `LOOK_EVERY_S` seconds, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_EVERY_S)
            await self.look()

    async def look(self) -> None:
        """Free every seat that has been empty for `LAPSE_S`. Failures are logged."""
        for session in self._classroom.live_sessions:
            await self._free(session, LAPSE_S)

    async def make_room(self, session: ClassSession) -> None:
        """If the class is full, free its seats that have been empty for `LAPSE_WHEN_FULL_S`."""
        if is_full(session):
            await self._free(session, LAPSE_WHEN_FULL_S)

    async def _free(self, session: ClassSession, after_s: float) -> None:
        if session.status is SessionStatus.ENDED:
            return
        before = self._clock.now() - timedelta(seconds=after_s)
        empty = [
            person.id
            for person in session.present_participants
            if not person.has_come
            and _waiting_since(person) <= before
            and self._registry.student(session.id, person.id) is None
        ]
        if not empty:
            return
        try:
            await self._classroom.execute(session.id, cmd.Lapse(tuple(empty)), SYSTEM)
        except (StorageError, Refused, KeyError) as error:
            log.warning("Seats of those who never came could not be freed: %s", error)


def _waiting_since(person: Participant) -> datetime:
    return max(person.signed_in_at, person.status_at or person.signed_in_at)
