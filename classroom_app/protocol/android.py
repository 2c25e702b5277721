"""The requests and answers of MobEdu's Android app over REST, as typed structs.

Names and types are the app's: Gson leaves out fields that are null, and reads ids as 32-bit
integers. Unlike in the `data` of `step_changed`, `order_index` counts from 1 here, since the app
shows it as the step's number.
"""

from datetime import datetime
from typing import Annotated

from msgspec import Meta, Struct

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol import limits
from classroom_app.protocol.messages_in import AnswerPlace, ClientMessage, SubtaskId
from classroom_app.protocol.messages_out import COMPLETED_TEXT, JOINED_TEXT

JOINED_AGAIN_TEXT = "세션에 다시 참가했습니다"
NOT_COMPLETED_TEXT = "진행 상황을 저장했습니다"

DeviceId = Annotated[
    str,
    Meta(
        min_length=1,
        max_length=limits.MAX_DEVICE_ID,
        description=f"text of 1 to {limits.MAX_DEVICE_ID} characters",
    ),
]

# What the app sends ------------------------------------------------------------------------------


class JoinRequest(ClientMessage, frozen=True):
    """`POST /api/sessions/join/`."""

    TYPE = "join"
    session_code: Annotated[str, Meta(description="a session code")]
    device_id: DeviceId
    name: Annotated[str, Meta(description="text of 1 to 40 characters")]


class CompletionReport(ClientMessage, frozen=True):
    """`POST /api/sessions/{id}/report-completion/`; the phone's own time is ignored."""

    TYPE = "report_completion"
    device_id: DeviceId
    subtask_id: SubtaskId
    is_completed: Annotated[bool, Meta(description="true or false")] = True
    answer: AnswerPlace | None = None


class ScreenshotUpload(ClientMessage, frozen=True):
    """`POST /api/sessions/{id}/screenshots/upload/`; `captured_at` in milliseconds since 1970."""

    TYPE = "screenshot"
    device_id: DeviceId
    image_data: Annotated[
        str,
        Meta(
            max_length=limits.MAX_SCREENSHOT_TEXT,
            description=(
                f"a JPEG or PNG picture in base64, at most {limits.MAX_SCREENSHOT_BYTES:,} bytes"
            ),
        ),
    ]
    captured_at: (
        Annotated[
            int,
            Meta(
                ge=0,
                le=limits.LATEST_TIME_MS,
                description="a time in milliseconds since 1970",
            ),
        ]
        | None
    ) = None


class ActivityLog(ClientMessage, frozen=True):
    """`POST /api/logs/activity/anonymous/`; its other fields are ignored."""

    TYPE = "activity_log"
    device_id: DeviceId
    session: Annotated[int, Meta(description="an integer, the id of a session")] | None = None


# What it receives --------------------------------------------------------------------------------


class TitleOf(Struct, frozen=True):
    """A lesson, by its title."""

    id: int
    title: str


class NameOf(Struct, frozen=True):
    """A person, by name."""

    id: int
    name: str


class SubtaskInfo(Struct, frozen=True):
    """A step in a list."""

    id: int
    title: str
    order_index: int


class SubtaskDetail(Struct, frozen=True):
    """A step with everything that the app can match on the screen; `task` is the lesson's id."""

    id: int
    task: int
    task_title: str
    title: str
    description: str | None
    order: int
    order_index: int
    target_app: str | None
    target_action: str | None
    guide_text: str | None
    voice_guide_text: str | None
    view_id: str | None
    text: str | None
    content_description: str | None
    target_package: str | None
    target_class: str | None = None

    @classmethod
    def of(cls, subtask: Subtask, lesson: Lesson) -> "SubtaskDetail":
        """Return a step of a lesson."""
        return cls(
            id=subtask.id,
            task=lesson.id,
            task_title=lesson.title,
            title=subtask.title,
            description=subtask.description,
            order=subtask.order_index,
            order_index=subtask.order_index,
            target_app=subtask.target_package,
            target_action=subtask.target_action,
            guide_text=subtask.guide_text,
            voice_guide_text=subtask.voice_guide_text,
            view_id=subtask.view_id,
            text=subtask.text,
            content_description=subtask.content_description,
            target_package=subtask.target_package,
        )


class SessionDetail(Struct, frozen=True, rename={"current_subtask_detail": "currentSubtaskDetail"}):
    """A session as the app shows it; the present step is there under both of its names."""

    id: int
    lecture: TitleOf
    instructor: NameOf
    title: str
    session_code: str
    status: SessionStatus
    current_subtask: SubtaskDetail | None
    current_subtask_detail: SubtaskDetail | None
    subtasks: list[SubtaskInfo]
    total_steps: int
    my_status: ParticipantStatus
    created_at: datetime
    scheduled_at: datetime | None
    started_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def of(cls, session: ClassSession, instructor: str, me: Participant) -> "SessionDetail":
        """Return a session as one participant sees it."""
        lesson, current = session.lesson, session.current_subtask
        detail = SubtaskDetail.of(current, lesson) if current else None
        return cls(
            id=session.id,
            lecture=TitleOf(lesson.id, lesson.title),
            instructor=NameOf(session.instructor_id, instructor),
            title=session.title,
            session_code=session.code,
            status=session.status,
            current_subtask=detail,
            current_subtask_detail=detail,
            subtasks=[SubtaskInfo(s.id, s.title, s.order_index) for s in lesson.subtasks],
            total_steps=len(lesson.subtasks),
            my_status=me.status,
            created_at=session.opened_at,
            scheduled_at=None,
            started_at=session.started_at,
            ended_at=session.ended_at,
        )


class Joined(Struct, frozen=True):
    """The answer to `JoinRequest`."""

    message: str
    session: SessionDetail
    participant_id: int
    my_status: ParticipantStatus
    joined_at: datetime

    @classmethod
    def of(
        cls, session: ClassSession, instructor: str, me: Participant, *, is_new: bool
    ) -> "Joined":
        """Return the answer to a phone that has joined."""
        return cls(
            message=JOINED_TEXT if is_new else JOINED_AGAIN_TEXT,
            session=SessionDetail.of(session, instructor, me),
            participant_id=me.id,
            my_status=me.status,
            joined_at=me.joined_at or me.signed_in_at,
        )


class CompletionStored(Struct, frozen=True):
    """The answer to `CompletionReport`: it is stored."""

    success: bool
    message: str
    completed_subtasks: list[int]
    next_subtask: SubtaskDetail | None

    @classmethod
    def of(cls, session: ClassSession, me: Participant, report: CompletionReport) -> Struct:
        """Return the state after a report."""
        following = session.lesson.subtask_after(report.subtask_id)
        return cls(
            success=True,
            message=COMPLETED_TEXT if report.is_completed else NOT_COMPLETED_TEXT,
            completed_subtasks=list(me.completed),
            next_subtask=SubtaskDetail.of(following, session.lesson) if following else None,
        )


class ScreenshotStored(Struct, frozen=True):
    """The answer to `ScreenshotUpload`; only instructors may fetch `image_url`."""

    id: int
    session: int
    participant: int
    device_id: str
    participant_name: str
    image_url: str
    captured_at: datetime
    created_at: datetime


class LogAccepted(Struct, frozen=True):
    """The answer to `ActivityLog`."""

    log_id: int
    status: str = "accepted"
    message: str = "ok"
