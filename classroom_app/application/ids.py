"""Ids given in memory, so that a decision knows them before the disk does."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Mapping
from threading import Lock
from typing import Protocol

from classroom_app.application.ports import StorageError
from classroom_app.domain.numbered import Numbered

log = logging.getLogger(__name__)

# How many ids are taken at once, by kind: a full class that comes at one moment, a lesson, a roster
# that is read from a file need no more than half of them before others are there. What is not given
# by the end of a run is lost: ten desks that start 300 times a year use ids up in fifty years.
_PEOPLE, _MANY, _FEW = 12_288, 4_096, 256
BLOCK_SIZES = {
    Numbered.USER: _MANY,
    Numbered.LESSON: _FEW,
    Numbered.SUBTASK: _MANY,
    Numbered.SESSION: _FEW,
    Numbered.PARTICIPANT: _MANY,
    Numbered.HELP_REQUEST: _MANY,
    Numbered.ROSTER: _FEW,
    Numbered.PERSON: _PEOPLE,
}


class SequenceIds:
    """Counts on from the highest id in use; only one program writes to a database."""

    def __init__(self) -> None:
        self._last: dict[Numbered, int] = defaultdict(int)

    def start_after(self, highest: Mapping[Numbered, int]) -> None:
        """Count on from these."""
        for kind, value in highest.items():
            self._last[kind] = max(self._last[kind], value)

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind."""
        self._last[kind] += 1
        return self._last[kind]


class IdBlocks(Protocol):
    """Gives ids away in blocks, to several programs."""

    async def take(self, sizes: Mapping[Numbered, int]) -> dict[Numbered, int]:
        """Return the first id of a block of each kind, of this many.

        Raises:
            StorageError: none was taken, or it is not known whether: it is nobody's.
        """


class NoIdsLeftError(StorageError):
    """All ids of the blocks are given, and others could not be had."""

    def __init__(self) -> None:
        super().__init__("the database gives no new numbers at the moment")


class BlockIds:
    """Gives ids from blocks that are this program's alone; takes others when half are given.

    May be asked on any thread. Needs a running event loop to be made.
    """

    def __init__(self, blocks: IdBlocks, sizes: Mapping[Numbered, int] = BLOCK_SIZES) -> None:
        self._blocks, self._sizes = blocks, sizes
        self._loop = asyncio.get_running_loop()
        self._left: dict[Numbered, deque[range]] = {kind: deque() for kind in Numbered}
        self._asked: set[Numbered] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self._lock = Lock()

    async def start(self) -> None:
        """Take a first block of each kind.

        Raises:
            StorageError: they could not be had.
        """
        self._add(await self._blocks.take(self._sizes))

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind.

        Raises:
            NoIdsLeftError: there is none; others are on their way.
        """
        with self._lock:
            left = self._left[kind]
            count = sum(map(len, left))
            if count <= self._sizes[kind] // 2 and kind not in self._asked:
                self._asked.add(kind)
                self._loop.call_soon_threadsafe(self._begin_to_ask, kind)
            if not count:
                raise NoIdsLeftError
            block = left.popleft()
            if len(block) > 1:
                left.appendleft(block[1:])
            return block[0]

    def _begin_to_ask(self, kind: Numbered) -> None:
        task = self._loop.create_task(self._ask(kind))
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def _ask(self, kind: Numbered) -> None:
        try:
            self._add(await self._blocks.take({kind: self._sizes[kind]}))
        except StorageError as error:
            log.warning("No further ids of the kind %s could be had yet: %s", kind, error)
        finally:
            self._asked.discard(kind)  # where it failed, the next id that is wanted asks again

    def _add(self, firsts: Mapping[Numbered, int]) -> None:
        with self._lock:
            for kind, first in firsts.items():
                self._left[kind].append(range(first, first + self._sizes[kind]))

    async def settled(self) -> None:
        """Return when nothing is being asked for: for the end of the program."""
        if self._asking:
            await asyncio.wait(list(self._asking))
