"""Whether the disk has room for what classes still have to store."""

import asyncio
import logging
from enum import Enum
from typing import Protocol

from classroom_app.application.notices import Notice, StorageFailed
from classroom_app.system.disk_room import DiskUsage

log = logging.getLogger(__name__)

FIRST_LOOK_S, LOOK_EVERY_S = 5.0, 10.0


class RoomLevel(Enum):
    """How much room is left; if very little, no pictures are stored (`server/picture_space.py`)."""

    ENOUGH = 0
    LOW = 1
    VERY_LOW = 2


class Room(Protocol):
    """The room on the disk; each call blocks."""

    def look(self) -> DiskUsage:
        """Return how full it is."""

    def give_back(self) -> bool:
        """Free the reserve that was set aside; return whether there was one."""


class DiskWatch:
    """Checks every few seconds; `level` and `free_bytes` are those of the last check."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._giving_back: asyncio.Task[None] | None = None
        self.level, self.free_bytes = RoomLevel.ENOUGH, 0

    async def run(self) -> None:
        """Check every few seconds, until cancelled."""
        await asyncio.sleep(FIRST_LOOK_S)
        while True:
            await self.look()
            await asyncio.sleep(LOOK_EVERY_S)

    async def look(self) -> None:
        """Check once; if the disk cannot be queried, log that and change nothing."""
        try:
            usage = await asyncio.to_thread(self._room.look)
        except OSError as error:
            log.warning("How much room is left on the disk is not known: %s", error)
            return
        self.free_bytes = usage.free
        if usage.is_very_low:
            self.level = RoomLevel.VERY_LOW
        else:
            self.level = RoomLevel.LOW if usage.is_low else RoomLevel.ENOUGH

    def on_notice(self, notice: Notice) -> None:
        """Free the reserve when something could not be stored, so that a retry can be."""
        is_of_disk = isinstance(notice, StorageFailed) and not notice.is_of_line
        if is_of_disk and self._giving_back is None:
            self._giving_back = asyncio.get_running_loop().create_task(self._give_back())

    async def settled(self) -> None:
        """Wait until nothing is being freed any more."""
        if self._giving_back is not None:
            await self._giving_back

    async def _give_back(self) -> None:
        if await asyncio.to_thread(self._room.give_back):
            log.warning("The room that was set aside for the class is used: the disk is full")
        self._giving_back = None
