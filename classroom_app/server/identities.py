"""Maps cookies to identities. Only SHA-256 hashes of tokens are kept, in memory and on disk."""

import hashlib
import re
import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import Protocol

from classroom_app.application.ports import Grant, Identity

# The cookie of students, and of programs that sign in with the instructor's key.
COOKIE_NAME = "sessionid"
# A separate name, because a phone may hold a seat in the class and be the remote too.
REMOTE_COOKIE_NAME = "remoteid"
# Likewise, because a helper of one class may be a student of another, or of the same.
HELPER_COOKIE_NAME = "helperid"
_PAIRS = {
    name: re.compile(rf"(?:^|;)\s*{name}(?:=([^;]*)|\s*(?=;|$))")
    for name in (COOKIE_NAME, REMOTE_COOKIE_NAME, HELPER_COOKIE_NAME)
}
MOST_COOKIES = 16
"""Of one name in a request: browsers send one, and each that is looked at costs time."""
TOKEN_BYTES = 32  # 256 bits (docs/SECURITY.md, "Access")
INSTRUCTOR = "INSTRUCTOR"
STUDENT = "STUDENT"
HELPER = "HELPER"


class CookieStore(Protocol):
    """Stores cookies that are not granted by a command of a session."""

    async def remember(self, grant: Grant) -> None:
        """Store a cookie's hash."""

    async def forget_leaders(self) -> None:
        """Delete every instructor's cookie, the remotes' included."""

    async def forget_remotes(self, before: datetime) -> None:
        """Delete the cookies of remotes that were invited before a point in time."""


def new_token() -> str:
    """Return a token of 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_sha256(token: str) -> str:
    """Return the hash under which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def grant_of(token: str, identity: Identity, at: datetime) -> Grant:
    """Return the grant to store so that `token` stands for `identity`."""
    return Grant(token_sha256(token), identity, at)


def set_cookie(token: str, *, name: str = COOKIE_NAME, secure: bool = False) -> str:
    """Return the value of the `Set-Cookie` header; `secure` where the class is encrypted."""
    cookie = f"{name}={token}; HttpOnly; SameSite=Lax; Path=/"
    return f"{cookie}; Secure" if secure else cookie


def tokens_in(cookie_headers: list[str], cookie_name: str = COOKIE_NAME) -> list[str]:
    """Return the first few values of a cookie in the request's `Cookie` headers."""
    lines = islice((line for line in cookie_headers if cookie_name in line), MOST_COOKIES)
    found = (pair[1] or "" for line in lines for pair in _PAIRS[cookie_name].finditer(line))
    return [value.strip().strip('"') for value in islice(found, MOST_COOKIES)]


def tokens_for(cookie_headers: list[str], role: str | None) -> list[str]:
    """Return the tokens that may identify a request in `role`, or without a role (None).

    The remote's cookie never counts for a student's request, and for one without a role only if
    there is no student's cookie: a phone that is both keeps its seat. The helper's cookie counts
    only if the role is a helper's.
    """
    if role == HELPER:
        return tokens_in(cookie_headers, HELPER_COOKIE_NAME)
    students = tokens_in(cookie_headers)
    if role == STUDENT or (role is None and students):
        return students
    return students + tokens_in(cookie_headers, REMOTE_COOKIE_NAME)


class Identities:
    """The cookies that this program has granted and not voided.

    `holds(token, identity)` must return whether a token is still good for its identity.
    """

    def __init__(
        self,
        known: dict[str, Identity],
        holds: Callable[[str, Identity], bool] = lambda _token, _identity: True,
    ) -> None:
        self._by_hash: dict[str, Identity] = {}
        self._holds = holds
        self._hashes: dict[int, set[str]] = defaultdict(set)
        self.learn(known)

    def learn(self, known: dict[str, Identity]) -> None:
        """Honor cookies that were granted before, given by token hash."""
        self._by_hash.update(known)
        for sha256, identity in known.items():
            self._index(sha256, identity)

    def _index(self, sha256: str, identity: Identity) -> None:
        if identity.participant_id is not None:
            self._hashes[identity.participant_id].add(sha256)

    def add(self, grant: Grant) -> None:
        """Honor a cookie from now on. Call this once its grant is stored."""
        self._by_hash[grant.token_sha256] = grant.identity
        self._index(grant.token_sha256, grant.identity)

    def identify(
        self, cookie_headers: list[str], role: str | None = None
    ) -> tuple[str, Identity] | None:
        """Return the first valid token and its identity, of `role` if given; None without one."""
        for token in tokens_for(cookie_headers, role) if cookie_headers else ():
            identity = self._by_hash.get(token_sha256(token))
            if identity is None or role not in (None, identity.role):
                continue
            if self._holds(token, identity):
                return token, identity
        return None

    def of_ticket(self, ticket: str | None) -> tuple[str, Identity] | None:
        """Return the ticket and the student it stands for, or None."""
        identity = self._by_hash.get(token_sha256(ticket)) if ticket else None
        return (ticket, identity) if ticket and identity and identity.role == STUDENT else None

    def void(self, participant_id: int) -> None:
        """Forget every cookie of a participant."""
        for sha256 in self._hashes.pop(participant_id, ()):
            self._by_hash.pop(sha256, None)

    def void_token(self, sha256: str) -> None:
        """Forget one cookie, by the hash of its token."""
        identity = self._by_hash.pop(sha256, None)
        if identity is not None and identity.participant_id is not None:
            self._hashes[identity.participant_id].discard(sha256)

    def void_helper(self, helper_id: int) -> None:
        """Forget every cookie of a helper."""
        over = [
            sha256
            for sha256, identity in self._by_hash.items()
            if identity.role == HELPER and identity.user_id == helper_id
        ]
        for sha256 in over:
            del self._by_hash[sha256]

    def void_leaders(self, are_over: Callable[[Identity], bool] = lambda _identity: True) -> bool:
        """Forget the instructors' cookies for which `are_over`, all by default.

        Returns whether there was one.
        """
        over = {
            sha256
            for sha256, identity in self._by_hash.items()
            if identity.role == INSTRUCTOR and are_over(identity)
        }
        for sha256 in over:
            del self._by_hash[sha256]
        return bool(over)

    @property
    def leaders(self) -> list[Identity]:
        """The identities that may lead besides the window: remotes, and programs signed in."""
        return [identity for identity in self._by_hash.values() if identity.role == INSTRUCTOR]
