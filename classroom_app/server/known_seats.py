"""Whose seats a class has that another desk has led: phones may come back by their cookies.

They do where this computer took over the address of the one before.
"""

import asyncio
import logging
from typing import Protocol

from classroom_app.application.notices import Notice, SessionAdded
from classroom_app.application.ports import Identity, StorageError
from classroom_app.server.android.device_service import DeviceService
from classroom_app.server.identities import Identities

log = logging.getLogger(__name__)


class Grants(Protocol):
    """Knows whom cookies stand for."""

    async def grants(self, session_id: int) -> dict[str, Identity]:
        """Return them for the seats of a session; may raise `StorageError`."""


class KnownSeats:
    """Learns of them when a session is added."""

    def __init__(self, grants: Grants, identities: Identities, devices: DeviceService) -> None:
        self._grants, self._identities, self._devices = grants, identities, devices
        self._learning: set[asyncio.Task[None]] = set()

    def on_notice(self, notice: Notice) -> None:
        """Hear of a session that can now be joined."""
        if isinstance(notice, SessionAdded):
            task = asyncio.get_running_loop().create_task(self._learn(notice.session.id))
            self._learning.add(task)
            task.add_done_callback(self._learning.discard)

    async def _learn(self, session_id: int) -> None:
        try:
            self._identities.learn(await self._grants.grants(session_id))
            await self._devices.learn(session_id)
        except StorageError as error:
            log.warning("Who has a seat in the class could not be read: %s", error)

    async def settled(self) -> None:
        """Return when all is learnt: for the end of the program."""
        if self._learning:
            await asyncio.wait(list(self._learning))
