"""What the server sends, as typed structs with the guide's flat fields and exact texts."""

from typing import ClassVar, Literal

from msgspec import UNSET, Struct, UnsetType

from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.lesson import Subtask
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import limits
from classroom_app.protocol.errors import ErrorCode
from classroom_app.protocol.mark_fields import MarkFields, mark_fields
from classroom_app.protocol.question_fields import QuestionFields, question_fields

JOINED_TEXT = "세션에 참가했습니다"
COMPLETED_TEXT = "단계를 완료했습니다"
HELP_TEXT = "도움을 요청했습니다"
WAITING_TEXT = "세션이 곧 시작됩니다"
STARTED_TEXT = "세션이 시작되었습니다"
PAUSED_TEXT = "세션이 일시정지되었습니다"
RESUMED_TEXT = "세션이 재개되었습니다"
ENDED_TEXT = "세션이 종료되었습니다"


class SubtaskFields(Struct, frozen=True):
    """A step on the wire; optional fields are there only if the lesson has them."""

    id: int
    title: str
    order_index: int
    target_action: str | None
    guide_text: str | None
    voice_guide_text: str | None
    description: str | UnsetType = UNSET
    view_id: str | UnsetType = UNSET
    text: str | UnsetType = UNSET
    content_description: str | UnsetType = UNSET
    target_package: str | UnsetType = UNSET
    picture_url: str | UnsetType = UNSET
    marks: list[MarkFields] | UnsetType = UNSET
    question: QuestionFields | UnsetType = UNSET
    order: int | UnsetType = UNSET

    @classmethod
    def of(cls, subtask: Subtask) -> "SubtaskFields":
        """Return the form with `order_index` from 1."""
        optional = {name: getattr(subtask, name) or UNSET for name in _OPTIONAL}
        return cls(
            id=subtask.id,
            title=subtask.title,
            order_index=subtask.order_index,
            target_action=subtask.target_action,
            guide_text=subtask.guide_text,
            voice_guide_text=subtask.voice_guide_text,
            marks=[mark_fields(mark) for mark in subtask.marks] or UNSET,
            question=question_fields(subtask.question) if subtask.question else UNSET,
            **optional,
        )


_OPTIONAL = (
    "description",
    "view_id",
    "text",
    "content_description",
    "target_package",
    "picture_url",
)


class ServerMessage(Struct, frozen=True):
    """Base of all sent messages; `TYPE` is the value of `type`."""

    TYPE: ClassVar[str]


class ComfortFields(Struct, frozen=True):
    """How a student's page is to be displayed; null leaves the phone's own setting.

    A phone applies it once for each `number`.
    """

    larger_text: bool | None
    read_aloud: bool | None
    high_contrast: bool | None
    number: int


class JoinConfirmed(ServerMessage, frozen=True):
    """The reply to `join`, with a snapshot for late and returning phones.

    An instructor is no participant: `participant_id` is None, and nothing was completed. `answers`
    has, by the ids of completed steps, the places of the answers that were given, if any were.
    """

    TYPE = "join_confirmed"
    session_code: str
    class_id: str
    user_id: int
    participant_id: int | None
    user_name: str
    status: SessionStatus
    subtask: SubtaskFields | None
    total_steps: int
    completed_subtasks: list[int]
    open_help_request: int | None
    heartbeat_s: float
    open_help_status: HelpStatus | None = None
    open_help_position: int | None = None
    open_help_message: str | None = None
    message: str = JOINED_TEXT
    picture_spread_s: float = limits.PICTURE_SPREAD_S
    answers: dict[int, int] | UnsetType = UNSET
    comfort: ComfortFields | UnsetType = UNSET
    open_help_by: "By | UnsetType" = UNSET


class HeartbeatAck(ServerMessage, frozen=True):
    """The reply to `heartbeat`, with the same number."""

    TYPE = "heartbeat_ack"
    timestamp: int | float


class StepCompleteConfirmed(ServerMessage, frozen=True):
    """The completion is stored; `answer` is the one that counts, if one was given."""

    TYPE = "step_complete_confirmed"
    subtask_id: int
    message: str = COMPLETED_TEXT
    answer: int | UnsetType = UNSET


class StepReopened(ServerMessage, frozen=True):
    """To the student: the instructor noted that the step is not finished after all."""

    TYPE = "step_reopened"
    subtask_id: int


class RequestHelpConfirmed(ServerMessage, frozen=True):
    """The request is in the queue, at `position` from 1."""

    TYPE = "request_help_confirmed"
    help_request_id: int
    position: int
    message: str = HELP_TEXT


class HelpPosition(ServerMessage, frozen=True):
    """The place in the queue has changed."""

    TYPE = "help_position"
    help_request_id: int
    position: int


class HelpPictureRefused(ServerMessage, frozen=True):
    """The help request stands, but its picture was refused."""

    TYPE = "help_picture_refused"
    help_request_id: int
    code: ErrorCode
    error: str


class CancelHelpConfirmed(ServerMessage, frozen=True):
    """The request (or None: there was none) is closed."""

    TYPE = "cancel_help_confirmed"
    help_request_id: int | None


