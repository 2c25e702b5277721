"""HTTP routes for signing in: students by class code, instructors by the key or a remote's pass."""

import re

from msgspec import UNSET, Struct, UnsetType, structs
from websockets.http11 import Request, Response

from classroom_app.application.classroom import Classroom
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.notices import Stored
from classroom_app.application.ports import Clock, Grant, Identity
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.names import clean_name
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Person
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import endpoints, limits
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.http import (
    error_answer,
    header_of,
    json_answer,
    query_of,
    refusal_answer,
    ticket_of,
)
from classroom_app.server.identities import (
    COOKIE_NAME,
    INSTRUCTOR,
    REMOTE_COOKIE_NAME,
    STUDENT,
    CookieStore,
    Identities,
    grant_of,
    new_token,
    set_cookie,
    token_sha256,
)
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.numbers import Numbers
from classroom_app.server.remote import RemotePasses
from classroom_app.server.rights import Rights
from classroom_app.server.seats import Seats, TooManyNewcomersError
from classroom_app.server.session_lookup import SessionLookup

_NUMBER = re.compile(r"\d{1,9}", re.ASCII)
# The values of a sign-in's `change` (docs/PROTOCOL.md, "Signing in").
OTHER_NAME, OTHER_PERSON = "name", "person"


class SignInRoutes:
    """Signs in students, remotes and programs, and gives them cookies or tickets."""

    def __init__(
        self,
        *,
        classroom: Classroom,
        instructor: InstructorService,
        identities: Identities,
        cookies: CookieStore,
        seats: Seats,
        clock: Clock,
        passes: RemotePasses,
        instructor_key: InstructorKey,
        rights: Rights,
        secure_cookies: bool,
        throttle: CodeThrottle,
        lookup: SessionLookup,
        numbers: Numbers,
    ) -> None:
        self._classroom, self._instructor, self._seats = classroom, instructor, seats
        self._identities, self._cookies, self._clock = identities, cookies, clock
        self._passes, self._instructor_key, self._rights = passes, instructor_key, rights
        self._secure_cookies = secure_cookies
        self._throttle, self._lookup, self._numbers = throttle, lookup, numbers
        self.handlers: dict[endpoints.Endpoint, Handler] = {
            endpoints.JOIN: self._join,
            endpoints.LOGIN: self._login,
            endpoints.REDEEM: self._redeem,
        }

    async def _join(self, caller: Caller, match: re.Match[str]) -> Response:
        found = self._lookup.find(caller, match[1])
        if isinstance(found, Response):
            return found
        session = self._classroom.session(found.id)
        if found.status is SessionStatus.ENDED:
            return self._throttle.refuse(caller, refusals.ENDED)
        if session is None:
            return self._throttle.refuse(caller, refusals.NOT_OPEN)
        identity = caller.identity
        try:
            change = _change_of(caller.request)
            is_seat = identity is not None and identity.participant_id is not None
            is_known = is_seat and identity is not None and identity.session_id == session.id
            number = _number_of(caller.request)
            person = None if number is None else self._numbers.person(session, number)
            if number is not None and person is None:
                return refusal_answer(refusals.UNKNOWN_NUMBER)
            if person is not None and is_known and identity is not None:
                seat = session.participants.get(identity.participant_id or 0)
                change = "" if seat and seat.person_id == person.id else OTHER_PERSON
            if identity is None or not caller.token or not is_known or change == OTHER_PERSON:
                command = _sign_in_of(caller.request, person)
                keeps_cookies = query_of(caller.request).get("cookies") != "no"
                signed_in = await self._sign_in(
                    session, command, caller.address, keeps_cookies=keeps_cookies
                )
                self._throttle.note_signed_in(caller)
                if number is not None:
                    self._numbers.lookups.note_joined(caller.address, session.id, number)
                return signed_in
            assert identity.participant_id is not None, "students' cookies name a participant"
            if change == OTHER_NAME:
                self._seats.check_return(identity.participant_id, caller.address)
                correction = structs.replace(
                    _sign_in_of(caller.request), participant_id=identity.participant_id
                )
                await self._classroom.execute(session.id, correction, SYSTEM)
            participant = session.participants[identity.participant_id]
            if participant.lapsed:
                await self._seats.make_room(session)
                back = cmd.SignIn(None, participant_id=participant.id)
                await self._classroom.execute(session.id, back, SYSTEM)
            ticket = ticket_of(caller.request) if caller.came_by_ticket else None
            return self._signed_in(200, session, participant, caller.token, ticket or UNSET)
        except TooManyNewcomersError as error:
            return refusal_answer(error.rejected)
        except Refused as refusal:
            return refusal_answer(refusals.rejection(refusal))

    async def _sign_in(
        self, session: ClassSession, command: cmd.SignIn, address: str, *, keeps_cookies: bool
    ) -> Response:
        token = new_token()
        command = structs.replace(command, phone=token_sha256(token))
        granted: list[Grant] = []

        def grant(participant: Participant) -> Grant:
            identity = Identity(participant.user_id, STUDENT, session.id, participant.id)
            granted.append(grant_of(token, identity, self._clock.now()))
            return granted[0]

        def honour(_stored: Stored) -> None:
            self._identities.add(granted[0])

        participant, is_new = await self._seats.sign_in(session, command, address, grant, honour)
        status = 201 if is_new else 200
        # Always a new token, never the one in the request's cookie: no script can turn its
        # HttpOnly cookie into a ticket.
        ticket = UNSET if keeps_cookies else token
        return self._signed_in(status, session, participant, token, ticket)

    def _signed_in(
        self,
        status: int,
        session: ClassSession,
        participant: Participant,
        token: str,
        ticket: str | UnsetType = UNSET,
    ) -> Response:
        body = out.SignedIn(
            user_id=participant.user_id,
            participant_id=participant.id,
            user_name=participant.name,
            session_code=session.code,
            class_id=session.class_id,
            status=session.status,
            ticket=ticket,
        )
        return json_answer(
            status, body, {"Set-Cookie": set_cookie(token, secure=self._secure_cookies)}
        )

    async def _login(self, caller: Caller, _match: re.Match[str]) -> Response:
        slowed = self._throttle.slowed(caller)
        if slowed is not None:
            return slowed
        scheme, _, key = header_of(caller.request, "Authorization").partition(" ")
        if scheme.lower() != "bearer" or not self._instructor_key.is_it(key.strip()):
            self._throttle.note_wrong(caller)
            return error_answer(403, ErrorCode.FORBIDDEN, "This is not the instructor's key")
        profile = self._instructor.profile
        return await self._let_in(
            Identity(profile.user_id, INSTRUCTOR),
            out.InstructorSignedIn(profile.user_id, profile.name),
        )

    async def _redeem(self, caller: Caller, match: re.Match[str]) -> Response:
        slowed = self._throttle.slowed(caller)
        if slowed is not None:
            return slowed
        session_id = self._passes.redeem(match[1])
        session = None if session_id is None else self._classroom.session(session_id)
        if session is None:
            self._throttle.note_wrong(caller)
            return error_answer(
                403,
                ErrorCode.FORBIDDEN,
                "This code was already used or has expired: show a new one",
            )
        profile = self._instructor.profile
        identity = Identity(
            profile.user_id, INSTRUCTOR, session.id, remote=True, invited_at=self._clock.now()
        )
        body = out.RemoteSignedIn(session.code, profile.name)
        return await self._let_in(identity, body)

    async def _let_in(self, identity: Identity, body: Struct) -> Response:
        """Store and set an instructor's cookie; a remote's has a name of its own."""
        token = self._rights.new_token(identity)
        granted = grant_of(token, identity, self._clock.now())
        await self._cookies.remember(granted)
        # Until a restart a remote also leads the next classes; the stored grant is for its own.
        self._identities.add(
            structs.replace(granted, identity=structs.replace(identity, session_id=None))
        )
        name = REMOTE_COOKIE_NAME if identity.remote else COOKIE_NAME
        return json_answer(
            200, body, {"Set-Cookie": set_cookie(token, name=name, secure=self._secure_cookies)}
        )


