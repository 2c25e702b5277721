"""Tells the parts of this program that other computers have changed what it lists.

Without a database that is shared nobody ever tells it anything.
"""

import logging
from collections.abc import Callable, Iterable
from enum import StrEnum

log = logging.getLogger(__name__)


class Topic(StrEnum):
    """What was changed: the word that the database's triggers say."""

    LESSONS = "lessons"
    COVERED = "covered"
    ROSTERS = "rosters"
    ATTENDANCE = "attendance"
    CLASSES = "classes"
    ERASED = "erased"


Topics = frozenset[Topic]
EVERYTHING: Topics = frozenset(Topic)
"""What may have changed while nobody listened."""


class SharedLists:
    """Passes on what was changed elsewhere, perhaps by this program itself."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Topics], None]] = []

    def subscribe(self, listener: Callable[[Topics], None]) -> Callable[[], None]:
        """Call `listener` in the event loop with what has changed; return what ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, topics: Iterable[Topic]) -> None:
        """Tell all listeners; one that fails is logged, and harms no other."""
        changed = frozenset(topics)
        for listener in tuple(self._listeners):
            try:
                listener(changed)
            except Exception:
                log.exception("A listener failed on what another computer has changed")
