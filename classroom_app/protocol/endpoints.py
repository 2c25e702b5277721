"""All HTTP endpoints in one table: their parameters, answers and refusals.

The servers bind their handlers to these, and docs/openapi.yaml is generated from them.
"""

import re
from dataclasses import dataclass, field

from msgspec import Struct

from classroom_app.protocol import android, limits, picture_messages
from classroom_app.protocol import messages_out as out
from classroom_app.protocol.errors import ErrorCode as E
from classroom_app.protocol.messages_in import ClientMessage

SMALL_BODY_BYTES = 16 * 1024
LOG_BODY_BYTES = 256 * 1024
SCREENSHOT_BODY_BYTES = limits.MAX_SCREENSHOT_TEXT + SMALL_BODY_BYTES

HTML = "text/html"
PDF = "application/pdf"
ASSET = "application/octet-stream"
PICTURES = ("image/jpeg", "image/png", "image/webp")

# What the names in a path match.
_SEGMENT = r"([^/]+)"
_FORMS = {
    "sha256": r"([0-9a-f]{64})",
    "screenshot_id": r"(\d{1,18})",
    "help_request_id": r"(\d{1,18})",
    "session_id": r"(\d{1,9})",
    "number": r"(\d{1,9})",
}
_NAME = re.compile(r"\{(\w+)\}")