def _change_of(request: Request) -> str:
    """Return the change that a signed-in student asks for; "" if the query cannot be read."""
    try:
        return query_of(request).get("change", "")
    except ValueError:
        return ""


def _number_of(request: Request) -> int | None:
    """Return the number that a student signs in with; None for a sign-in by name.

    Raises:
        Refused: it does not consist of 1 to 9 digits.
    """
    try:
        typed = query_of(request).get("number", "")
    except ValueError:
        return None
    if typed and not _NUMBER.fullmatch(typed):
        raise Refused(RefusalCode.INVALID_FIELD, "number must have 1 to 9 digits")
    return int(typed) if typed else None


def _sign_in_of(request: Request, person: Person | None = None) -> cmd.SignIn:
    try:
        query = query_of(request)
    except ValueError:
        raise Refused(RefusalCode.INVALID_FIELD, "The query must be UTF-8 with a name") from None
    device_id = query.get("device_id") or None
    if device_id is not None and len(device_id) > limits.MAX_DEVICE_ID:
        raise Refused(
            RefusalCode.INVALID_FIELD,
            f"device_id must have at most {limits.MAX_DEVICE_ID} characters",
        )
    if person is not None:
        return cmd.SignIn(
            person.name,
            device_id,
            person_id=person.id,
            takes_over=query.get("takes_over") == "yes",
        )
    return cmd.SignIn(
        clean_name(query.get("name", "")),
        device_id,
        corrects_name=query.get("change") == OTHER_NAME,
    )
