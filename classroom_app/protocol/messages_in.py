"""What phones and instructors send, as typed structs. Unknown fields are ignored."""

from typing import Annotated, ClassVar, Literal

from msgspec import Meta, Struct

from classroom_app.domain.question import MAX_ANSWERS
from classroom_app.protocol import limits

SubtaskId = Annotated[int, Meta(description="an integer, the id of a subtask")]
AnswerPlace = Annotated[
    int,
    Meta(
        ge=0,
        lt=MAX_ANSWERS,
        description="an integer, the place of an answer in the subtask's question, from 0",
    ),
]
HelpRequestId = Annotated[int, Meta(description="an integer, a request of this session")]
HelpMessage = Annotated[
    str,
    Meta(
        max_length=limits.MAX_HELP_MESSAGE,
        description=f"text of at most {limits.MAX_HELP_MESSAGE} characters",
    ),
]
InstructorWords = Annotated[
    str,
    Meta(
        max_length=limits.MAX_INSTRUCTOR_MESSAGE,
        description=f"text of at most {limits.MAX_INSTRUCTOR_MESSAGE:,} characters",
    ),
]


class ClientMessage(Struct, frozen=True):
    """Base of all received messages; `TYPE` is the value of `type`."""

    TYPE: ClassVar[str]


class Join(ClientMessage, frozen=True):
    """Take part in the session."""

    TYPE = "join"
    device_id: (
        Annotated[
            str,
            Meta(
                min_length=1,
                max_length=limits.MAX_DEVICE_ID,
                description=f"text of 1 to {limits.MAX_DEVICE_ID} characters",
            ),
        ]
        | None
    ) = None
    name: Annotated[str, Meta(description="text of 1 to 40 characters")] | None = None
    presence: Annotated[bool, Meta(description="true or false")] | None = None
    last_message_id: Annotated[int, Meta(description="an integer, a message_id")] | None = None


class Heartbeat(ClientMessage, frozen=True):
    """Still here."""

    TYPE = "heartbeat"
    timestamp: Annotated[int | float, Meta(description="a finite number")]


class StepComplete(ClientMessage, frozen=True):
    """This step is done; `answer` is the place of the answer to its question, from 0."""

    TYPE = "step_complete"
    subtask_id: SubtaskId
    answer: AnswerPlace | None = None


class RequestHelp(ClientMessage, frozen=True):
    """The student needs help; `screenshot` is a JPEG or PNG in base64."""

    TYPE = "request_help"
    subtask_id: SubtaskId | None = None
    message: HelpMessage | None = None
    screenshot: (
        Annotated[
            str,
            Meta(
                max_length=limits.MAX_SCREENSHOT_TEXT,
                description=(
                    "a JPEG or PNG picture in base64, at most "
                    f"{limits.MAX_SCREENSHOT_BYTES:,} bytes"
                ),
            ),
        ]
        | None
    ) = None


class CancelHelp(ClientMessage, frozen=True):
    """No help is needed any more."""

    TYPE = "cancel_help"


class ProgressUpdate(ClientMessage, frozen=True):
    """The progress of a step, in the phone's own word."""

    TYPE = "progress_update"
    subtask_id: SubtaskId
    status: Annotated[
        str,
        Meta(
            min_length=1,
            max_length=limits.MAX_STATUS,
            description=f"text of 1 to {limits.MAX_STATUS} characters",
        ),
    ] = "in_progress"


class MessageSeen(ClientMessage, frozen=True):
    """The instructor's messages up to this one have been shown."""

    TYPE = "message_seen"
    message_id: Annotated[int, Meta(description="an integer, a message_id")]


class NextStep(ClientMessage, frozen=True):
    """Start the next step, or the one named."""

    TYPE = "next_step"
    subtask_id: SubtaskId | None = None
    message: InstructorWords | None = None
    reason: Annotated[Literal["UNDO"], Meta(description="UNDO")] | None = None


class UndoStart(ClientMessage, frozen=True):
    """Go back to before the first step, which was started by mistake."""

    TYPE = "undo_start"


class PauseSession(ClientMessage, frozen=True):
    """Pause the class."""

    TYPE = "pause_session"


class ResumeSession(ClientMessage, frozen=True):
    """Resume the class after a pause."""

    TYPE = "resume_session"


class EndSession(ClientMessage, frozen=True):
    """End the class."""

    TYPE = "end_session"


