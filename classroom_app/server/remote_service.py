"""Controls who may lead besides the window; implements `application.services.RemoteControl`."""

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
    """Issues passes for remotes, and revokes the rights of remotes and programs."""

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
        """Whether any phone or program has the right to lead."""
        return bool(self._identities.leaders)

    @property
    def has_remotes(self) -> bool:
        """Whether one of them is a remote that was invited today."""
        return any(self._rights.is_of_today(each) for each in self._identities.leaders)

    @property
    def has_programs(self) -> bool:
        """Whether one of them is a program that signed in with the instructor key."""
        return any(not each.remote for each in self._identities.leaders)

    @property
    def is_connected(self) -> bool:
        """Whether a remote is connected now."""
        return self._registry.has_remotes

    def new_url(self, session_id: int) -> str:
        """Return the URL for a remote's QR code; it works once, within 60 s.

        "" if phones cannot reach this PC.
        """
        base_url = self._base_url()
        return f"{base_url}/remote/{self._passes.issue(session_id)}" if base_url else ""

    async def revoke(self) -> None:
        """Revoke the right to lead of every remote and program, and replace the key.

        Raises:
            StorageError: they keep the right; only the pass is void.
            OSError: the right is revoked, but the old key is valid again after a restart.
        """
        self._passes.void()
        await self._cookies.forget_leaders()
        self._identities.void_leaders()
        try:
            await asyncio.to_thread(self._key.replace)
        finally:
            self._registry.close_leaders()

    async def run(self) -> None:
        """Revoke the rights of remotes at the end of the day they were invited, until cancelled."""
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
