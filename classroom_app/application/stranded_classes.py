"""Classes whose desk has stopped, which can be resumed on this one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import SessionSummary, StorageError

log = logging.getLogger(__name__)

LOOK_EVERY_S = 3.0


@dataclass(frozen=True, slots=True)
class StrandedClass:
    """A class that is not over and that no desk leads; `computer` led it last, "" if unknown."""

    summary: SessionSummary
    computer: str


@dataclass(frozen=True, slots=True)
class Unfinished:
    """The classes that are not over: stranded ones, and the ids of this desk's own."""

    stranded: tuple[StrandedClass, ...]
    own: frozenset[int]


class StrandedClasses:
    """Polls for stranded classes with `read`; without it no database is shared, and none exist."""

    def __init__(
        self, classroom: Classroom, read: Callable[[], Awaitable[Unfinished]] | None = None
    ) -> None:
        self._classroom, self._read = classroom, read
        self._listeners: list[Callable[[], None]] = []
        self.classes: tuple[StrandedClass, ...] = ()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when the stranded classes may have changed; return what unsubscribes it.

        A class of this desk that another desk has resumed counts as a change too.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def run(self) -> None:
        """Look every few seconds, until cancelled."""
        while self._read is not None:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Look once; a class that another desk has resumed is no longer offered here."""
        if self._read is None:
            return
        try:
            found = await self._read()
        except StorageError as error:
            log.debug("What other desks lead could not be read: %s", error)
            return
        gone = [each for each in self._classroom.unfinished if each.id not in found.own]
        for summary in gone:
            self._classroom.forget(summary.id)
        if gone or found.stranded != self.classes:
            self.classes = found.stranded
            for listener in list(self._listeners):
                listener()