class InstructorMessage(ClientMessage, frozen=True):
    """A message to all students, or to one."""

    TYPE = "instructor_message"
    message: InstructorWords
    user_id: Annotated[int, Meta(description="an integer, a student of this session")] | None = None


class ResolveHelp(ClientMessage, frozen=True):
    """Answer a help request; with `too` false, only if nobody else is on the way."""

    TYPE = "resolve_help"
    help_request_id: HelpRequestId
    status: Annotated[Literal["ON_THE_WAY", "RESOLVED"], Meta(description="ON_THE_WAY or RESOLVED")]
    message: InstructorWords | None = None
    too: Annotated[bool, Meta(description="true or false")] | None = None


class WithdrawHelp(ClientMessage, frozen=True):
    """No longer be on the way; from an instructor: nobody is on the way any more."""

    TYPE = "withdraw_help"
    help_request_id: HelpRequestId


class ReopenHelp(ClientMessage, frozen=True):
    """Undo that a help request was resolved."""

    TYPE = "reopen_help"
    help_request_id: HelpRequestId


class ShowAnswers(ClientMessage, frozen=True):
    """Show the class how often each answer to a step's question was given, or hide it."""

    TYPE = "show_answers"
    subtask_id: SubtaskId
    shown: Annotated[bool, Meta(description="true or false")] = True


ParticipantId = Annotated[int, Meta(description="an integer, a participant in this session")]


class MarkVisited(ClientMessage, frozen=True):
    """The sender has just visited this student."""

    TYPE = "mark_visited"
    participant_id: ParticipantId


class UndoVisit(ClientMessage, frozen=True):
    """Undo the last visit to this student that the sender noted."""

    TYPE = "undo_visit"
    participant_id: ParticipantId


YesOrNo = Annotated[bool, Meta(description="true or false")]


class SetComfort(ClientMessage, frozen=True):
    """Change how a student's page is displayed, or those of all students."""

    TYPE = "set_comfort"
    participant_id: ParticipantId | None = None
    larger_text: YesOrNo | None = None
    read_aloud: YesOrNo | None = None
    high_contrast: YesOrNo | None = None


class ComfortChosen(ClientMessage, frozen=True):
    """The student has changed how the page is displayed; these are the settings now."""

    TYPE = "comfort_chosen"
    larger_text: YesOrNo
    read_aloud: YesOrNo
    high_contrast: YesOrNo


CommandMessage = (
    StepComplete
    | RequestHelp
    | CancelHelp
    | ProgressUpdate
    | MessageSeen
    | NextStep
    | UndoStart
    | PauseSession
    | ResumeSession
    | EndSession
    | InstructorMessage
    | ResolveHelp
    | ShowAnswers
    | MarkVisited
    | UndoVisit
    | SetComfort
    | ComfortChosen
    | WithdrawHelp
    | ReopenHelp
)
"""The messages that become commands, whoever may send them."""

SocketMessage = Join | Heartbeat | CommandMessage
"""Everything that comes over the socket."""

STUDENT_MESSAGES: dict[str, type[SocketMessage]] = {
    **{m.TYPE: m for m in (Join, Heartbeat, StepComplete, RequestHelp, CancelHelp)},
    ProgressUpdate.TYPE: ProgressUpdate,
    MessageSeen.TYPE: MessageSeen,
    ComfortChosen.TYPE: ComfortChosen,
    "help_request": RequestHelp,
}
INSTRUCTOR_MESSAGES: dict[str, type[SocketMessage]] = {
    message.TYPE: message
    for message in (
        Join,
        NextStep,
        UndoStart,
        PauseSession,
        ResumeSession,
        EndSession,
        InstructorMessage,
        ResolveHelp,
        ShowAnswers,
        MarkVisited,
        UndoVisit,
        SetComfort,
        WithdrawHelp,
        ReopenHelp,
        Heartbeat,
    )
}
# Helpers look after students and do not lead the class: they may send some of the instructor's
# messages.
HELPER_MESSAGES: dict[str, type[SocketMessage]] = {
    message.TYPE: message
    for message in (
        *(Join, Heartbeat, InstructorMessage, ResolveHelp, WithdrawHelp, ReopenHelp),
        *(MarkVisited, UndoVisit, SetComfort),
    )
}
KNOWN_TYPES = STUDENT_MESSAGES.keys() | INSTRUCTOR_MESSAGES.keys()
