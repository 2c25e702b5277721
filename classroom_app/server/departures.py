"""That phones have left: stored at once, or as soon as the disk takes something again."""

import asyncio
import logging

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, Stored
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.server.registry import Registry

log = logging.getLogger(__name__)


class Departures:
    """Tells the classroom who has left, and keeps what could not be stored."""

    def __init__(self, classroom: Classroom, registry: Registry) -> None:
        self._classroom, self._registry = classroom, registry
        self._owed: dict[int, dict[int, bool]] = {}
        self._settling: set[asyncio.Task[None]] = set()

    async def leave(self, session_id: int, participant_id: int, *, joined: bool) -> None:
        """Say that a participant's present connection is gone."""
        leave = cmd.Leave(participant_id, joined=joined)
        try:
            await self._classroom.execute(session_id, leave, SYSTEM)
        except StorageError as error:
            log.warning("That a phone left could not be stored yet: %s", error)
            self._owed.setdefault(session_id, {})[participant_id] = joined
        except KeyError:
            log.debug("A phone left after its session had been closed")

    def on_notice(self, notice: Notice) -> None:
        """Try again once something of the session was stored."""
        if isinstance(notice, Stored) and notice.session.id in self._owed:
            owed = self._owed.pop(notice.session.id)
            task = asyncio.get_running_loop().create_task(self._settle(notice.session.id, owed))
            self._settling.add(task)
            task.add_done_callback(self._settling.discard)

    async def _settle(self, session_id: int, owed: dict[int, bool]) -> None:
        for participant_id, joined in owed.items():
            if self._registry.student(session_id, participant_id) is None:
                await self.leave(session_id, participant_id, joined=joined)

    async def settled(self) -> None:
        """Return when every try that was begun is over."""
        if self._settling:
            await asyncio.wait(list(self._settling))
