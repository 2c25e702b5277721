"""Whom the instructor has asked to help; implements `application.services.HelperControl`."""

from collections.abc import Callable

from classroom_app.server.invitations import Invitations
from classroom_app.server.registry import Registry


class HelperService:
    """Invites helpers, and tells who of them is connected."""

    def __init__(
        self, invitations: Invitations, registry: Registry, base_url: Callable[[], str]
    ) -> None:
        self.invitations, self._registry, self._base_url = invitations, registry, base_url

    def new_url(self, session_id: int) -> str:
        """Return what the QR code of an invitation holds: it lets in one helper, for minutes.

        "" where phones cannot come.
        """
        base_url = self._base_url()
        return f"{base_url}/helper/{self.new_pass(session_id)}" if base_url else ""

    def new_pass(self, session_id: int) -> str:
        """Return the pass of an invitation."""
        return self.invitations.issue(session_id)

    def withdraw(self, session_id: int) -> None:
        """Void the invitations to a session that nobody has taken up."""
        self.invitations.withdraw(session_id)

    def is_connected(self, session_id: int, helper_id: int) -> bool:
        """Tell whether a helper's phone is connected now."""
        return self._registry.helper(session_id, helper_id) is not None
