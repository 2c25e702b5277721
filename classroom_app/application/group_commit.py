"""Group commit: all commands that arrive during a commit share the next transaction."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from classroom_app.application.ports import Clock, Journal, Record, StorageError

log = logging.getLogger(__name__)

# The most entries in one transaction; the rest go into the next.
MAX_BATCH = 2_000
# Seconds of publishing before yielding to the event loop: less than one of its slices (8 ms),
# between which the window is painted.
PUBLISH_SLICE_S = 0.006


class Entry(Protocol):
    """A place in the queue: something to store, or (`record` None) a reply that waits its turn."""

    @property
    def record(self) -> Record | None:
        """What to store, or None."""


E = TypeVar("E", bound=Entry)


class GroupCommit(Generic[E]):
    """Stores entries in order, one transaction at a time, and hands them on once stored.

    `publish` is called with every stored entry, in order; `fail` with those of a failed
    transaction and all that were submitted after it, since they build on changes that did not
    happen. Both are called in the event loop and must neither block nor raise.
    """

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        publish: Callable[[E], None],
        fail: Callable[[list[E], StorageError], None],
    ) -> None:
        self._journal, self._clock = journal, clock
        self._publish, self._fail = publish, fail
        self._waiting: deque[E] = deque()
        self._task: asyncio.Task[None] | None = None

    def submit(self, entry: E) -> None:
        """Queue an entry and return at once.

        Entries are stored in the order of these calls, so the caller must not await between
        deciding an entry and submitting it. Needs a running event loop.
        """
        if self._task is None and entry.record is None:
            # Nothing to store and nothing to wait for. While a task runs there is: a reply must
            # not show earlier decisions that are not stored yet.
            self._publish(entry)
            return
        self._waiting.append(entry)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def drain(self) -> None:
        """Wait until everything submitted has been stored or has failed."""
        while self._task is not None:  # a loop: a later entry may have started another task
            # Shielded: cancelling one waiter must not cancel everybody's commit.
            await asyncio.shield(self._task)

    async def _run(self) -> None:
        try:
            while self._waiting:
                # Removed before the await: entries submitted during the commit form the next
                # transaction.
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_BATCH))]
                records = [entry.record for entry in batch if entry.record is not None]
                error = await self._commit(records) if records else None
                if error is None:
                    await self._hand_on(batch)
                else:
                    # No await until `fail` returns: the entries still waiting were decided on a
                    # state that never came to be, and the next decision must find that `fail`
                    # has marked that state as unsound.
                    batch.extend(self._waiting)
                    self._waiting.clear()
                    self._fail(batch, error)
        finally:
            # No await since `_waiting` was found empty, so no entry is left without a task.
            self._task = None

    async def _commit(self, records: list[Record]) -> StorageError | None:
        """Commit; return the error if that failed. Even a bug must not leave callers waiting."""
        try:
            await self._journal.commit(records)
        except StorageError as error:
            return error
        except Exception as error:
            log.exception("The journal failed")
            return StorageError(f"{type(error).__name__}: {error}")
        return None

    async def _hand_on(self, batch: list[E]) -> None:
        """Publish in slices, so that the window and other phones are served in between."""
        slice_ends = self._clock.monotonic() + PUBLISH_SLICE_S
        for entry in batch:
            self._publish(entry)
            if self._clock.monotonic() > slice_ends:
                await asyncio.sleep(0)
                slice_ends = self._clock.monotonic() + PUBLISH_SLICE_S