Answer = type[Struct] | str | tuple[str, ...]
Refusals = dict[int, tuple[E, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Endpoint:
    """A method and a path.

    `answers` is the body of each successful answer by its status: a struct (as JSON), or media
    types. `refusals` are the error codes by status. `query` describes the parameters that are read,
    `takes` is the type of the body, and `max_body` its size limit in bytes. `needs` says whose
    cookie is required. `signs_in` means that the answer sets a cookie: the remote's with
    `is_remote`, a helper's with `is_helper`.
    """

    method: str
    path: str
    summary: str
    answers: dict[int, Answer]
    refusals: Refusals = field(default_factory=dict)
    query: dict[str, str] = field(default_factory=dict)
    needs: str | None = None
    signs_in: bool = False
    is_remote: bool = False
    is_helper: bool = False
    takes: type[ClientMessage] | None = None
    max_body: int = 0

    @property
    def names(self) -> list[str]:
        """The names of the variable parts of the path."""
        return _NAME.findall(self.path)

    @property
    def pattern(self) -> re.Pattern[str]:
        """The pattern for a whole path, with a group for each name; a trailing `/` is allowed."""
        spelled = _NAME.sub(lambda name: _FORMS.get(name[1], _SEGMENT), self.path)
        return re.compile(spelled if spelled == "/" else spelled + "/?", re.ASCII)


_SLOWED: Refusals = {429: (E.RATE_LIMITED,)}
_TICKET = "in place of the cookie, for a client that keeps none"
_ROLE = {"role": "STUDENT, INSTRUCTOR or HELPER: which cookie is meant, where a phone has several"}
_UNKNOWN: Refusals = {404: (E.UNKNOWN_SESSION, E.SESSION_MOVED), **_SLOWED}

INDEX = Endpoint("GET", "/", "The student page, which asks for the code", {200: HTML})
JOIN_INDEX = Endpoint("GET", "/join", "The student page, as `/`", {200: HTML})
JOIN_PAGE = Endpoint("GET", "/join/{code}", "The student page: what the QR code holds", {200: HTML})
STATIC = Endpoint(
    "GET",
    "/static/{name}",
    "A part of the pages, under a name that changes with its content",
    {200: ASSET},
    {404: (E.NOT_FOUND,)},
)
PICTURE = Endpoint(
    "GET",
    "/pictures/{sha256}",
    "The picture of a step: what its `picture_url` names",
    {200: PICTURES},
    {404: (E.NOT_FOUND,)},
)
HEALTH = Endpoint(
    "GET", "/healthz", "Whether the program is running, and its classes", {200: out.Health}
)
SESSION = Endpoint(
    "GET",
    "/api/sessions/{code}",
    "What a session is, also after it has ended",
    {200: out.SessionInfo},
    _UNKNOWN,
    query={
        "device_id": "which phone asks: its wrong codes are counted apart from those of others "
        "behind its address, and a locked class is not `locked` for one that is in it",
        "ticket": _TICKET,
    },
)
SUBTASKS = Endpoint(
    "GET",
    "/api/sessions/{code}/subtasks",
    "A session's steps, for catching up",
    {200: out.SubtaskList},
    {403: (E.FORBIDDEN,), **_UNKNOWN},
    query={"ticket": _TICKET, **_ROLE},
    needs="a student of this session, or an instructor",
)
HANDOUT = Endpoint(
    "GET",
    "/api/sessions/{code}/handout",
    "The lesson to take home: the steps that the class reached, as a PDF, once it has ended",
    {200: PDF, 304: ()},
    {
        403: (E.FORBIDDEN,),
        404: (E.UNKNOWN_SESSION, E.SESSION_MOVED, E.NOT_FOUND),
        503: (E.STORAGE_FAILED,),
        **_SLOWED,
    },
    query={"ticket": _TICKET, **_ROLE},
    needs="a student of this session, or an instructor",
)
JOIN = Endpoint(
    "POST",
    "/api/sessions/{code}/join",
    "Sign in as a student; 200 for a device or cookie that is in already",
    {201: out.SignedIn, 200: out.SignedIn},
    {
        400: (E.INVALID_FIELD,),
        403: (E.LOCKED, E.FORBIDDEN),
        409: (E.NUMBER_IN_USE,),
        410: (E.SESSION_ENDED,),
        503: (E.FULL, E.STORAGE_FAILED, E.UNKNOWN_SESSION),
        **_UNKNOWN,
        404: (E.UNKNOWN_SESSION, E.SESSION_MOVED, E.UNKNOWN_NUMBER),
    },
    query={
        "number": "1 to 9 digits, in a class that asks for numbers: in place of `name`, and "
        "whatever the cookie or device",
        "takes_over": "`yes`: it is they, though another phone is connected with this number",
        "name": "1 to 40 characters; not needed by a device or cookie that is in already",
        "device_id": f"at most {limits.MAX_DEVICE_ID} characters; the same device is the same "
        "participant",
        "change": "`name` corrects the name of who is in already; `person` signs somebody else in "
        "on the same phone, whatever its cookie",
        "cookies": "`no`: the client keeps no cookies, so answer with a `ticket` too",
        "ticket": _TICKET,
    },
    signs_in=True,
)
PERSON = Endpoint(
    "GET",
    "/api/sessions/{code}/people/{number}",
    "Who has a number in a class that asks for numbers, before the phone joins with it",
    {200: out.PersonInfo},
    {403: (E.LOCKED,), 404: (E.UNKNOWN_SESSION, E.SESSION_MOVED, E.UNKNOWN_NUMBER), **_SLOWED},
    query={"device_id": "which phone asks: its own seat is not `in_use`", "ticket": _TICKET},
)
SEAT_CARD = Endpoint(
    "GET",
    "/n/{token}",
    "What the QR code of a seat card holds, before `#` and the number: leads to the class that is "
    "open for the people of that roster, or says that none is open yet",
    {200: HTML, 302: (), 404: HTML},
    _SLOWED,
)
BOARD = Endpoint(
    "GET",
    "/api/sessions/{code}/board",
    "The class at a glance",
    {200: out.Board},
    {403: (E.FORBIDDEN,), 503: (E.UNKNOWN_SESSION,), **_UNKNOWN},
    needs="an instructor",
)
HELP_PICTURE = Endpoint(
    "GET",
    "/api/sessions/{code}/help/{help_request_id}/picture",
    "The picture that came with an open help request: the board says whether there is one",
    {200: PICTURES[:2]},
    {
        403: (E.FORBIDDEN,),
        404: (E.NOT_FOUND, E.UNKNOWN_SESSION, E.SESSION_MOVED),
        503: (E.UNKNOWN_SESSION,),
        **_SLOWED,
    },
    needs="an instructor",
)
SCREENSHOT = Endpoint(
    "GET",
    "/api/screenshots/{screenshot_id}",
    "A picture that the Android app uploaded",
    {200: PICTURES[:2]},
    {403: (E.FORBIDDEN,), 404: (E.NOT_FOUND,), 503: (E.STORAGE_FAILED,)},
    needs="an instructor",
)
LOGIN = Endpoint(
    "POST",
    "/api/instructor/login",
    "Sign in as the instructor, with the key in the header `Authorization: Bearer …`",
    {200: out.InstructorSignedIn},
    {403: (E.FORBIDDEN,), 503: (E.STORAGE_FAILED,), **_SLOWED},
    needs="the instructor key",
    signs_in=True,
)
OPEN_SESSION = Endpoint(
    "GET",
    "/api/instructor/session",
    "The class that is open now: the one that was opened or resumed last and has not ended",
    {200: out.OpenSession},
    {403: (E.FORBIDDEN,)},
    needs="an instructor",
)
REMOTE_INDEX = Endpoint("GET", "/remote", "The page of the instructor's remote", {200: HTML})
REMOTE_PAGE = Endpoint(
    "GET", "/remote/{pass}", "The remote's page: what its QR code holds", {200: HTML}
)
REDEEM = Endpoint(
    "POST",
    "/api/remote/{pass}",
    "Sign in as the instructor's remote; a pass lives 60 s and works once",
    {200: out.RemoteSignedIn},
    {403: (E.FORBIDDEN,), 503: (E.STORAGE_FAILED,), **_SLOWED},
    signs_in=True,
    is_remote=True,
)

HELPER_INDEX = Endpoint("GET", "/helper", "The page of a helper", {200: HTML})
HELPER_PAGE = Endpoint(
    "GET",
    "/helper/{pass}",
    "The helper's page: what the QR code of an invitation holds",
    {200: HTML},
)
_AS_HELPER = {"role": "HELPER: the helper's cookie is meant"}
HELPER_SIGN_IN = Endpoint(
    "POST",
    "/api/helper/{pass}",
    "Sign in as a helper of a class; a pass lives 5 minutes and is good for one phone",
    {200: out.HelperSignedIn},
    {
        400: (E.INVALID_FIELD,),
        403: (E.FORBIDDEN,),
        410: (E.SESSION_ENDED,),
        503: (E.FULL, E.STORAGE_FAILED),
        **_SLOWED,
    },
    query={
        "name": "1 to 40 characters: the helper's name, which all see",
        "phone": "16 to 64 hexadecimal digits that this phone has drawn by lot: it may sign in "
        "again while the pass lives, should the answer be lost",
        **_AS_HELPER,
    },
    signs_in=True,
    is_helper=True,
)
HELPER_BOARD = Endpoint(
    "GET",
    "/api/helper-board",
    "The class as a helper sees it: who waits, who is on the way, and all students",
    {200: out.HelperBoard},
    {403: (E.FORBIDDEN,), 410: (E.SESSION_ENDED,), 503: (E.UNKNOWN_SESSION,)},
    query=_AS_HELPER,
    needs="a helper",
)
HELPER_PICTURE = Endpoint(
    "GET",
    "/api/helper-board/{help_request_id}/picture",
    "The picture that came with an open help request, for a helper of its class",
    {200: PICTURES[:2]},
    {
        403: (E.FORBIDDEN,),
        404: (E.NOT_FOUND,),
        410: (E.SESSION_ENDED,),
        503: (E.UNKNOWN_SESSION,),
    },
    query=_AS_HELPER,
    needs="a helper",
)
INVITE_HELPER = Endpoint(
    "POST",
    "/api/sessions/{code}/helpers",
    "Invite a helper: a link for one, also as a QR code",
    {200: out.HelperInvitation},
    {
        403: (E.FORBIDDEN,),
        410: (E.SESSION_ENDED,),
        503: (E.UNKNOWN_SESSION,),
        **_UNKNOWN,
    },
    needs="an instructor",
)

_PHONE_KEY = {
    "phone": "16 to 64 hexadecimal digits that this phone has drawn by lot: a pass is good for the "
    "first phone that opens the socket with it",
}
UPLOAD_PAGE = Endpoint(
    "GET",
    "/upload",
    "The page that takes pictures for a lesson from the instructor's phone: its QR code holds "
    "`/upload#PASS`, and what follows the `#` is not sent",
    {200: HTML},
)
UPLOAD = Endpoint(
    "GET",
    "/api/upload/{pass}",
    "Whether a pass for pictures is good for this phone; it is not used up by that",
    {200: picture_messages.UploadInfo},
    {403: (E.FORBIDDEN,), **_SLOWED},
    query=_PHONE_KEY,
)
UPLOAD_SOCKET = Endpoint(
    "GET",
    "/ws/upload/{pass}",
    "Open the socket that takes pictures for a lesson: an upgrade to WebSocket",
    {101: ()},
    {403: (E.FORBIDDEN,), **_SLOWED},
    query=_PHONE_KEY,
)
SOCKET = Endpoint(
    "GET",
    "/ws/sessions/{code}",
    "Open the session socket: an upgrade to WebSocket, which asyncapi.yaml describes",
    {101: ()},
    {
        403: (E.FORBIDDEN,),
        404: (E.UNKNOWN_SESSION, E.SESSION_MOVED),
        410: (E.SESSION_ENDED,),
        503: (E.FULL, E.UNKNOWN_SESSION),
        **_SLOWED,
    },
    query={"ticket": _TICKET, **_ROLE},
)

WEB = (
    INDEX,
    JOIN_INDEX,
    JOIN_PAGE,
    STATIC,
    PICTURE,
    HEALTH,
    SESSION,
    SUBTASKS,
    HANDOUT,
    JOIN,
    PERSON,
    SEAT_CARD,
    BOARD,
    HELP_PICTURE,
    SCREENSHOT,
    LOGIN,
    OPEN_SESSION,
    REMOTE_INDEX,
    REMOTE_PAGE,
    REDEEM,
    HELPER_INDEX,
    HELPER_PAGE,
    HELPER_SIGN_IN,
    HELPER_BOARD,
    HELPER_PICTURE,
    INVITE_HELPER,
    UPLOAD_PAGE,
    UPLOAD,
)

# For the Android app, on the second port----------------------------------------------------------

_BODY: Refusals = {
    408: (E.INVALID_JSON,),
    413: (E.INVALID_FIELD,),
    415: (E.INVALID_JSON,),
    429: (E.RATE_LIMITED,),
}

ANDROID_JOIN = Endpoint(
    "POST",
    "/api/sessions/join",
    "Join with a device; 200 if it is in already",
    {201: android.Joined, 200: android.Joined},
    {
        400: (E.INVALID_JSON, E.INVALID_FIELD),
        403: (E.FORBIDDEN, E.LOCKED),
        404: (E.UNKNOWN_SESSION, E.SESSION_MOVED),
        410: (E.SESSION_ENDED,),
        503: (E.FULL, E.STORAGE_FAILED, E.UNKNOWN_SESSION, E.RATE_LIMITED),
        **_BODY,
    },
    takes=android.JoinRequest,
    max_body=SMALL_BODY_BYTES,
)
_OF_A_DEVICE: Refusals = {
    403: (E.FORBIDDEN,),
    404: (E.UNKNOWN_SESSION, E.SESSION_MOVED),
    410: (E.SESSION_ENDED,),
    503: (E.STORAGE_FAILED, E.RATE_LIMITED),
    **_BODY,
}
REPORT_COMPLETION = Endpoint(
    "POST",
    "/api/sessions/{session_id}/report-completion",
    "Report a step; answered once it is on the disk",
    {200: android.CompletionStored},
    {400: (E.INVALID_JSON, E.INVALID_FIELD, E.UNKNOWN_SUBTASK), **_OF_A_DEVICE},
    takes=android.CompletionReport,
    max_body=SMALL_BODY_BYTES,
)
UPLOAD_SCREENSHOT = Endpoint(
    "POST",
    "/api/sessions/{session_id}/screenshots/upload",
    "Upload a picture of the screen; the newest ten of each device are kept",
    {201: android.ScreenshotStored},
    {400: (E.INVALID_JSON, E.INVALID_FIELD), **_OF_A_DEVICE},
    takes=android.ScreenshotUpload,
    max_body=SCREENSHOT_BODY_BYTES,
)
LOG_ACTIVITY = Endpoint(
    "POST",
    "/api/logs/activity/anonymous",
    "Tell what the app logs: nothing of it is kept, it counts as a sign of life",
    {201: android.LogAccepted},
    {
        400: (E.INVALID_JSON, E.INVALID_FIELD),
        403: (E.FORBIDDEN,),
        503: (E.RATE_LIMITED,),
        **_BODY,
    },
    takes=android.ActivityLog,
    max_body=LOG_BODY_BYTES,
)

ANDROID = (ANDROID_JOIN, REPORT_COMPLETION, UPLOAD_SCREENSHOT, LOG_ACTIVITY)
