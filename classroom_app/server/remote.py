"""The passes for the instructor's phone as a remote: each is valid for a minute and works once."""

import secrets
from collections.abc import Callable

from msgspec import Struct

PASS_LIVES_S = 60.0
PASS_BYTES = 24


class _Pass(Struct, frozen=True):
    session_id: int
    until: float


class RemotePasses:
    """The pass that is shown as a QR code, until it is used."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._passes: dict[str, _Pass] = {}

    def issue(self, session_id: int) -> str:
        """Return a new pass for this session; an older one is void."""
        token = secrets.token_urlsafe(PASS_BYTES)
        self._passes = {token: _Pass(session_id, self._monotonic() + PASS_LIVES_S)}
        return token

    def redeem(self, token: str) -> int | None:
        """Use a pass and return its session; None if it is unknown, used or expired."""
        known = self._passes.pop(token, None)
        if known is None or known.until < self._monotonic():
            return None
        return known.session_id

    def void(self) -> None:
        """Forget every pass."""
        self._passes.clear()
