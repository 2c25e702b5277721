"""Who may lead besides the window; implements `application.services.RemoteControl`."""

import asyncio
import logging
from collections.abc import Callable

from classroom_app.application.ports import StorageError
from classroom_app.server.connection import Connection
from classroom_app.server.identities import CookieStore, Identities
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.rights import Rights

log = logging.getLogger(__name__)

LOOK_EVERY_S = 30.0


class RemoteService:
    """Hands out passes, and takes every right back."""

    def __init__(
        self,
        passes: RemotePasses,
        identities: Identities,
        cookies: CookieStore,
        registry: Registry,
        base_url: Callable[[], str],
        rights: Rights,
        key: InstructorKey,
    ) -> None:
        self._passes, self._identities = passes, identities
        self._cookies, self._registry, self._base_url = cookies, registry, base_url
        self._rights, self._key = rights, key

    @property
    def is_in_use(self) -> bool:
        """Whether some phone or program may lead the class."""
        return bool(self._identities.leaders)

    @property
    def has_remotes(self) -> bool:
        """Whether one of them is a phone that was invited today."""
        return any(self._rights.is_of_today(each) for each in self._identities.leaders)

    @property
    def has_programs(self) -> bool:
        """Whether one of them has signed in with the instructor key."""
        return any(not each.remote for each in self._identities.leaders)

    @property
    def is_connected(self) -> bool:
        """Whether such a phone is connected now."""
        return self._registry.has_remotes

    def new_url(self, session_id: int) -> str:
        """Return what the QR code for the remote holds: it works once, for 60 s.

        "" where phones cannot come.
        """
        base_url = self._base_url()
        return f"{base_url}/remote/{self._passes.issue(session_id)}" if base_url else ""

    async def revoke(self) -> None:
        """Take the right to lead back from every remote and program, and make another key.

        Raises:
            StorageError: they keep it.
            OSError: they have lost it, but the key of before is there again at the next start.
        """
        self._passes.void()
        await self._cookies.forget_leaders()
        self._identities.void_leaders()
        try:
            await asyncio.to_thread(self._key.replace)
        finally:
            self._registry.close_leaders()

    async def run(self) -> None:
        """End the rights of remotes with the day on which they were invited, until cancelled."""
        while True:
            self._end_with_the_day()
            try:
                await self._cookies.forget_remotes(self._rights.start_of_today())
            except StorageError as error:
                log.warning("Remotes of an earlier day could not be deleted (%s)", error)
            await asyncio.sleep(LOOK_EVERY_S)

    def _end_with_the_day(self) -> None:
        self._identities.void_leaders(
            lambda each: each.remote and not self._rights.is_of_today(each)
        )
        self._registry.close_leaders(self._is_of_an_earlier_day)

    def _is_of_an_earlier_day(self, connection: Connection) -> bool:
        return connection.is_remote and not self._rights.is_today(connection.invited_at)
