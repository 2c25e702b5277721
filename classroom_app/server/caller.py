"""The sender of an HTTP request, as identified by its address, cookies and query."""

import re
from collections.abc import Awaitable, Callable
from ipaddress import ip_address

from msgspec import Struct
from websockets.http11 import Request, Response

from classroom_app.application.ports import Identity
from classroom_app.server.http import query_of, role_of, ticket_of
from classroom_app.server.identities import HELPER, INSTRUCTOR, tokens_for


class Caller(Struct, frozen=True):
    """The sender of a request: its address, and its identity if its cookie or ticket is known.

    A phone may be a student's and the instructor's remote too: `identity` has the role that the
    request names, if it names one; `leader` is the identity of an instructor's cookie beside it.
    `from_page`: a foreign page may have sent it.
    `asks_for_us`: its `Host` is certainly a name of this computer.
    """

    request: Request
    address: str
    token: str | None
    identity: Identity | None
    leader: Identity | None = None
    asks_for_us: bool = True
    from_page: bool = False

    @property
    def is_instructor(self) -> bool:
        """Whether the request has a valid instructor's cookie."""
        return bool(self._leaders)

    def leads(self, session_id: int) -> bool:
        """Return whether the request has an instructor's cookie that may lead this session."""
        return any(each.may_lead(session_id) for each in self._leaders)

    @property
    def leads_every_class(self) -> bool:
        """Whether the request has an instructor's cookie that may lead every session."""
        return any(each.session_id is None for each in self._leaders)

    @property
    def _leaders(self) -> list[Identity]:
        known = (self.identity, self.leader)
        return [each for each in known if each is not None and each.role == INSTRUCTOR]

    @property
    def may_list_classes(self) -> bool:
        """Whether it may see all codes: an instructor, or a program on this computer.

        Requires `asks_for_us`, because a foreign page can send this computer's browser here under a
        DNS name of its own.
        """
        if self.leads_every_class:
            return True
        if not self.asks_for_us:
            return False
        address = ip_address(self.address.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        return (mapped or address).is_loopback

    def is_in(self, session_id: int) -> bool:
        """Return whether it is a student of this session, or an instructor who may lead it."""
        identity = self.identity
        return (
            identity is not None
            and identity.role != HELPER
            and (identity.may_lead(session_id) or identity.session_id == session_id)
        )

    @property
    def brings_cookie(self) -> bool:
        """Whether the request has a cookie of our name, or a ticket, valid or not.

        Also true if it names the role of an instructor or helper: these are never guests.
        """
        role = role_of(self.request)
        tokens = tokens_for(self.request.headers.get_all("Cookie"), role)
        return bool(tokens) or ticket_of(self.request) is not None or role in (INSTRUCTOR, HELPER)

    @property
    def came_by_ticket(self) -> bool:
        """Whether it was identified by a ticket instead of a cookie."""
        return self.token is not None and self.token == ticket_of(self.request)

    @property
    def phone(self) -> str | None:
        """The device id in the query, which tells phones behind one address apart; None if absent.

        It proves nothing, so `WrongTries` grants only a bounded number of tries for it.
        """
        try:
            return query_of(self.request).get("device_id") or None
        except ValueError:
            return None


Handler = Callable[[Caller, re.Match[str]], Awaitable[Response]]
"""Answers a caller; gets the match of its path with the endpoint's pattern."""