class StepChanged(ServerMessage, frozen=True):
    """The class is on this step; `picture_spread_s` where the one after it has a picture."""

    TYPE = "step_changed"
    subtask: SubtaskFields
    picture_spread_s: float | UnsetType = UNSET


class SessionStatusChanged(ServerMessage, frozen=True):
    """The session has another status."""

    TYPE = "session_status_changed"
    status: SessionStatus
    message: str


class ParticipantJoinedMessage(ServerMessage, frozen=True):
    """A student takes part."""

    TYPE = "participant_joined"
    user_id: int
    user_name: str
    role: Literal["STUDENT"] = "STUDENT"


class ParticipantLeftMessage(ServerMessage, frozen=True):
    """A student's connection was lost."""

    TYPE = "participant_left"
    user_id: int
    user_name: str


class ParticipantRenamedMessage(ServerMessage, frozen=True):
    """The instructor gave a student another name."""

    TYPE = "participant_renamed"
    user_id: int
    user_name: str


class ProgressUpdated(ServerMessage, frozen=True):
    """To instructors: a student's progress in a step."""

    TYPE = "progress_updated"
    user_id: int
    user_name: str
    subtask_id: int
    status: str


class AnswersShownMessage(ServerMessage, frozen=True):
    """To instructors: the class is shown how often each answer was given, or no longer."""

    TYPE = "answers_shown"
    subtask_id: int
    shown: bool


class HelpRequestedMessage(ServerMessage, frozen=True):
    """To instructors: a student asks for help."""

    TYPE = "help_requested"
    user_id: int
    user_name: str
    subtask_id: int | None
    message: str | None
    help_request_id: int
    has_screenshot: bool


class By(Struct, frozen=True):
    """Who helps: the instructor, or a helper."""

    role: Literal["INSTRUCTOR", "HELPER"]
    name: str


class HelpUpdated(ServerMessage, frozen=True):
    """To instructors and helpers: a request has another status; `by` whom, if not the student.

    `going` are those on the way, in order. Both are left out in a class without helpers.
    """

    TYPE = "help_updated"
    help_request_id: int
    user_id: int
    status: HelpStatus
    by: By | UnsetType = UNSET
    going: list[By] | UnsetType = UNSET


class VisitUpdated(ServerMessage, frozen=True):
    """To instructors and helpers: `by` was with a student, or undid that.

    `unvisited_s` is for how many seconds nobody has visited the student, None before the first
    step.
    """

    TYPE = "visit_updated"
    participant_id: int
    user_id: int
    user_name: str
    unvisited_s: int | None
    by: By


class ComfortChangedMessage(ServerMessage, frozen=True):
    """To a student: how the page is to be displayed from now on."""

    TYPE = "comfort_changed"
    comfort: ComfortFields


class ComfortUpdated(ServerMessage, frozen=True):
    """To instructors and helpers: a student's page was changed; `by` whom, if not the student."""

    TYPE = "comfort_updated"
    participant_id: int
    user_id: int
    user_name: str
    comfort: ComfortFields
    by: By | UnsetType = UNSET


class HelpResponse(ServerMessage, frozen=True):
    """To the student who asked: the answer; with a `message_id` it is sent again if missed.

    `by` is the helper who is on the way, or who answered; without it, it was the instructor.
    """

    TYPE = "help_response"
    help_request_id: int
    status: HelpStatus
    message: str | None
    message_id: int | None = None
    by: By | UnsetType = UNSET


class InstructorMessageOut(ServerMessage, frozen=True):
    """A message from the instructor; `message_id` grows from each to the next."""

    TYPE = "instructor_message"
    message: str
    user_name: str
    message_id: int


class ErrorMessage(ServerMessage, frozen=True):
    """What was wrong with a message; `ref` is its type.

    `going` are those on the way already, if that is the error.
    """

    TYPE = "error"
    error: str
    code: ErrorCode
    ref: str | None
    going: list[By] | UnsetType = UNSET


# Over HTTP --------------------------------------------------------------------------------------


class SessionInfo(Struct, frozen=True):
    """`GET /api/sessions/<code>`; `online` is only for clients with a cookie of the session.

    `numbers` is there if phones may ask for a number in place of a name.
    """

    session_code: str
    title: str
    status: SessionStatus
    total_steps: int
    locked: bool
    online: int | UnsetType = UNSET
    numbers: bool | UnsetType = UNSET


class PersonInfo(Struct, frozen=True):
    """`GET /api/sessions/<code>/people/<number>`; without a `name` if too many were asked for.

    `in_use`: another phone is connected as this person.
    """

    number: int
    in_use: bool
    name: str | UnsetType = UNSET


class SubtaskList(Struct, frozen=True):
    """`GET /api/sessions/<code>/subtasks`."""

    subtasks: list[SubtaskFields]


class SignedIn(Struct, frozen=True):
    """`POST /api/sessions/<code>/join`; `status` is the session's.

    `ticket` is what the cookie holds, for a client that asked for it since it keeps no cookies.
    """

    user_id: int
    participant_id: int
    user_name: str
    session_code: str
    class_id: str
    status: SessionStatus
    ticket: str | UnsetType = UNSET


