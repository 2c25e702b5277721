"""Helpers over HTTP: they exchange an invitation for a cookie, and get the class with it."""

import re

from websockets.http11 import Response

from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.notices import Stored
from classroom_app.application.ports import Clock, Grant, Identity
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.helper_part import HelperPart
from classroom_app.domain.names import clean_name
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import endpoints
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.helper_board import helper_board_of
from classroom_app.server.helper_service import HelperService
from classroom_app.server.http import answer, error_answer, json_answer, query_of, refusal_answer
from classroom_app.server.identities import (
    HELPER,
    HELPER_COOKIE_NAME,
    CookieStore,
    Identities,
    grant_of,
    new_token,
    set_cookie,
)
from classroom_app.server.invitations import INVITATION_LIVES_S, Invitation
from classroom_app.server.session_lookup import SessionLookup

_PHONE = re.compile(r"[0-9a-f]{16,64}")


class HelperRoutes:
    """Signs helpers in, answers with their class, and issues invitations for the remote."""

    def __init__(
        self,
        *,
        classroom: Classroom,
        instructor: InstructorService,
        identities: Identities,
        cookies: CookieStore,
        clock: Clock,
        helpers: HelperService,
        screenshots: ScreenshotFiles,
        secure_cookies: bool,
        throttle: CodeThrottle,
        lookup: SessionLookup,
    ) -> None:
        self._classroom, self._instructor = classroom, instructor
        self._identities, self._cookies, self._clock = identities, cookies, clock
        self._helpers, self._invitations = helpers, helpers.invitations
        self._screenshots, self._secure_cookies = screenshots, secure_cookies
        self._throttle, self._lookup = throttle, lookup
        self.handlers: dict[endpoints.Endpoint, Handler] = {
            endpoints.HELPER_SIGN_IN: self._sign_in,
            endpoints.HELPER_BOARD: self._board,
            endpoints.HELPER_PICTURE: self._picture,
            endpoints.INVITE_HELPER: self._invite,
        }

    async def _sign_in(self, caller: Caller, match: re.Match[str]) -> Response:
        slowed = self._throttle.slowed(caller)
        if slowed is not None:
            return slowed
        query = _query(caller)
        phone = query.get("phone", "")
        if not _PHONE.fullmatch(phone):
            return error_answer(
                400, ErrorCode.INVALID_FIELD, "phone must be 16 to 64 hexadecimal digits"
            )
        invitation = self._invitations.find(match[1], phone)
        session = None if invitation is None else self._classroom.session(invitation.session_id)
        if invitation is None or session is None:
            return self._throttle.refuse(caller, refusals.NO_PASS)
        known = self._part_of(caller, session)
        if known is not None and known.is_in:  # the phone is a helper's of this class already
            return self._signed_in(session, known, caller.token or "")
        try:
            name = clean_name(query.get("name", ""))
            async with invitation.lock:
                return await self._take_up(caller, match[1], phone, session, name)
        except Refused as refusal:
            return refusal_answer(refusals.rejection(refusal))

    async def _take_up(
        self, caller: Caller, token: str, phone: str, session: ClassSession, name: str
    ) -> Response:
        # Look again: it may have been used while this request waited for the lock.
        invitation = self._invitations.find(token, phone)
        if invitation is None:
            return self._throttle.refuse(caller, refusals.NO_PASS)
        invitation.taken_up += 1
        if invitation.helper_id is None:
            return await self._let_in(invitation, phone, session, name)
        again = session.helpers.get(invitation.helper_id)
        if again is None or not again.is_in:  # the part was ended: it takes a new invitation
            return self._throttle.refuse(caller, refusals.NO_PASS)
        return await self._let_in_again(session, again)

    async def _let_in(
        self, invitation: Invitation, phone: str, session: ClassSession, name: str
    ) -> Response:
        cookie = new_token()
        granted: list[Grant] = []

        def grant(helper: HelperPart) -> Grant:
            granted.append(self._grant(cookie, session, helper))
            return granted[0]

        def honour(_stored: Stored) -> None:
            self._identities.add(granted[0])

        helper = await self._classroom.let_helper_in(
            session.id, cmd.LetHelperIn(name), grant, honour
        )
        invitation.helper_id, invitation.phone = helper.user_id, phone
        return self._signed_in(session, helper, cookie)

    async def _let_in_again(self, session: ClassSession, helper: HelperPart) -> Response:
        """Give a new cookie to a phone that did not receive the response with the first one."""
        cookie = new_token()
        granted = self._grant(cookie, session, helper)
        await self._cookies.remember(granted)
        self._identities.add(granted)
        return self._signed_in(session, helper, cookie)

    def _grant(self, cookie: str, session: ClassSession, helper: HelperPart) -> Grant:
        return grant_of(cookie, Identity(helper.user_id, HELPER, session.id), self._clock.now())

    def _signed_in(self, session: ClassSession, helper: HelperPart, cookie: str) -> Response:
        body = out.HelperSignedIn(session.code, helper.user_id, helper.name)
        header = set_cookie(cookie, name=HELPER_COOKIE_NAME, secure=self._secure_cookies)
        return json_answer(200, body, {"Set-Cookie": header})

    async def _board(self, caller: Caller, _match: re.Match[str]) -> Response:
        session = self._helped(caller)
        if isinstance(session, Response):
            return session
        identity = caller.identity
        assert identity is not None, "somebody helps"
        name = self._instructor.profile.name
        board = helper_board_of(
            session,
            identity.user_id,
            name,
            self._clock.now(),
            self._classroom.visit_limit.seconds(session),
        )
        return json_answer(200, board)

    async def _picture(self, caller: Caller, match: re.Match[str]) -> Response:
        session = self._helped(caller)
        if isinstance(session, Response):
            return session
        request = session.help_queue.get(int(match[1]))
        path = None if request is None or not request.is_open else request.screenshot_path
        picture = None if path is None else await self._screenshots.picture_at(path)
        if picture is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "There is no such picture")
        return answer(200, picture.data, picture.media_type, {"Cache-Control": "no-store"})

    async def _invite(self, caller: Caller, match: re.Match[str]) -> Response:
        why_not = "Helpers are invited by the instructor"
        session = self._lookup.find_led(caller, match[1], why_not)
        if isinstance(session, Response):
            return session
        if session.status is SessionStatus.ENDED:
            return refusal_answer(refusals.ENDED)
        url = self._helpers.new_url(session.id)
        return json_answer(200, out.HelperInvitation(url, INVITATION_LIVES_S, _modules_of(url)))

    def _helped(self, caller: Caller) -> ClassSession | Response:
        """Return the class that the helper's cookie is for, or the response refusing the caller."""
        identity = caller.identity
        if identity is None or identity.role != HELPER or identity.session_id is None:
            return _no_helper()
        summary = self._classroom.index.get(identity.session_id)
        if summary is None or summary.status is SessionStatus.ENDED:
            return refusal_answer(refusals.ENDED)
        session = self._classroom.session(summary.id)
        if session is None:
            return refusal_answer(refusals.NOT_OPEN)
        helper = session.helpers.get(identity.user_id)
        if helper is None or not helper.is_in:
            return _no_helper()
        return session

    def _part_of(self, caller: Caller, session: ClassSession) -> HelperPart | None:
        identity = caller.identity
        if identity is None or identity.role != HELPER or identity.session_id != session.id:
            return None
        return session.helpers.get(identity.user_id)


def _no_helper() -> Response:
    return error_answer(403, ErrorCode.FORBIDDEN, "This is for helpers of a class")


def _query(caller: Caller) -> dict[str, str]:
    try:
        return query_of(caller.request)
    except ValueError:
        return {}


def _modules_of(text: str) -> list[str]:
    """Return the rows of a QR code, `1` for each dark module; [] for an empty text."""
    if not text:
        return []
    import segno  # here, so that starting does not wait for it

    matrix = segno.make(text, error="m", micro=False).matrix
    return ["".join("1" if module & 1 else "0" for module in line) for line in matrix]
