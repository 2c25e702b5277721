"""Group commit: all commands that wait while the disk is busy share the next transaction."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

from classroom_app.application.ports import Clock, Journal, Record, StorageError

log = logging.getLogger(__name__)

# Entries in one transaction; what is left over goes into the next.
MAX_BATCH = 2_000
# How long entries are published in one go, in seconds. It is below the slice of the event loop
# (8 ms), between which the window is painted.
PUBLISH_SLICE_S = 0.006


class Entry(Protocol):
    """A place in the order: something to store, or (record None) only to wait its turn."""

    @property
    def record(self) -> Record | None:
        """What to store."""


E = TypeVar("E", bound=Entry)


class GroupCommit(Generic[E]):
    """Stores entries in order, one transaction at a time, and hands them on once stored.

    `publish` gets every stored entry, in order; `fail` gets those of a failed transaction and
    all that were decided after it, since they rest on what did not happen. Both are called in the
    event loop; neither may block or raise.
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
        """Take an entry; returns at once.

        The order of these calls is the order of the entries, so the caller may not await between
        deciding an entry and submitting it. Needs a running event loop.
        """
        if self._task is None and entry.record is None:
            # Nothing to store and nothing to wait for. With a task there is: a reply may not show
            # what was decided before it and is not on the disk yet.
            self._publish(entry)
            return
        self._waiting.append(entry)
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())

    async def drain(self) -> None:
        """Return when everything submitted has been stored or has failed."""
        while self._task is not None:  # again: an entry may have come since, with a task of its own
            # Shielded: whoever gives up waiting must not cancel the commit of everybody.
            await asyncio.shield(self._task)

    async def _run(self) -> None:
        try:
            while self._waiting:
                # Taken out before the await: what comes while the disk is busy gathers for the
                # next transaction.
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), MAX_BATCH))]
                records = [entry.record for entry in batch if entry.record is not None]
                error = await self._commit(records) if records else None
                if error is None:
                    await self._hand_on(batch)
                else:
                    # Without an await up to the end of `fail`: what is still waiting was decided
                    # on a state that will not be, and whatever is decided next must find that
                    # `fail` has marked the state as unsound.
                    batch.extend(self._waiting)
                    self._waiting.clear()
                    self._fail(batch, error)
        finally:
            # No await since `_waiting` was seen to be empty: no entry is left without a task.
            self._task = None

    async def _commit(self, records: list[Record]) -> StorageError | None:
        """Store, or return why not; a bug in the journal must not leave everybody waiting."""
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
