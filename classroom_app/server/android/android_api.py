"""The REST endpoints of the Android app; they execute the same commands as the WebSocket."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

from aiohttp.web import BaseRequest, Response

from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import SYSTEM, Student
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import Refused
from classroom_app.domain.names import clean_name
from classroom_app.domain.participant import Participant
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import android, endpoints
from classroom_app.protocol.errors import ErrorCode, MessageError
from classroom_app.server import refusals
from classroom_app.server.addresses import plain
from classroom_app.server.admission import MessageRate
from classroom_app.server.allowed_hosts import NOT_OURS
from classroom_app.server.android.bodies import BodyReader, RejectedError, json_answer
from classroom_app.server.android.surroundings import AndroidContext
from classroom_app.server.handshake import has_moved
from classroom_app.server.held_pictures import PicturesBusyError
from classroom_app.server.picture_check import ScreenshotError
from classroom_app.server.seats import TooManyNewcomersError

Handler = Callable[[BaseRequest, re.Match[str], int], Awaitable[Response]]


class AndroidApi:
    """Answers the app's requests; `respond` is the only entry point."""

    def __init__(self, around: AndroidContext, bodies: BodyReader | None = None) -> None:
        self._around = around
        self._bodies = bodies or BodyReader()
        self._rates: dict[int, MessageRate] = {}
        self._logs = 0
        acts: dict[endpoints.Endpoint, Handler] = {
            endpoints.ANDROID_JOIN: self._join,
            endpoints.REPORT_COMPLETION: self._report,
            endpoints.UPLOAD_SCREENSHOT: self._screenshot,
            endpoints.LOG_ACTIVITY: self._log,
        }
        self._routes = [(each.pattern, each.max_body, acts[each]) for each in endpoints.ANDROID]

    async def respond(self, request: BaseRequest) -> Response:
        """Return the response to a request; refusals become error responses."""
        try:
            return await self._respond(request)
        except RejectedError as rejected:
            return rejected.answer()
        except MessageError as error:
            return RejectedError(400, error.code, error.message).answer()
        except Refused as refusal:
            return RejectedError.of(refusals.rejection(refusal)).answer()
        except StorageError:
            return RejectedError.of(refusals.NOT_STORED).answer()
        except NotOpenError:  # closed while the request was handled
            return RejectedError.of(refusals.NOT_OPEN).answer()

    async def _respond(self, request: BaseRequest) -> Response:
        if "Origin" in request.headers:  # apps send none, and pages have no business here
            raise RejectedError.of(refusals.FOREIGN)
        if self._around.hosts.foreign(request.headers.getall("Host", []), request.raw_path):
            raise RejectedError.of(NOT_OURS)
        for path, limit, act in self._routes:
            match = path.fullmatch(request.path)
            if match is None:
                continue
            if request.method != "POST":
                answer = RejectedError(405, ErrorCode.METHOD_NOT_ALLOWED, "Use POST here").answer()
                answer.headers["Allow"] = "POST"
                return answer
            with self._bodies.holding(request, limit):
                return await act(request, match, limit)
        raise RejectedError.of(refusals.NOTHING_HERE)

    # Joining ------------------------------------------------------------------------------------

    async def _join(self, request: BaseRequest, _match: re.Match[str], limit: int) -> Response:
        address, around = plain(str(request.remote)), self._around
        wish = await self._bodies.read(request, android.JoinRequest, limit)
        # Only once the body is complete: else a thousand requests that hold back their bodies would
        # all pass this check first.
        rejected = refusals.too_many_tries(around.tries.wait_s(address, wish.device_id))
        if rejected is not None:
            raise RejectedError.of(rejected)
        wait_s = around.tries.turn_s(address)
        if wait_s is None:
            raise RejectedError.of(refusals.not_your_turn())
        await asyncio.sleep(wait_s)
        name = clean_name(wish.name)
        session = self._open_to_guests(wish.session_code, address, wish.device_id)
        try:
            person, is_new = await around.seats.sign_in(
                session, cmd.SignIn(name, wish.device_id), address
            )
        except TooManyNewcomersError as error:
            raise RejectedError.of(error.rejected) from None
        around.tries.note_signed_in(address, wish.device_id)
        await around.devices.note(session.id, person.id, address)
        around.activity.touch(person.id)
        instructor = around.instructor.profile.name
        body = android.Joined.of(session, instructor, person, is_new=is_new)
        return json_answer(201 if is_new else 200, body)

    def _open_to_guests(self, code_text: str, address: str, phone: str) -> ClassSession:
        """Return the session of a code if it accepts phones without a cookie.

        Raises:
            RejectedError: it does not, or there is no such session; a wrong code is counted.
        """
        code = normalise_code(code_text)
        summary = self._around.classroom.summary(code) if code else None
        if summary is None and has_moved(self._around.classroom, code_text):
            raise RejectedError.of(refusals.MOVED)
        if summary is None:
            self._around.tries.note_wrong(address, phone)
            raise RejectedError.of(refusals.UNKNOWN)
        if summary.status is SessionStatus.ENDED:
            raise RejectedError.of(refusals.ENDED)
        session = self._around.classroom.session(summary.id)
        if session is None:
            raise RejectedError.of(refusals.NOT_OPEN)
        self._around.tries.note_right(address)
        if not session.guests_allowed:
            raise RejectedError.of(refusals.GUESTS_ONLY)
        return session

    # Phones that have joined --------------------------------------------------------------------

    async def _find(self, session_id: str, device_id: str) -> tuple[ClassSession, Participant]:
        """Return the session and the participant with this device, and count the request.

        Raises:
            RejectedError: there is none, or it has sent too many requests.
        """
        session = self._around.classroom.session(int(session_id))
        if session is None or not session.guests_allowed:
            raise RejectedError(404, ErrorCode.UNKNOWN_SESSION, "There is no such session")
        person = session.participant_of_device(device_id)
        if person is None or person.was_sent_out:
            raise RejectedError(403, ErrorCode.FORBIDDEN, "This device has not joined: join first")
        if person.lapsed:
            await self._around.seats.make_room(session)
            await self._around.classroom.execute(session.id, cmd.Connect(person.id), SYSTEM)
        self._around.activity.touch(person.id)
        rate = self._rates.setdefault(person.id, MessageRate(self._around.clock.monotonic))
        if not rate.admits():
            raise RejectedError(
                429, ErrorCode.RATE_LIMITED, "Too many requests: at most 20 a second", 1
            )
        return session, person

    async def _report(self, request: BaseRequest, match: re.Match[str], limit: int) -> Response:
        report = await self._bodies.read(request, android.CompletionReport, limit)
        session, person = await self._find(match[1], report.device_id)
        command: cmd.Command = (
            cmd.CompleteStep(report.subtask_id, report.answer)
            if report.is_completed
            else cmd.ReportProgress(report.subtask_id, "in_progress")
        )
        address = plain(str(request.remote))
        if not self._around.repeat_limit.admits(command, person.id, address, person):
            raise RejectedError(429, ErrorCode.RATE_LIMITED, "This was said too often: wait", 2)
        stored = await self._around.classroom.execute(session.id, command, Student(person.id))
        me = stored.session.participants[person.id]
        return json_answer(200, android.CompletionStored.of(stored.session, me, report))

    async def _screenshot(self, request: BaseRequest, match: re.Match[str], limit: int) -> Response:
        upload = await self._bodies.read(request, android.ScreenshotUpload, limit)
        device_id, address = upload.device_id, plain(str(request.remote))
        session, person = await self._find(match[1], device_id)
        if session.status is SessionStatus.ENDED:
            raise RejectedError.of(refusals.ENDED)
        now = self._around.clock.now()
        captured_at = (
            now
            if upload.captured_at is None
            else datetime.fromtimestamp(upload.captured_at / 1000, UTC)
        )
        try:
            screenshots = self._around.screenshots
            picture = await screenshots.hold(person.id, upload.image_data, address)
            del upload  # so that the waiting picture is in memory only once
            self._bodies.taken(request)
            screenshot_id = await screenshots.keep(session.id, person.id, picture, captured_at, now)
        except PicturesBusyError:
            raise RejectedError(
                429, ErrorCode.RATE_LIMITED, "Too many pictures at once: try again", 2
            ) from None
        except ScreenshotError as error:
            sentence = str(error).replace("screenshot", "image_data", 1)
            raise RejectedError(400, ErrorCode.INVALID_FIELD, sentence) from None
        body = android.ScreenshotStored(
            id=screenshot_id,
            session=session.id,
            participant=person.id,
            device_id=device_id,
            participant_name=person.name,
            image_url=f"{self._around.base_url()}/api/screenshots/{screenshot_id}",
            captured_at=captured_at,
            created_at=now,
        )
        return json_answer(201, body)

    # Logs ---------------------------------------------------------------------------------------

    async def _log(self, request: BaseRequest, _match: re.Match[str], limit: int) -> Response:
        """Treat a log entry of the app as a sign of life, and store nothing."""
        entry = await self._bodies.read(request, android.ActivityLog, limit)
        session = None if entry.session is None else self._around.classroom.session(entry.session)
        person = session.participant_of_device(entry.device_id) if session else None
        if person is not None and not person.removed:
            self._around.activity.touch(person.id)
        self._logs += 1
        return json_answer(201, android.LogAccepted(self._logs))
