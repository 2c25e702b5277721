"""Classes that another desk led until it stopped: they can go on at this one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from msgspec import Struct, structs

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import SessionSummary, StorageError

log = logging.getLogger(__name__)

LOOK_EVERY_S = 3.0


class StrandedClass(Struct, frozen=True):
    """A class that is not over and that nobody leads; `computer` did, "" where it is not known."""

    summary: SessionSummary
    computer: str


class Unfinished(Struct, frozen=True):
    """The classes that are not over: stranded ones, and those that are this desk's."""

    stranded: tuple[StrandedClass, ...]
    own: tuple[StrandedClass, ...]


class StrandedClasses:
    """Looks for them now and then, where several desks share a database (`read`)."""

    def __init__(
        self, classroom: Classroom, read: Callable[[], Awaitable[Unfinished]] | None = None
    ) -> None:
        self._classroom, self._read = classroom, read
        self._listeners: list[Callable[[], None]] = []
        self.classes: tuple[StrandedClass, ...] = ()

    def subscribe(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call `listener` when other classes can be taken up; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    async def run(self) -> None:
        """Look again and again, until cancelled."""
        while self._read is not None:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Look once; what another desk has taken up is no longer offered here."""
        if self._read is None:
            return
        try:
            found = await self._read()
        except StorageError as error:
            log.debug("What other desks lead could not be read: %s", error)
            return
        own = {each.summary.id for each in found.own}
        gone = [each for each in self._classroom.unfinished if each.id not in own]
        for summary in gone:
            self._classroom.forget(summary.id)
        # Taken up here, and then it could not be read: no other desk offers it any more.
        half_taken = (
            structs.replace(each, computer="")
            for each in found.own
            if self._is_unknown(each.summary)
        )
        stranded = (*found.stranded, *half_taken)
        if gone or stranded != self.classes:
            self.classes = stranded
            for listener in list(self._listeners):
                listener()

    def _is_unknown(self, summary: SessionSummary) -> bool:
        return not summary.rehearsal and not self._classroom.knows(summary.id)
