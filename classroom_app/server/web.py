"""Everything that is answered over plain HTTP: pages, sign-in, facts about sessions, health."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import replace

from msgspec import UNSET, Struct, UnsetType
from websockets.http11 import Request, Response

from classroom_app import __version__
from classroom_app.application.classroom import Classroom
from classroom_app.application.handout_service import HandoutService
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.notices import Stored
from classroom_app.application.ports import (
    Clock,
    Grant,
    Identity,
    SessionSummary,
    StorageError,
)
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.names import clean_name
from classroom_app.domain.participant import Participant
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import endpoints, limits
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.picture_messages import UploadInfo
from classroom_app.server import refusals
from classroom_app.server.admission import WrongTries
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.caller import Caller
from classroom_app.server.handout_answer import handout_answer
from classroom_app.server.handshake import session_meant
from classroom_app.server.http import (
    answer,
    asset_answer,
    error_answer,
    header_of,
    json_answer,
    language_header,
    page_headers,
    path_of,
    phone_key_of,
    query_of,
    refusal_answer,
    ticket_of,
    wrong_method,
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
)
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.pages import REMOTE_PAGE, STUDENT_PAGE, UPLOAD_PAGE, Pages
from classroom_app.server.picture_door import PictureDoor
from classroom_app.server.picture_upload import Upload
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.rights import Rights
from classroom_app.server.seats import Seats, TooManyNewcomersError
from classroom_app.server.translate import board_of
from classroom_app.server.typed_paths import is_typed, join_path

# What a sign-in may say in `change` (docs/PROTOCOL.md, "Signing in").
OTHER_NAME, OTHER_PERSON = "name", "person"
FOREVER = "public, max-age=31536000, immutable"


Handler = Callable[[Caller, re.Match[str]], Awaitable[Response]]


class Web:
    """Answers requests; `instructor_key` is what the instructor signs in with."""

    def __init__(
        self,
        *,
        classroom: Classroom,
        instructor: InstructorService,
        lessons: LessonLibrary,
        handouts: HandoutService,
        registry: Registry,
        identities: Identities,
        cookies: CookieStore,
        tries: WrongTries,
        seats: Seats,
        clock: Clock,
        pages: Pages,
        passes: RemotePasses,
        door: PictureDoor,
        screenshots: ScreenshotFiles,
        rest_port: Callable[[], int | None],
        instructor_key: InstructorKey,
        rights: Rights,
        secure_cookies: bool = False,
    ) -> None:
        self._classroom, self._instructor, self._lessons = classroom, instructor, lessons
        self._handouts = handouts
        self._registry, self._identities, self._cookies = registry, identities, cookies
        self._tries, self._clock, self._pages = tries, clock, pages
        self._seats = seats
        self._passes, self._instructor_key, self._rights = passes, instructor_key, rights
        self._door = door
        self._screenshots, self._rest_port = screenshots, rest_port
        self._secure_cookies = secure_cookies
        acts: dict[endpoints.Endpoint, Handler] = {
            endpoints.INDEX: self._index,
            endpoints.JOIN_INDEX: self._index,
            endpoints.JOIN_PAGE: self._index,
            endpoints.STATIC: self._asset,
            endpoints.PICTURE: self._picture,
            endpoints.HEALTH: self._health,
            endpoints.SESSION: self._session,
            endpoints.SUBTASKS: self._subtasks,
            endpoints.HANDOUT: self._handout,
            endpoints.JOIN: self._join,
            endpoints.BOARD: self._board,
            endpoints.HELP_PICTURE: self._help_picture,
            endpoints.SCREENSHOT: self._screenshot,
            endpoints.LOGIN: self._login,
            endpoints.OPEN_SESSION: self._open_session,
            endpoints.REMOTE_INDEX: self._remote,
            endpoints.REMOTE_PAGE: self._remote,
            endpoints.REDEEM: self._redeem,
            endpoints.UPLOAD_PAGE: self._upload_page,
            endpoints.UPLOAD: self._upload,
        }
        self._routes = [(each.pattern, each.method, acts[each]) for each in endpoints.WEB]

    async def respond(self, caller: Caller) -> Response:
        """Return the answer to a request; that to HEAD has yet to lose its body."""
        path = path_of(caller.request)
        for pattern, wanted, act in self._routes:
            match = pattern.fullmatch(path)
            if match is None:
                continue
            allowed = ("GET", "HEAD") if wanted == "GET" else (wanted,)
            if caller.request.method not in allowed:
                return wrong_method(", ".join(allowed))
            try:
                if path.startswith("/api/"):
                    too_soon = await self.turn(caller)
                    if too_soon is not None:
                        return too_soon
                return await act(caller, match)
            except StorageError:
                return refusal_answer(refusals.NOT_STORED)
        if is_typed(caller.request):
            return self._mistyped(caller, path)
        return refusal_answer(refusals.NOTHING_HERE)

    def refuse(
        self, caller: Caller, rejected: refusals.Rejected, code_text: str | None = None
    ) -> Response:
        """Return the answer to somebody who is not let in, and count a wrong code.

        With a `code_text` that code counts once: a page asks for the one of an earlier class again
        and again by itself.
        """
        if rejected.wrong_code:
            self._note_wrong(caller, code_text)
        return refusal_answer(rejected)

    def note_right(self, caller: Caller) -> None:
        """Note that a caller has the code of a class right."""
        self._tries.note_right(caller.address)

    def slowed(self, caller: Caller) -> Response | None:
        """Return the answer to an address that guessed too often, unless it holds a cookie."""
        if caller.identity is not None or caller.is_instructor:
            return None
        wait_s = self._tries.wait_s(caller.address, caller.phone, from_page=caller.from_page)
        rejected = refusals.too_many_tries(wait_s)
        return refusal_answer(rejected) if rejected else None

    async def turn(self, caller: Caller) -> Response | None:
        """Wait until a caller may try a code, while somebody guesses; return what refuses it."""
        if caller.identity is not None or caller.is_instructor or self.slowed(caller):
            return None
        wait_s = self._tries.turn_s(caller.address)
        if wait_s is None:
            return refusal_answer(refusals.not_your_turn())
        if wait_s > 0:
            await asyncio.sleep(wait_s)
        return None

    def slowed_at_socket(self, caller: Caller) -> Response | None:
        """Return the answer to an upgrade from an address that guessed too often.

        Where no class lets guests in, an upgrade without a cookie is no sign-in: it is refused
        as ever, and its code is not looked at.
        """
        slowed = self.slowed(caller)
        if slowed is None or self._is_sign_in(caller):
            return slowed
        return self.refuse(caller, refusals.no_cookie(known_code=True))

    async def turn_at_socket(self, caller: Caller) -> Response | None:
        """Do as `turn` for an upgrade, as far as it is a sign-in."""
        return await self.turn(caller) if self._is_sign_in(caller) else None

    def _is_sign_in(self, caller: Caller) -> bool:
        """Tell whether an upgrade may be a guest's."""
        takes_guests = any(session.guests_allowed for session in self._classroom.live_sessions)
        return takes_guests and not caller.brings_cookie

    def _note_wrong(self, caller: Caller, code_text: str | None = None) -> None:
        if caller.identity is None and not caller.is_instructor:
            code = (normalise_code(code_text) or code_text) if code_text else None
            self._tries.note_wrong(caller.address, caller.phone, code, from_page=caller.from_page)

    # Pages --------------------------------------------------------------------------------------

    async def _index(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, STUDENT_PAGE)

    def _page(self, caller: Caller, name: str) -> Response:
        page = self._pages.documents[name]
        return asset_answer(caller.request, page, page_headers(caller.request))

    def _mistyped(self, caller: Caller, path: str) -> Response:
        """Lead a person to the class that is meant, or ask for its code."""
        meant = join_path(path)
        if meant is not None:
            return answer(302, b"", "text/plain", {"Location": meant})
        page = self._page(caller, STUDENT_PAGE)
        return Response(404, "Not Found", page.headers, page.body)

    async def _asset(self, caller: Caller, match: re.Match[str]) -> Response:
        asset = self._pages.assets.get(match[0])
        if asset is None:
            return refusal_answer(refusals.NOTHING_HERE)
        return asset_answer(caller.request, asset, {"Cache-Control": FOREVER})

    async def _picture(self, _caller: Caller, match: re.Match[str]) -> Response:
        picture = await self._lessons.picture(match[1])
        if picture is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "There is no such picture")
        return answer(200, picture.data, picture.media_type, {"Cache-Control": FOREVER})

    # Facts --------------------------------------------------------------------------------------

    async def _health(self, caller: Caller, _match: re.Match[str]) -> Response:
        sessions: list[out.SessionHealth] | UnsetType = UNSET
        if caller.may_list_classes:
            sessions = [
                out.SessionHealth(s.code, s.status, self._registry.online(s.id))
                for s in self._classroom.live_sessions
                if self._is_latest(s)
            ]
        return json_answer(200, out.Health("ok", __version__, sessions, self._rest_port()))

    def _is_latest(self, session: ClassSession) -> bool:
        """Tell whether no later class took over the code: one that is over may stand beside it."""
        latest = self._classroom.summary(session.code)
        return latest is not None and latest.id == session.id

    async def _session(self, caller: Caller, match: re.Match[str]) -> Response:
        found = self._find(caller, match[1])
        if isinstance(found, Response):
            return found
        session = self._classroom.session(found.id)
        return json_answer(
            200,
            out.SessionInfo(
                session_code=found.code,
                title=found.title,
                status=found.status,
                total_steps=found.total_steps,
                locked=session is not None and session.locked and not _is_in(session, caller.phone),
                online=self._registry.online(found.id) if caller.is_in(found.id) else UNSET,
            ),
        )

    async def _subtasks(self, caller: Caller, match: re.Match[str]) -> Response:
        if caller.identity is None:
            return self.slowed(caller) or self.refuse(caller, self._unknown_or(match[1]), match[1])
        found = self._find(caller, match[1])
        if isinstance(found, Response):
            return found
        if not caller.is_in(found.id):
            return self.refuse(caller, refusals.OTHER_SESSION)
        session = self._classroom.session(found.id)
        lesson = session.lesson if session else await self._lessons.lesson(found.lesson_id)
        return json_answer(
            200,
            out.SubtaskList([out.SubtaskFields.of(step) for step in lesson.subtasks]),
            language_header(lesson.language),
        )

    async def _handout(self, caller: Caller, match: re.Match[str]) -> Response:
        identity = caller.identity
        if identity is None:
            return self.slowed(caller) or self.refuse(caller, self._unknown_or(match[1]), match[1])
        found = self._class_of(identity, match[1]) or self._find(caller, match[1])
        if isinstance(found, Response):
            return found
        if not caller.is_in(found.id):
            return self.refuse(caller, refusals.OTHER_SESSION)
        if found.status is not SessionStatus.ENDED:
            return error_answer(403, ErrorCode.FORBIDDEN, "Take the lesson home after the class")
        try:
            file = await self._handouts.of_class(found)
        except OSError:
            return error_answer(503, ErrorCode.STORAGE_FAILED, "It could not be made: try again")
        if file is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "This program makes no handouts")
        return handout_answer(caller.request, file)

    def _class_of(self, identity: Identity, code_text: str) -> SessionSummary | None:
        """Return a student's own class if it has this code, even if a later class has it too."""
        if identity.session_id is None:
            return None
        own = self._classroom.summary_of(identity.session_id)
        return own if own is not None and own.code == normalise_code(code_text) else None

    def _unknown_or(self, code_text: str) -> refusals.Rejected:
        code = normalise_code(code_text)
        known = code is not None and self._classroom.summary(code) is not None
        return refusals.no_cookie(known_code=known)

    def _find(self, caller: Caller, code_text: str) -> SessionSummary | Response:
        """Return the session of a code, or the answer to a caller who has it wrong."""
        slowed = self.slowed(caller)
        if slowed is not None:
            return slowed
        summary = session_meant(self._classroom, code_text, caller.identity, caller.phone)
        if summary is None and caller.leader is not None:
            summary = self._classroom.summary_for_lead(normalise_code(code_text) or "")
        # Who signs in without saying by which phone does so by hand: each time counts.
        is_by_hand = caller.request.method == "POST" and caller.phone is None
        if summary is not None and summary.status is not SessionStatus.ENDED:
            self.note_right(caller)
        return summary or self.refuse(caller, refusals.UNKNOWN, None if is_by_hand else code_text)

    async def _board(self, caller: Caller, match: re.Match[str]) -> Response:
        session = self._led_session(caller, match[1], "The board is for instructors")
        if isinstance(session, Response):
            return session
        return json_answer(200, board_of(session, self._clock.now()))

    def _led_session(self, caller: Caller, code_text: str, why_not: str) -> ClassSession | Response:
        """Return the open session of a code, or the answer to a caller who may not see into it."""
        found = self._find(caller, code_text)
        if isinstance(found, Response):
            return found
        if not caller.leads(found.id):
            return error_answer(403, ErrorCode.FORBIDDEN, why_not)
        return self._classroom.session(found.id) or self.refuse(caller, refusals.NOT_OPEN)

    async def _help_picture(self, caller: Caller, match: re.Match[str]) -> Response:
        why_not = "Pictures of screens are for instructors"
        session = self._led_session(caller, match[1], why_not)
        if isinstance(session, Response):
            return session
        request = session.help_queue.get(int(match[2]))
        path = None if request is None else request.screenshot_path
        picture = None if path is None else await self._screenshots.picture_at(path)
        if picture is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "There is no such picture")
        return answer(200, picture.data, picture.media_type, {"Cache-Control": "no-store"})

    async def _screenshot(self, caller: Caller, match: re.Match[str]) -> Response:
        if not caller.leads_every_class:
            return error_answer(403, ErrorCode.FORBIDDEN, "Pictures of screens are for instructors")
        picture = await self._screenshots.picture(int(match[1]))
        if picture is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "This picture is not kept any more")
        return answer(200, picture.data, picture.media_type)

    async def _open_session(self, caller: Caller, _match: re.Match[str]) -> Response:
        if not caller.is_instructor:
            return error_answer(403, ErrorCode.FORBIDDEN, "Which class is open is for instructors")
        led = [s for s in self._classroom.live_sessions if s.status is not SessionStatus.ENDED]
        led = [session for session in led if caller.leads(session.id)]
        return json_answer(200, out.OpenSession(led[-1].code if led else None))

    # The remote ---------------------------------------------------------------------------------

    async def _remote(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, REMOTE_PAGE)

    async def _redeem(self, caller: Caller, match: re.Match[str]) -> Response:
        slowed = self.slowed(caller)
        if slowed is not None:
            return slowed
        session_id = self._passes.redeem(match[1])
        session = None if session_id is None else self._classroom.session(session_id)
        if session is None:
            self._note_wrong(caller)
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

    # Pictures for a lesson ----------------------------------------------------------------------

    async def _upload_page(self, caller: Caller, _match: re.Match[str]) -> Response:
        return self._page(caller, UPLOAD_PAGE)

    async def _upload(self, caller: Caller, match: re.Match[str]) -> Response:
        upload = self.find_upload(caller, match[1])
        if isinstance(upload, Response):
            return upload
        return json_answer(200, UploadInfo(upload.room))

    def find_upload(self, caller: Caller, token: str) -> Upload | Response:
        """Return the upload of a pass, or the answer to a phone that may not use it."""
        # First: a pass cannot be guessed, so its phone need not wait for those who try.
        upload = self._door.find(token, phone_key_of(caller.request))
        return upload or self.slowed(caller) or self.refuse(caller, refusals.NO_PASS, token)

    # Sign-in ------------------------------------------------------------------------------------

    async def _join(self, caller: Caller, match: re.Match[str]) -> Response:
        found = self._find(caller, match[1])
        if isinstance(found, Response):
            return found
        session = self._classroom.session(found.id)
        if found.status is SessionStatus.ENDED:
            return self.refuse(caller, refusals.ENDED)
        if session is None:
            return self.refuse(caller, refusals.NOT_OPEN)
        identity = caller.identity
        try:
            change = _change_of(caller.request)
            is_known = identity is not None and identity.session_id == session.id
            if identity is None or not caller.token or not is_known or change == OTHER_PERSON:
                command = _sign_in_of(caller.request)
                keeps_cookies = query_of(caller.request).get("cookies") != "no"
                signed_in = await self._sign_in(
                    session, command, caller.address, keeps_cookies=keeps_cookies
                )
                self._tries.note_signed_in(caller.address, caller.phone)
                return signed_in
            assert identity.participant_id is not None, "students' cookies name a participant"
            if change == OTHER_NAME:
                correction = replace(
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
        granted: list[Grant] = []

        def grant(participant: Participant) -> Grant:
            identity = Identity(participant.user_id, STUDENT, session.id, participant.id)
            granted.append(grant_of(token, identity, self._clock.now()))
            return granted[0]

        def honour(_stored: Stored) -> None:
            self._identities.add(granted[0])

        participant, is_new = await self._seats.sign_in(session, command, address, grant, honour)
        status = 201 if is_new else 200
        # One that came in a cookie never gets here: no script can make it a ticket.
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
        slowed = self.slowed(caller)
        if slowed is not None:
            return slowed
        scheme, _, key = header_of(caller.request, "Authorization").partition(" ")
        if scheme.lower() != "bearer" or not self._instructor_key.is_it(key.strip()):
            self._note_wrong(caller)
            return error_answer(403, ErrorCode.FORBIDDEN, "This is not the instructor's key")
        profile = self._instructor.profile
        return await self._let_in(
            Identity(profile.user_id, INSTRUCTOR),
            out.InstructorSignedIn(profile.user_id, profile.name),
        )

    async def _let_in(self, identity: Identity, body: Struct) -> Response:
        """Give an instructor a cookie, once it is stored; a remote gets one of its own name."""
        token = self._rights.new_token(identity)
        granted = grant_of(token, identity, self._clock.now())
        await self._cookies.remember(granted)
        # A remote follows to the next class of this run; after a restart it has its own alone.
        self._identities.add(replace(granted, identity=replace(identity, session_id=None)))
        name = REMOTE_COOKIE_NAME if identity.remote else COOKIE_NAME
        return json_answer(
            200, body, {"Set-Cookie": set_cookie(token, name=name, secure=self._secure_cookies)}
        )


def _change_of(request: Request) -> str:
    """Return what somebody who is known already asks for; no query is wrong until it is needed."""
    try:
        return query_of(request).get("change", "")
    except ValueError:
        return ""


def _is_in(session: ClassSession, device_id: str | None) -> bool:
    """Tell whether a device may sign in again, also while the class is locked."""
    person = session.participant_of_device(device_id) if device_id else None
    return person is not None and not person.was_sent_out


def _sign_in_of(request: Request) -> cmd.SignIn:
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
    return cmd.SignIn(
        clean_name(query.get("name", "")),
        device_id,
        corrects_name=query.get("change") == OTHER_NAME,
    )
