"""When each participant was last active: kept in memory, written in batches."""

import asyncio
import logging
from datetime import datetime

from classroom_app.application.ports import Clock, Journal, StorageError

log = logging.getLogger(__name__)

# docs/PROTOCOL.md ("What is stored when") promises that heartbeats are stored within 15 s.
FLUSH_EVERY_S = 10.0


class Activity:
    """Collects the times of participants' messages, so that no heartbeat causes its own write."""

    def __init__(self, journal: Journal, clock: Clock, every_s: float = FLUSH_EVERY_S) -> None:
        self._journal, self._clock, self._every_s = journal, clock, every_s
        self._last: dict[int, datetime] = {}

    def touch(self, participant_id: int) -> None:
        """Note that this participant is active now."""
        self._last[participant_id] = self._clock.now()

    async def run(self) -> None:
        """Write what was collected, every few seconds, until cancelled."""
        while True:
            await asyncio.sleep(self._every_s)
            await self.flush()

    async def flush(self) -> None:
        """Write what was collected; if that fails, log it and keep it for the next time.

        A cancelled write is kept too, since it may not have been stored.
        """
        gathered, self._last = self._last, {}
        try:
            await self._journal.flush_activity(gathered)
        except StorageError as error:
            self._last = gathered | self._last
            log.warning("Signs of life could not be stored yet: %s", error)
        except asyncio.CancelledError:
            self._last = gathered | self._last
            raise
