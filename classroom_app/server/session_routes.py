"""HTTP routes about classes: which are open, their steps, handout, board and screenshots."""

import re
from collections.abc import Callable

from msgspec import UNSET, UnsetType
from websockets.http11 import Response

from classroom_app import __version__
from classroom_app.application.classroom import Classroom
from classroom_app.application.handout_service import HandoutService
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.live_sessions import ClassGoneError
from classroom_app.application.ports import Clock
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import endpoints
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.caller import Caller, Handler
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.handout_answer import handout_answer
from classroom_app.server.http import answer, error_answer, json_answer, language_header
from classroom_app.server.numbers import Numbers
from classroom_app.server.registry import Registry
from classroom_app.server.session_lookup import SessionLookup
from classroom_app.server.translate import board_of


class SessionRoutes:
    """Answers with facts about classes; `rest_port` is the Android app's port, None if closed."""

    def __init__(
        self,
        *,
        classroom: Classroom,
        instructor: InstructorService,
        lessons: LessonLibrary,
        handouts: HandoutService,
        registry: Registry,
        screenshots: ScreenshotFiles,
        clock: Clock,
        rest_port: Callable[[], int | None],
        throttle: CodeThrottle,
        lookup: SessionLookup,
        numbers: Numbers,
    ) -> None:
        self._classroom, self._lessons, self._handouts = classroom, lessons, handouts
        self._instructor = instructor
        self._registry, self._screenshots, self._clock = registry, screenshots, clock
        self._rest_port, self._throttle, self._lookup = rest_port, throttle, lookup
        self._numbers = numbers
        self.handlers: dict[endpoints.Endpoint, Handler] = {
            endpoints.HEALTH: self._health,
            endpoints.SESSION: self._session,
            endpoints.SUBTASKS: self._subtasks,
            endpoints.HANDOUT: self._handout,
            endpoints.BOARD: self._board,
            endpoints.HELP_PICTURE: self._help_picture,
            endpoints.SCREENSHOT: self._screenshot,
            endpoints.OPEN_SESSION: self._open_session,
        }

    async def _health(self, caller: Caller, _match: re.Match[str]) -> Response:
        sessions: list[out.SessionHealth] | UnsetType = UNSET
        if caller.may_list_classes:
            sessions = [
                out.SessionHealth(s.code, s.status, self._registry.online(s.id))
                for s in self._classroom.live_sessions
                if self._is_latest(s)
            ]
        return json_answer(200, out.Health("ok", __version__, sessions, self._rest_port()))

    async def _session(self, caller: Caller, match: re.Match[str]) -> Response:
        found = self._lookup.find(caller, match[1])
        if isinstance(found, Response):
            return found
        session = self._classroom.session(found.id)
        asks_numbers = session is not None and self._numbers.roster_of(session) is not None
        return json_answer(
            200,
            out.SessionInfo(
                session_code=found.code,
                title=found.title,
                status=found.status,
                total_steps=found.total_steps,
                locked=session is not None and session.locked and not _is_in(session, caller.phone),
                online=self._registry.online(found.id) if caller.is_in(found.id) else UNSET,
                numbers=asks_numbers or UNSET,
            ),
        )

    async def _subtasks(self, caller: Caller, match: re.Match[str]) -> Response:
        if caller.identity is None:
            return self._lookup.without_cookie(caller, match[1])
        found = self._lookup.find(caller, match[1])
        if isinstance(found, Response):
            return found
        if not caller.is_in(found.id):
            return self._throttle.refuse(caller, refusals.OTHER_SESSION)
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
            return self._lookup.without_cookie(caller, match[1])
        found = self._lookup.find_own(identity, match[1]) or self._lookup.find(caller, match[1])
        if isinstance(found, Response):
            return found
        if not caller.is_in(found.id):
            return self._throttle.refuse(caller, refusals.OTHER_SESSION)
        if found.status is not SessionStatus.ENDED:
            return error_answer(403, ErrorCode.FORBIDDEN, "Take the lesson home after the class")
        try:
            file = await self._handouts.of_class(found)
        except ClassGoneError:
            return error_answer(404, ErrorCode.NOT_FOUND, "This class was deleted")
        except OSError:
            return error_answer(503, ErrorCode.STORAGE_FAILED, "It could not be made: try again")
        if file is None:
            return error_answer(404, ErrorCode.NOT_FOUND, "This program makes no handouts")
        return handout_answer(caller.request, file)

    async def _board(self, caller: Caller, match: re.Match[str]) -> Response:
        session = self._lookup.find_led(caller, match[1], "The board is for instructors")
        if isinstance(session, Response):
            return session
        name = self._instructor.profile.name
        limit_s = self._classroom.visit_limit.seconds(session)
        roster = self._numbers.roster_of(session)
        board = board_of(session, self._clock.now(), name, limit_s, roster)
        return json_answer(200, board)

    async def _help_picture(self, caller: Caller, match: re.Match[str]) -> Response:
        why_not = "Pictures of screens are for instructors"
        session = self._lookup.find_led(caller, match[1], why_not)
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

    def _is_latest(self, session: ClassSession) -> bool:
        """Return whether the code is still this class's: an ended one stays live for a while."""
        latest = self._classroom.summary(session.code)
        return latest is not None and latest.id == session.id


def _is_in(session: ClassSession, device_id: str | None) -> bool:
    """Return whether a device may sign in again even while the class is locked."""
    person = session.participant_of_device(device_id) if device_id else None
    return person is not None and not person.was_sent_out
