"""Controls the helpers of a class; implements `application.services.HelperControl`."""

from collections.abc import Callable

from classroom_app.server.invitations import Invitations
from classroom_app.server.registry import Registry


class HelperService:
    """Invites helpers, and reports which of them are connected."""

    def __init__(
        self, invitations: Invitations, registry: Registry, base_url: Callable[[], str]
    ) -> None:
        self.invitations, self._registry, self._base_url = invitations, registry, base_url

    def new_url(self, session_id: int) -> str:
        """Return the URL of a new invitation for its QR code, valid for one helper.

        "" if phones cannot reach this PC.
        """
        base_url = self._base_url()
        return f"{base_url}/helper/{self.new_pass(session_id)}" if base_url else ""

    def new_pass(self, session_id: int) -> str:
        """Return the pass of a new invitation."""
        return self.invitations.issue(session_id)

    def withdraw(self, session_id: int) -> None:
        """Void the session's invitations that nobody has used."""
        self.invitations.withdraw(session_id)

    def is_connected(self, session_id: int, helper_id: int) -> bool:
        """Return whether a helper's phone is connected now."""
        return self._registry.helper(session_id, helper_id) is not None
