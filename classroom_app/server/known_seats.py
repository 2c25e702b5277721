"""Loads the cookies of a class that another computer has led, so that phones may return with them.

They do if this computer has taken over the address of the previous one.
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
    """Stores the identities that cookies stand for."""

    async def grants(self, session_id: int) -> dict[str, Identity]:
        """Return them by token hash for the seats of a session; may raise `StorageError`."""


class KnownSeats:
    """Loads cookies and devices when a session is added."""

    def __init__(self, grants: Grants, identities: Identities, devices: DeviceService) -> None:
        self._grants, self._identities, self._devices = grants, identities, devices
        self._learning: set[asyncio.Task[None]] = set()

    def on_notice(self, notice: Notice) -> None:
        """On `SessionAdded`, load the session's cookies in a task."""
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
        """Wait until every started task is finished. Call it at shutdown."""
        if self._learning:
            await asyncio.wait(list(self._learning))
