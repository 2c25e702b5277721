"""HTTP routes for numbers before joining: whose a number is, and the QR codes of seat cards."""

import re

from msgspec import UNSET
from websockets.http11 import Response

from classroom_app.application.classroom import Classroom
from classroom_app.application.seat_cards import SeatCards
from classroom_app.domain.seat_claim import Claim, is_shut_out, seat_of
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import endpoints
from classroom_app.protocol import messages_out as out
from classroom_app.server import refusals
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.http import (
    answer,
    asset_answer,
    json_answer,
    page_headers,
    refusal_answer,
)
from classroom_app.server.numbers import Numbers
from classroom_app.server.pages import SEAT_PAGE, STUDENT_PAGE, Pages
from classroom_app.server.session_lookup import SessionLookup


class NumberRoutes:
    """Answers phones that have a number and no seat yet."""

    def __init__(
        self,
        *,
        classroom: Classroom,
        numbers: Numbers,
        cards: SeatCards,
        pages: Pages,
        throttle: CodeThrottle,
        lookup: SessionLookup,
    ) -> None:
        self._classroom, self._numbers, self._cards = classroom, numbers, cards
        self._pages, self._throttle, self._lookup = pages, throttle, lookup
        self.handlers: dict[endpoints.Endpoint, Handler] = {
            endpoints.PERSON: self._person,
            endpoints.SEAT_CARD: self._seat_card,
        }

    async def _person(self, caller: Caller, match: re.Match[str]) -> Response:
        found = self._lookup.find(caller, match[1])
        if isinstance(found, Response):
            return found
        session = self._classroom.session(found.id)
        if session is None or self._numbers.roster_of(session) is None:
            return refusal_answer(refusals.NO_NUMBERS)
        number = int(match[2])
        person = self._numbers.person(session, number)
        if person is None:
            return refusal_answer(refusals.UNKNOWN_NUMBER)
        seat = seat_of(session, person.id, person.name, caller.phone)
        if is_shut_out(session, seat):
            return refusal_answer(refusals.LOCKED_TO_NUMBER)
        own_id = caller.identity.participant_id if caller.identity else None
        is_own = seat.participant is not None and seat.participant.id == own_id
        may_see = is_own or self._numbers.lookups.may_see(caller.address, session.id, number)
        info = out.PersonInfo(
            number=number,
            in_use=seat.claim is Claim.IN_USE and not is_own,
            name=person.name if may_see else UNSET,
        )
        return json_answer(200, info)

    async def _seat_card(self, caller: Caller, match: re.Match[str]) -> Response:
        """Redirect to the class; the number is in the fragment, which browsers keep."""
        slowed = self._throttle.slowed(caller)
        if slowed is not None:
            return slowed
        roster_id = self._cards.roster_id_of(match[1])
        if roster_id is None:
            self._throttle.note_wrong(caller, match[1])
            page = self._page(caller, STUDENT_PAGE)
            return Response(404, "Not Found", page.headers, page.body)
        open_ones = [
            session
            for session in self._classroom.live_sessions
            if session.roster_id == roster_id and session.status is not SessionStatus.ENDED
        ]
        if not open_ones:
            return self._page(caller, SEAT_PAGE)
        path = endpoints.JOIN_PAGE.path.replace("{code}", open_ones[-1].code)
        headers = {"Location": path, "Cache-Control": "no-store"}
        return answer(302, b"", "text/plain", headers)

    def _page(self, caller: Caller, name: str) -> Response:
        page = self._pages.documents[name]
        return asset_answer(caller.request, page, page_headers(caller.request))
