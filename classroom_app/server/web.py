"""Routes requests that are no WebSocket upgrades to the handlers of their endpoints."""

from collections.abc import Callable

from websockets.http11 import Response

from classroom_app.application.classroom import Classroom
from classroom_app.application.handout_service import HandoutService
from classroom_app.application.instructor_service import InstructorService
from classroom_app.application.lesson_library import LessonLibrary
from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.ports import Clock, StorageError
from classroom_app.application.seat_cards import SeatCards
from classroom_app.protocol import endpoints
from classroom_app.server import refusals
from classroom_app.server.admission import WrongTries
from classroom_app.server.android.screenshot_files import ScreenshotFiles
from classroom_app.server.caller import Caller
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.helper_routes import HelperRoutes
from classroom_app.server.helper_service import HelperService
from classroom_app.server.http import path_of, refusal_answer, wrong_method
from classroom_app.server.identities import CookieStore, Identities
from classroom_app.server.instructor_key import InstructorKey
from classroom_app.server.number_routes import NumberRoutes
from classroom_app.server.numbers import Numbers
from classroom_app.server.page_routes import PageRoutes
from classroom_app.server.pages import Pages
from classroom_app.server.phone_uploads import PhoneUploads
from classroom_app.server.registry import Registry
from classroom_app.server.remote import RemotePasses
from classroom_app.server.rights import Rights
from classroom_app.server.seats import Seats
from classroom_app.server.session_lookup import SessionLookup
from classroom_app.server.session_routes import SessionRoutes
from classroom_app.server.sign_in_routes import SignInRoutes
from classroom_app.server.typed_paths import is_typed
from classroom_app.server.upload_routes import UploadRoutes


class Web:
    """Answers HTTP requests; `instructor_key` is the key that the instructor signs in with.

    `throttle` and `uploads` also serve upgrades to WebSocket.
    """

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
        helpers: HelperService,
        uploads: PhoneUploads,
        screenshots: ScreenshotFiles,
        rest_port: Callable[[], int | None],
        instructor_key: InstructorKey,
        rights: Rights,
        numbers: Numbers,
        cards: SeatCards,
        secure_cookies: bool = False,
    ) -> None:
        self.throttle = CodeThrottle(classroom, tries)
        self.uploads = UploadRoutes(uploads, self.throttle)
        self._pages = PageRoutes(pages, lessons)
        lookup = SessionLookup(classroom, self.throttle)
        sessions = SessionRoutes(
            classroom=classroom,
            instructor=instructor,
            lessons=lessons,
            handouts=handouts,
            registry=registry,
            screenshots=screenshots,
            clock=clock,
            rest_port=rest_port,
            throttle=self.throttle,
            lookup=lookup,
            numbers=numbers,
        )
        people = NumberRoutes(
            classroom=classroom,
            numbers=numbers,
            cards=cards,
            pages=pages,
            throttle=self.throttle,
            lookup=lookup,
        )
        sign_in = SignInRoutes(
            classroom=classroom,
            instructor=instructor,
            identities=identities,
            cookies=cookies,
            seats=seats,
            clock=clock,
            passes=passes,
            instructor_key=instructor_key,
            rights=rights,
            secure_cookies=secure_cookies,
            throttle=self.throttle,
            lookup=lookup,
            numbers=numbers,
        )
        helping = HelperRoutes(
            classroom=classroom,
            instructor=instructor,
            identities=identities,
            cookies=cookies,
            clock=clock,
            helpers=helpers,
            screenshots=screenshots,
            secure_cookies=secure_cookies,
            throttle=self.throttle,
            lookup=lookup,
        )
        parts = (self._pages, sessions, people, sign_in, self.uploads, helping)
        handlers = {endpoint: each for part in parts for endpoint, each in part.handlers.items()}
        self._routes = [(each.pattern, each.method, handlers[each]) for each in endpoints.WEB]

    async def respond(self, caller: Caller) -> Response:
        """Return the response to a request; for HEAD, the caller removes the body."""
        path = path_of(caller.request)
        for pattern, wanted, handler in self._routes:
            match = pattern.fullmatch(path)
            if match is None:
                continue
            allowed = ("GET", "HEAD") if wanted == "GET" else (wanted,)
            if caller.request.method not in allowed:
                return wrong_method(", ".join(allowed))
            try:
                if path.startswith("/api/"):
                    too_soon = await self.throttle.turn(caller)
                    if too_soon is not None:
                        return too_soon
                return await handler(caller, match)
            except StorageError:
                return refusal_answer(refusals.NOT_STORED)
            except NotOpenError:  # closed while the request was handled
                return refusal_answer(refusals.NOT_OPEN)
        if is_typed(caller.request):
            return self._pages.mistyped(caller, path)
        return refusal_answer(refusals.NOTHING_HERE)
