"""Switches remotes on and off; implements `application.services.RemoteControl`."""

from collections.abc import Callable

from classroom_app.server.identities import CookieStore, Identities
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses


class RemoteService:
    """Hands out passes, and takes every right back."""

    def __init__(
        self,
        passes: RemotePasses,
        identities: Identities,
        cookies: CookieStore,
        registry: Registry,
        base_url: Callable[[], str],
    ) -> None:
        self._passes, self._identities = passes, identities
        self._cookies, self._registry, self._base_url = cookies, registry, base_url

    @property
    def is_in_use(self) -> bool:
        """Whether some phone may lead the class."""
        return self._identities.has_remotes

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
        """Take the right back from every remote.

        Raises:
            StorageError: they keep it.
        """
        self._passes.void()
        await self._cookies.forget_remotes()
        self._identities.void_remotes()
        self._registry.close_remotes()