class InstructorSignedIn(Struct, frozen=True):
    """`POST /api/instructor/login`."""

    user_id: int
    user_name: str
    role: Literal["INSTRUCTOR"] = "INSTRUCTOR"


class RemoteSignedIn(Struct, frozen=True):
    """`POST /api/remote/<pass>`: the instructor's phone may lead this session."""

    session_code: str
    user_name: str
    role: Literal["INSTRUCTOR"] = "INSTRUCTOR"


class HelperSignedIn(Struct, frozen=True):
    """`POST /api/helper/{pass}`: this phone may help in this session."""

    session_code: str
    helper_id: int
    user_name: str
    role: Literal["HELPER"] = "HELPER"


class HelperInvitation(Struct, frozen=True):
    """`POST /api/sessions/{code}/helpers`: what lets one helper in, for `lives_s` seconds.

    `url` is empty if phones cannot reach this computer. `modules` is its QR code: one text per row,
    `1` for dark.
    """

    url: str
    lives_s: float
    modules: list[str]


class HelperTicket(Struct, frozen=True):
    """A help request as a helper sees it; `waited_s` in seconds, `going` in order.

    `is_mine`: this helper is on the way. The picture of one is at
    `/api/helper-board/<help_request_id>/picture`.
    """

    help_request_id: int
    user_id: int
    user_name: str
    step: int | None
    step_title: str | None
    message: str | None
    status: HelpStatus
    waited_s: int
    has_picture: bool
    is_here: bool
    going: list[By]
    is_mine: bool


class HelperStudent(Struct, frozen=True):
    """A student in a helper's list: `done` steps, and whether the class's step `is_done`.

    `unvisited_min` is for how many minutes nobody has visited them, if that is long;
    `visited_by_me_s` how many seconds ago this helper noted a visit. `comfort` is how their page is
    displayed.
    """

    participant_id: int
    user_id: int
    user_name: str
    is_here: bool
    done: int
    is_done: bool | UnsetType = UNSET
    waited_s: int | UnsetType = UNSET
    unvisited_min: int | UnsetType = UNSET
    visited_by_me_s: int | UnsetType = UNSET
    comfort: ComfortFields | UnsetType = UNSET


class HelperBoard(Struct, frozen=True):
    """`GET /api/helper-board`: the class as this helper sees it.

    `solved` are the requests that this helper resolved last and may open again, `written` is how
    many messages they have sent to students.
    """

    session_code: str
    class_id: str
    title: str
    status: SessionStatus
    subtask: SubtaskFields | None
    total_steps: int
    helper_id: int
    user_name: str
    written: int
    help: list[HelperTicket]
    solved: list[HelperTicket]
    students: list[HelperStudent]


class OpenSession(Struct, frozen=True):
    """`GET /api/instructor/session`: the code of the session to lead, None while there is none."""

    session_code: str | None


class BoardTicket(Struct, frozen=True):
    """An open help request on the board; `waited_s` in seconds, `going` in a class with helpers.

    Its picture is at `/api/sessions/<code>/help/<help_request_id>/picture`.
    """

    help_request_id: int
    user_name: str
    step: int | None
    message: str | None
    status: HelpStatus
    waited_s: int
    has_picture: bool = False
    going: list[By] | UnsetType = UNSET


class BoardNotVisited(Struct, frozen=True):
    """A student on the board whom nobody has visited for so many minutes."""

    participant_id: int
    user_name: str
    minutes: int


class Board(Struct, frozen=True):
    """`GET /api/sessions/<code>/board`, for instructors: the class at a glance.

    With `can_undo`, one Undo leads back to `undo_subtask`; None is before the first step. If the
    step asks a question, `answers` is how often each answer was given, and `answers_shown` whether
    the class is shown that. `expected` is set if the class has a roster: how many students are in
    the class or still to come. `not_visited` is left out if it would be empty.
    """

    session_code: str
    title: str
    status: SessionStatus
    subtask: SubtaskFields | None
    next_subtask: SubtaskFields | None
    total_steps: int
    here: int
    done: int
    help: list[BoardTicket]
    can_undo: bool
    undo_subtask: SubtaskFields | None
    answers: list[int] | UnsetType = UNSET
    answers_shown: bool | UnsetType = UNSET
    not_visited: list[BoardNotVisited] | UnsetType = UNSET
    expected: int | UnsetType = UNSET


class SessionHealth(Struct, frozen=True):
    """One session in `GET /healthz`; `online` counts the students' connections."""

    session_code: str
    status: SessionStatus
    online: int


class Health(Struct, frozen=True):
    """`GET /healthz`; `rest_port` is the port for the Android app, if it is open.

    A code lets people into a class, so `sessions` is only for instructors and this computer.
    """

    status: Literal["ok"]
    version: str
    sessions: list[SessionHealth] | UnsetType = UNSET
    rest_port: int | None = None


class HttpErrorDetail(Struct, frozen=True):
    """Why a request was refused."""

    code: ErrorCode
    message: str


class HttpError(Struct, frozen=True):
    """The body of every refused request."""

    error: HttpErrorDetail
