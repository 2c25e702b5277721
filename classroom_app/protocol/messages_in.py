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
    """Base of all that is received; `TYPE` is the value of `type`."""

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
    """Somebody needs help; `screenshot` is a JPEG or PNG in base64."""

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
    """How a step goes, in the phone's own word."""

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
    """What the instructor said is on the screen, up to this one."""

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
    """All look up."""

    TYPE = "pause_session"


class ResumeSession(ClientMessage, frozen=True):
    """Go on."""

    TYPE = "resume_session"


class EndSession(ClientMessage, frozen=True):
    """The class is over."""

    TYPE = "end_session"


class InstructorMessage(ClientMessage, frozen=True):
    """Words to all, or to one student."""

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
    """Be on the way no longer; from an instructor: nobody is."""

    TYPE = "withdraw_help"
    help_request_id: HelpRequestId


class ReopenHelp(ClientMessage, frozen=True):
    """Undo that a help request was resolved."""

    TYPE = "reopen_help"
    help_request_id: HelpRequestId


class ShowAnswers(ClientMessage, frozen=True):
    """Show all in the room how often each answer to a step's question was given, or hide it."""

    TYPE = "show_answers"
    subtask_id: SubtaskId
    shown: Annotated[bool, Meta(description="true or false")] = True


ParticipantId = Annotated[int, Meta(description="an integer, a participant in this session")]


class MarkVisited(ClientMessage, frozen=True):
    """Somebody was with this student just now."""

    TYPE = "mark_visited"
    participant_id: ParticipantId


class UndoVisit(ClientMessage, frozen=True):
    """The last visit that the sender noted was none."""

    TYPE = "undo_visit"
    participant_id: ParticipantId


YesOrNo = Annotated[bool, Meta(description="true or false")]


class SetComfort(ClientMessage, frozen=True):
    """Make a phone's page, or those of all, easier to read, or as before."""

    TYPE = "set_comfort"
    participant_id: ParticipantId | None = None
    larger_text: YesOrNo | None = None
    read_aloud: YesOrNo | None = None
    high_contrast: YesOrNo | None = None


class ComfortChosen(ClientMessage, frozen=True):
    """The student has changed how the page is; this is how it is now."""

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
"""What asks for a command, the same for all who may send it."""

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
# What helpers send, who look after students and lead nothing: some of what instructors do.
HELPER_MESSAGES: dict[str, type[SocketMessage]] = {
    message.TYPE: message
    for message in (
        *(Join, Heartbeat, InstructorMessage, ResolveHelp, WithdrawHelp, ReopenHelp),
        *(MarkVisited, UndoVisit, SetComfort),
    )
}
KNOWN_TYPES = STUDENT_MESSAGES.keys() | INSTRUCTOR_MESSAGES.keys()
