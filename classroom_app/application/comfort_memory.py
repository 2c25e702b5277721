"""People of a roster find the student page set as it was in their last class."""

import asyncio
import logging
from typing import Protocol

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import Notice, Stored
from classroom_app.application.ports import StorageError
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.comfort import Comfort
from classroom_app.domain.commands import RestoreComfort
from classroom_app.domain.errors import Refused
from classroom_app.domain.events import ParticipantSignedIn, PersonAssigned

_log = logging.getLogger(__name__)


class ComfortStore(Protocol):
    """Keeps the page settings of people from class to class; may raise `StorageError`."""

    async def of_person(self, person_id: int) -> Comfort | None:
        """Return the settings kept for a person of a roster, or None."""


class ComfortMemory:
    """Restores the settings of participants who sign in or are assigned as people of a roster."""

    def __init__(self, store: ComfortStore, classroom: Classroom) -> None:
        self._store, self._classroom = store, classroom
        self._tasks: set[asyncio.Task[None]] = set()

    async def settled(self) -> None:
        """Wait until all restoring that was begun is finished."""
        await asyncio.gather(*self._tasks)

    def on_notice(self, notice: Notice) -> None:
        """Restore settings for people of a roster who have just signed in or been assigned."""
        if not isinstance(notice, Stored):
            return
        for event in notice.events:
            if not isinstance(event, ParticipantSignedIn | PersonAssigned):
                continue
            if event.person_id is not None:
                work = self._restore(notice.session.id, event.participant_id, event.person_id)
                task = asyncio.get_running_loop().create_task(work)
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _restore(self, session_id: int, participant_id: int, person_id: int) -> None:
        try:
            kept = await self._store.of_person(person_id)
            if kept is not None:
                wish = RestoreComfort(
                    participant_id, kept.larger_text, kept.read_aloud, kept.high_contrast
                )
                await self._classroom.execute(session_id, wish, SYSTEM)
        # The class goes on without these settings, or has been closed meanwhile.
        except (Refused, StorageError, KeyError) as error:
            _log.info("a page could not be made as it was: %r", error)
