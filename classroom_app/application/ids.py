"""Ids assigned in memory, so that a decision can use them before they are stored."""

import asyncio
import logging
from collections import defaultdict, deque
from collections.abc import Mapping
from threading import Lock
from typing import Protocol

from classroom_app.application.ports import StorageError
from classroom_app.domain.numbered import Numbered

log = logging.getLogger(__name__)

# The size of a block, by kind. Half a block is enough for a full class that joins at once, for a
# lesson or for an imported roster, until the next block arrives. Ids unused at the end of a run are
# lost: ten desks that start 300 times a year use ids up in fifty years.
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
        """Continue after these ids."""
        for kind, value in highest.items():
            self._last[kind] = max(self._last[kind], value)

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind."""
        self._last[kind] += 1
        return self._last[kind]


class IdBlocks(Protocol):
    """Allocates blocks of ids to several programs."""

    async def take(self, sizes: Mapping[Numbered, int]) -> dict[Numbered, int]:
        """Allocate a block of this size for each kind, and return the first id of each.

        Raises:
            StorageError: none was allocated, or it is not known whether; such a block stays unused.
        """


class NoIdsLeftError(StorageError):
    """All ids of the blocks are used, and the next block has not arrived."""

    def __init__(self) -> None:
        super().__init__("the database gives no new numbers at the moment")


class BlockIds:
    """Assigns ids from blocks that are this program's alone; asks for another when half are used.

    `next_id` may be called from any thread. The constructor needs a running event loop.
    """

    def __init__(self, blocks: IdBlocks, sizes: Mapping[Numbered, int] = BLOCK_SIZES) -> None:
        self._blocks, self._sizes = blocks, sizes
        self._loop = asyncio.get_running_loop()
        self._left: dict[Numbered, deque[range]] = {kind: deque() for kind in Numbered}
        self._asked: set[Numbered] = set()
        self._asking: set[asyncio.Task[None]] = set()
        self._lock = Lock()

    async def start(self) -> None:
        """Allocate a first block of each kind.

        Raises:
            StorageError: they could not be allocated.
        """
        self._add(await self._blocks.take(self._sizes))

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind.

        Raises:
            NoIdsLeftError: none is left; another block has been asked for.
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
            self._asked.discard(kind)  # if it failed, the next call of `next_id` asks again

    def _add(self, firsts: Mapping[Numbered, int]) -> None:
        with self._lock:
            for kind, first in firsts.items():
                self._left[kind].append(range(first, first + self._sizes[kind]))

    async def settled(self) -> None:
        """Wait until no block is being asked for; used when the program ends."""
        if self._asking:
            await asyncio.wait(list(self._asking))
