"""Whom a cookie stands for. Only SHA-256 hashes of tokens are kept, in memory and on disk."""

import hashlib
import re
import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import datetime
from itertools import islice
from typing import Protocol

from classroom_app.application.ports import Grant, Identity

# Students' cookie, and that of a program that signs in with the key.
COOKIE_NAME = "sessionid"
# Its own, for a phone may hold a seat in the class and be the remote too.
REMOTE_COOKIE_NAME = "remoteid"
# Likewise: a helper of one class may be a student of another, or of the same.
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
    """Keeps cookies that no command of a session grants."""

    async def remember(self, grant: Grant) -> None:
        """Store a cookie's hash."""

    async def forget_leaders(self) -> None:
        """Delete every cookie with which somebody may lead."""

    async def forget_remotes(self, before: datetime) -> None:
        """Delete the cookies of remotes that were invited before a moment."""


def new_token() -> str:
    """Return a token of 256 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_sha256(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def grant_of(token: str, identity: Identity, at: datetime) -> Grant:
    """Return what is to be stored so that `token` stands for `identity`."""
    return Grant(token_sha256(token), identity, at)


def set_cookie(token: str, *, name: str = COOKIE_NAME, secure: bool = False) -> str:
    """Return the value of the `Set-Cookie` header; `secure` where the class is encrypted."""
    cookie = f"{name}={token}; HttpOnly; SameSite=Lax; Path=/"
    return f"{cookie}; Secure" if secure else cookie


def tokens_in(cookie_headers: list[str], cookie_name: str = COOKIE_NAME) -> list[str]:
    """Return the values of a cookie of ours in the request's `Cookie` headers, the first few."""
    lines = islice((line for line in cookie_headers if cookie_name in line), MOST_COOKIES)
    found = (pair[1] or "" for line in lines for pair in _PAIRS[cookie_name].finditer(line))
    return [value.strip().strip('"') for value in islice(found, MOST_COOKIES)]


def tokens_for(cookie_headers: list[str], role: str | None) -> list[str]:
    """Return the cookies that a request may be made with, in `role` or, with None, in either.

    The remote's counts for a student's request never, and for one that names no role only where
    there is no other: a phone that is both keeps its seat. The helper's counts where a helper asks
    as such, and nowhere else.
    """
    if role == HELPER:
        return tokens_in(cookie_headers, HELPER_COOKIE_NAME)
    students = tokens_in(cookie_headers)
    if role == STUDENT or (role is None and students):
        return students
    return students + tokens_in(cookie_headers, REMOTE_COOKIE_NAME)


class Identities:
    """The cookies that this program gave and that are not void.

    `holds` tells whether a token is still good for the one whom it was given to.
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
        """Honour cookies that were given before."""
        self._by_hash.update(known)
        for sha256, identity in known.items():
            self._index(sha256, identity)

    def _index(self, sha256: str, identity: Identity) -> None:
        if identity.participant_id is not None:
            self._hashes[identity.participant_id].add(sha256)

    def add(self, grant: Grant) -> None:
        """Honour a cookie from now on; its grant is stored."""
        self._by_hash[grant.token_sha256] = grant.identity
        self._index(grant.token_sha256, grant.identity)

    def identify(
        self, cookie_headers: list[str], role: str | None = None
    ) -> tuple[str, Identity] | None:
        """Return the token and whom it stands for (someone of `role`, if it is given), or None."""
        for token in tokens_for(cookie_headers, role):
            identity = self._by_hash.get(token_sha256(token))
            if identity is None or role not in (None, identity.role):
                continue
            if self._holds(token, identity):
                return token, identity
        return None

    def of_ticket(self, ticket: str | None) -> tuple[str, Identity] | None:
        """Return the ticket and the student whom it stands for, or None."""
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
        """Forget the instructors' cookies that are over, all by default; tell whether one was."""
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
        """Who may lead besides the window: remotes, and programs that have signed in."""
        return [identity for identity in self._by_hash.values() if identity.role == INSTRUCTOR]
