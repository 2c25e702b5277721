"""Notifies this program that other computers have changed what it lists.

What is kept in memory is read again before listeners are notified. Without a shared database
nothing happens here.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from enum import StrEnum

from classroom_app.application.ports import StorageError

log = logging.getLogger(__name__)


class Topic(StrEnum):
    """What was changed; the values are those that the database's triggers send."""

    LESSONS = "lessons"
    COVERED = "covered"
    ROSTERS = "rosters"
    ATTENDANCE = "attendance"
    CLASSES = "classes"
    ERASED = "erased"


Topics = frozenset[Topic]
EVERYTHING: Topics = frozenset(Topic)
"""All topics, for when notifications may have been missed."""

# Changes within this time are passed on together: a lesson is saved at every pause in typing.
GATHER_S = 0.3
RETRY_S = 3.0
Refresh = Callable[[Topics], Awaitable[None]]


class SharedLists:
    """Passes on what was changed elsewhere, and sometimes what this program itself has changed."""

    def __init__(self, gather_s: float = GATHER_S, retry_s: float = RETRY_S) -> None:
        self._gather_s, self._retry_s = gather_s, retry_s
        self._refreshes: list[tuple[Topics, Refresh]] = []
        self._listeners: list[Callable[[Topics], None]] = []
        self._heard: set[Topic] = set()
        self._task: asyncio.Task[None] | None = None
        self._is_over = False

    def refresh_by(self, topics: Iterable[Topic], refresh: Refresh) -> None:
        """Await `refresh` with those of `topics` that have changed, before listeners are notified.

        If it raises `StorageError`, it is called again soon.
        """
        self._refreshes.append((frozenset(topics), refresh))

    def subscribe(self, listener: Callable[[Topics], None]) -> Callable[[], None]:
        """Call `listener` in the event loop with what has changed; return what unsubscribes it."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def hear(self, topics: Iterable[Topic]) -> None:
        """Accept notice of a change and return at once; call it in the event loop."""
        self._heard |= set(topics)
        if self._heard and self._task is None and not self._is_over:
            self._task = asyncio.get_running_loop().create_task(self._pass_on())

    async def stop(self) -> None:
        """Stop notifying listeners, for good."""
        self._is_over = True
        task, self._task = self._task, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])

    def tell(self, topics: Iterable[Topic]) -> None:
        """Notify all listeners; an exception from one is logged and does not affect the others."""
        changed = frozenset(topics)
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:
                log.exception("A listener failed on what another computer has changed")

    async def _pass_on(self) -> None:
        try:
            while self._heard:
                await asyncio.sleep(self._gather_s)
                topics, self._heard = frozenset(self._heard), set()
                if await self._refresh(topics):
                    self.tell(topics)
                else:
                    self._heard |= topics
                    await asyncio.sleep(self._retry_s)
        finally:
            self._task = None

    async def _refresh(self, topics: Topics) -> bool:
        """Call the refresh functions; return False if storage failed, so that it is retried.

        Any other exception is a bug: it is logged, and the others are still called.
        """
        for of, refresh in self._refreshes:
            if changed := of & topics:
                try:
                    await refresh(changed)
                except StorageError as error:
                    log.info("What other computers changed could not be read: %s", error.cause)
                    return False
                except Exception:
                    log.exception("What other computers changed could not be taken over")
        return True
