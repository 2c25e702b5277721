"""Invitations to help in a class: each admits one helper, from one phone, for some minutes.

The phone that used one may use it again until it expires, because the response with the cookie may
have been lost on a weak network.
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

# Long enough to type a name; the QR code itself is scanned at once.
INVITATION_LIVES_S = 300.0
PASS_BYTES = 24
# Several helpers may be typing their names at once.
MOST_AT_ONCE = 20
# Each repetition stores a cookie; hardly more responses than this can be lost.
MOST_REPEATS = 10


@dataclass(slots=True)
class Invitation:
    """One invitation; `helper_id` is the helper it admitted, on the phone named `phone`.

    `until` is its expiry by the monotonic clock, in seconds. `taken_up` counts how often it was
    used, including uses that failed.
    """

    session_id: int
    until: float
    phone: str = ""
    helper_id: int | None = None
    taken_up: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Invitations:
    """The valid invitations: each for one phone, for `INVITATION_LIVES_S`."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._known: dict[str, Invitation] = {}

    def issue(self, session_id: int) -> str:
        """Return the pass of a new invitation; beyond `MOST_AT_ONCE` the oldest is voided."""
        self._forget_old()
        while len(self._known) >= MOST_AT_ONCE:
            del self._known[next(iter(self._known))]
        token = secrets.token_urlsafe(PASS_BYTES)
        until = self._monotonic() + INVITATION_LIVES_S
        self._known[token] = Invitation(session_id, until)
        return token

    def find(self, token: str, phone: str) -> Invitation | None:
        """Return the invitation of a pass if this phone may use it, else None."""
        self._forget_old()
        known = self._known.get(token)
        if known is None or known.taken_up > MOST_REPEATS:
            return None
        return known if known.helper_id is None or known.phone == phone else None

    def withdraw(self, session_id: int) -> None:
        """Void the session's invitations that nobody has used."""
        self._known = {
            token: each
            for token, each in self._known.items()
            if each.session_id != session_id or each.helper_id is not None
        }

    def _forget_old(self) -> None:
        now = self._monotonic()
        self._known = {token: each for token, each in self._known.items() if each.until > now}
