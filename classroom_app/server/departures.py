"""Stores that phones have left: at once, or later if storing fails.

A student who keeps leaving and returning counts as here: the departure is stored once the rate
limit allows it, if the student is still away then.
"""

import asyncio
import logging

from msgspec import Struct

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, Stored
from classroom_app.application.ports import LedElsewhereError, StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.server.presence_limit import PresenceLimit
from classroom_app.server.registry import Registry

log = logging.getLogger(__name__)

LOOK_AGAIN_S = 5.0


class _Late(Struct, frozen=True):
    """A departure deferred by the rate limit: whether its connection had `joined`, its address."""

    joined: bool
    address: str


class Departures:
    """Stores departures, and keeps those that could not or should not be stored yet."""

    def __init__(self, classroom: Classroom, registry: Registry, limit: PresenceLimit) -> None:
        self._classroom, self._registry, self._limit = classroom, registry, limit
        self._owed: dict[int, dict[int, bool]] = {}
        self._late: dict[tuple[int, int], _Late] = {}
        self._settling: set[asyncio.Task[None]] = set()
        self._look_again: asyncio.TimerHandle | None = None

    def join_of(
        self, session_id: int, participant_id: int, address: str, *, again: bool = False
    ) -> cmd.Join:
        """Return the command for a connection that joins; `again` if it has joined before.

        A student who still counts as here and exceeds the limit is not announced once more.
        """
        session = self._classroom.session(session_id)
        person = session.participants.get(participant_id) if session else None
        if again or person is None or not person.is_here:
            return cmd.Join(again=again)
        return cmd.Join(only_if_away=not self._limit.admits(participant_id, address))

    async def leave(
        self, session_id: int, participant_id: int, *, joined: bool, address: str
    ) -> None:
        """Store that a participant's current connection is gone, now or later.

        Failures of the storage are logged and retried after the session's next commit.
        """
        late = self._late.pop((session_id, participant_id), None)
        joined = joined or (late is not None and late.joined)
        if self._limit.admits(participant_id, address):
            await self._store(session_id, participant_id, joined=joined)
        elif self._classroom.session(session_id) is not None:
            self._late[session_id, participant_id] = _Late(joined, address)
            self._look_later()

    async def _store(self, session_id: int, participant_id: int, *, joined: bool) -> None:
        leave = cmd.Leave(participant_id, joined=joined)
        try:
            await self._classroom.execute(session_id, leave, SYSTEM)
        except LedElsewhereError:
            log.debug("A phone left a class that is led elsewhere by now")
        except StorageError as error:
            log.warning("That a phone left could not be stored yet: %s", error)
            self._owed.setdefault(session_id, {})[participant_id] = joined
        except KeyError:
            log.debug("A phone left after its session had been closed")

    # Later --------------------------------------------------------------------------------------

    def on_notice(self, notice: Notice) -> None:
        """Retry failed departures of a session when something else of it was stored."""
        if isinstance(notice, Stored) and notice.session.id in self._owed:
            self._begin_to_store(notice.session.id, self._owed.pop(notice.session.id))

    def _look_later(self) -> None:
        if self._look_again is None:
            loop = asyncio.get_running_loop()
            self._look_again = loop.call_later(LOOK_AGAIN_S, self._look)

    def _look(self) -> None:
        """Store the deferred departures that the limit allows now; come back for the others."""
        self._look_again = None
        for (session_id, participant_id), late in list(self._late.items()):
            if self._classroom.session(session_id) is None:
                del self._late[session_id, participant_id]
            elif self._registry.student(session_id, participant_id) is not None:
                continue  # back; kept, for its `joined` is needed at the next departure
            elif self._limit.admits(participant_id, late.address):
                del self._late[session_id, participant_id]
                self._begin_to_store(session_id, {participant_id: late.joined})
            else:
                self._look_later()

    def _begin_to_store(self, session_id: int, departures: dict[int, bool]) -> None:
        task = asyncio.get_running_loop().create_task(self._store_all(session_id, departures))
        self._settling.add(task)
        task.add_done_callback(self._settling.discard)

    async def _store_all(self, session_id: int, departures: dict[int, bool]) -> None:
        for participant_id, joined in departures.items():
            if self._registry.student(session_id, participant_id) is None:
                await self._store(session_id, participant_id, joined=joined)

    async def settled(self) -> None:
        """Wait until every deferred departure was stored or tried. Call it at shutdown."""
        if self._look_again is not None:
            self._look_again.cancel()
            self._look_again = None
        late, self._late = self._late, {}
        for (session_id, participant_id), one in late.items():
            self._begin_to_store(session_id, {participant_id: one.joined})
        if self._settling:
            await asyncio.wait(list(self._settling))
