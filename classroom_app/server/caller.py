"""Who sends an HTTP request, and what its address, cookies and query say of that."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from ipaddress import ip_address

from websockets.http11 import Request, Response

from classroom_app.application.ports import Identity
from classroom_app.server.http import query_of, role_of, ticket_of
from classroom_app.server.identities import HELPER, INSTRUCTOR, tokens_for


@dataclass(frozen=True, slots=True)
class Caller:
    """Who sends a request: the address, and whom the cookie stands for, if it stands for any.

    A phone may be a student's and the instructor's remote too: `identity` has the role that the
    request names, if it names one; `leader` is whom an instructor's cookie beside it stands for.
    `from_page`: a page of somebody else's may have sent it.
    `asks_for_us`: the name that it asks under is one that this computer knows as its own.
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
        """Whether an instructor's cookie is there."""
        return bool(self._leaders)

    def leads(self, session_id: int) -> bool:
        """Tell whether an instructor's cookie is there that is good for this session."""
        return any(each.may_lead(session_id) for each in self._leaders)

    @property
    def leads_every_class(self) -> bool:
        """Whether an instructor's cookie is there that is good for each session."""
        return any(each.session_id is None for each in self._leaders)

    @property
    def _leaders(self) -> list[Identity]:
        known = (self.identity, self.leader)
        return [each for each in known if each is not None and each.role == INSTRUCTOR]

    @property
    def may_list_classes(self) -> bool:
        """Whether it may see all codes: an instructor, or a program on this computer.

        A browser on this computer can be led here under a name of the network's.
        """
        if self.leads_every_class:
            return True
        if not self.asks_for_us:
            return False
        address = ip_address(self.address.partition("%")[0])
        mapped = getattr(address, "ipv4_mapped", None)
        return (mapped or address).is_loopback

    def is_in(self, session_id: int) -> bool:
        """Tell whether its cookie is a student's of this session, or an instructor's."""
        identity = self.identity
        return (
            identity is not None
            and identity.role != HELPER
            and (identity.may_lead(session_id) or identity.session_id == session_id)
        )

    @property
    def brings_cookie(self) -> bool:
        """Whether there is a cookie of our name, given by this app or not.

        Who asks as an instructor or a helper is no guest, even without one.
        """
        role = role_of(self.request)
        tokens = tokens_for(self.request.headers.get_all("Cookie"), role)
        return bool(tokens) or ticket_of(self.request) is not None or role in (INSTRUCTOR, HELPER)

    @property
    def came_by_ticket(self) -> bool:
        """Whether a ticket says who it is, and no cookie."""
        return self.token is not None and self.token == ticket_of(self.request)

    @property
    def phone(self) -> str | None:
        """What tells this phone from others behind its address, if it says so.

        It proves nothing: `WrongTries` gives no more for it than it can bear.
        """
        try:
            return query_of(self.request).get("device_id") or None
        except ValueError:
            return None


Handler = Callable[[Caller, re.Match[str]], Awaitable[Response]]
"""Answers a caller whose path matched an address."""
