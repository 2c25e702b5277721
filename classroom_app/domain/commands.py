"""What can be asked of a session, in the imperative. Who asks is the actor, given beside it."""

from dataclasses import dataclass

from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.step_reason import StepReason


@dataclass(frozen=True, slots=True)
class SignIn:
    """Let a person in; `name` None means a guest without a name.

    `participant_id` is whom the phone's cookie stands for; else the device says who is known
    already. `corrects_name` renames them: the name was typed anew.

    `person_id` is who they are on the class's roster, by their number; then `name` is the one on
    it. `takes_over`: they were told that another phone is connected as this person, and said that
    it is they. `phone` names the phone that a seat is given to (the hash of its cookie), so that
    the seat can be taken from it alone.
    """

    name: str | None
    device_id: str | None = None
    corrects_name: bool = False
    participant_id: int | None = None
    person_id: int | None = None
    takes_over: bool = False
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Connect:
    """A participant's phone opened its connection."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class Leave:
    """A participant's last connection is gone; `joined` tells whether it had joined."""

    participant_id: int
    joined: bool


@dataclass(frozen=True, slots=True)
class AddHelpPicture:
    """The picture that came with an open call for help was found to be one, and is kept."""

    help_request_id: int
    participant_id: int
    screenshot_path: str = ""


@dataclass(frozen=True, slots=True)
class Lapse:
    """Free the seats of those who signed in and never came."""

    participant_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RecoverSession:
    """Go on with a session after a restart: nobody is connected yet.

    `elsewhere`: another computer led it before. Phones come to another address, and browsers bring
    nothing there by which they would be known.
    """

    elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """The student's phone takes part; `again` when this connection has joined before.

    `only_if_away`: nothing happens if the student counts as here, by a connection of before.
    """

    again: bool = False
    only_if_away: bool = False


@dataclass(frozen=True, slots=True)
class CompleteStep:
    """The student has finished a step, perhaps with an answer to its question (its place, from 0).

    Sent again with another answer, it changes the answer.
    """

    subtask_id: int
    answer: int | None = None


@dataclass(frozen=True, slots=True)
class ReportProgress:
    """The phone tells how a step goes; `completed` in any case also completes it."""

    subtask_id: int
    status: str


@dataclass(frozen=True, slots=True)
class RequestHelp:
    """Ask for help, or change the request that is open."""

    subtask_id: int | None = None
    message: str | None = None
    screenshot_path: str | None = None


@dataclass(frozen=True, slots=True)
class CancelHelp:
    """Take the open request back."""


@dataclass(frozen=True, slots=True)
class MarkSeen:
    """The student has on the screen what was said, up to this number (`Said.number`)."""

    number: int


@dataclass(frozen=True, slots=True)
class NextStep:
    """Start a step: `subtask_id`, or the one after the current."""

    subtask_id: int | None = None
    message: str = ""
    reason: StepReason = StepReason.INSTRUCTOR


@dataclass(frozen=True, slots=True)
class UndoStart:
    """Undo: go back to before the first step."""


@dataclass(frozen=True, slots=True)
class PauseSession:
    """All look up."""


@dataclass(frozen=True, slots=True)
class ResumeSession:
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class EndSession:
    """The class is over."""


@dataclass(frozen=True, slots=True)
class SendMessage:
    """Words to all, or to one student (`user_id`)."""

    message: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class ResolveHelp:
    """Answer a help request: on the way, or done.

    Without `too`, nobody else may be on the way.
    """

    help_request_id: int
    status: HelpStatus
    message: str | None = None
    too: bool = True


@dataclass(frozen=True, slots=True)
class WithdrawAnswer:
    """Be on the way no longer; the instructor's takes the call from everybody who is.

    `going_id` is the helper from whom alone it is taken.
    """

    help_request_id: int
    going_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenHelp:
    """Undo: put a closed request back in the queue."""

    help_request_id: int


@dataclass(frozen=True, slots=True)
class SetLocked:
    """Let nobody new join, or let them join again."""

    locked: bool


@dataclass(frozen=True, slots=True)
class RemoveParticipant:
    """Send a student out; their cookie is void."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class RemoveParticipants:
    """Send several students out; who is out already is passed over."""

    participant_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ChangeCode:
    """Give the class another code, which no other class has; who is in stays in."""

    code: str


@dataclass(frozen=True, slots=True)
class RenameParticipant:
    """Give a student another name."""

    participant_id: int
    name: str


@dataclass(frozen=True, slots=True)
class AssignPerson:
    """Say who a student is on the class's roster, or with None that it is not known.

    They get the `name`; None: one of those that guests have.
    """

    participant_id: int
    person_id: int | None
    name: str | None


@dataclass(frozen=True, slots=True)
class GiveSeatBack:
    """Whoever took a seat over on another phone is somebody else: they have to say who they are.

    What they did in it is undone. With `frees_number` whoever sat there before is somebody else
    too: they keep the seat and their work, without the number.
    """

    participant_id: int
    frees_number: bool = False


@dataclass(frozen=True, slots=True)
class MarkDone:
    """Note a step as finished for a student whose phone cannot say so."""

    participant_id: int
    subtask_id: int


@dataclass(frozen=True, slots=True)
class MarkNotDone:
    """Note that a student has not finished a step after all."""

    participant_id: int
    subtask_id: int


@dataclass(frozen=True, slots=True)
class ShowAnswers:
    """Show the class how often each answer to a step's question was given, or hide it."""

    subtask_id: int
    shown: bool


@dataclass(frozen=True, slots=True)
class MarkVisited:
    """Note that somebody was with a student just now."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class UndoVisit:
    """Undo: the latest visit that who asks has noted was none."""

    participant_id: int


@dataclass(frozen=True, slots=True)
class SetComfort:
    """Make a phone's page easier to read, or as before; None leaves a thing as it is.

    `participant_id` None: all phones, and those that join later, or these alone.
    """

    participant_id: int | None
    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None
    newcomers_only: bool = False


@dataclass(frozen=True, slots=True)
class RestoreComfort:
    """Somebody on the roster is here again: their page is to be as in their last class."""

    participant_id: int
    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None


@dataclass(frozen=True, slots=True)
class ChooseComfort:
    """The student changed something of it on the phone; this is how the page is now."""

    larger_text: bool
    read_aloud: bool
    high_contrast: bool


@dataclass(frozen=True, slots=True)
class LetHelperIn:
    """Let somebody whom the instructor invited look after the students."""

    name: str


@dataclass(frozen=True, slots=True)
class EndHelper:
    """End a helper's part at once; who had their word waits again."""

    helper_id: int


StudentCommand = (
    Join | CompleteStep | ReportProgress | RequestHelp | CancelHelp | MarkSeen | ChooseComfort
)
InstructorCommand = (
    NextStep
    | UndoStart
    | PauseSession
    | ResumeSession
    | EndSession
    | SendMessage
    | ResolveHelp
    | WithdrawAnswer
    | ReopenHelp
    | SetLocked
    | RemoveParticipant
    | RemoveParticipants
    | ChangeCode
    | RenameParticipant
    | AssignPerson
    | GiveSeatBack
    | MarkDone
    | MarkNotDone
    | ShowAnswers
    | MarkVisited
    | UndoVisit
    | SetComfort
    | EndHelper
)
# What a helper may ask for too: they look after students, and lead nothing.
HelperCommand = (
    SendMessage | ResolveHelp | WithdrawAnswer | ReopenHelp | MarkVisited | UndoVisit | SetComfort
)
SystemCommand = (
    SignIn
    | Connect
    | Leave
    | AddHelpPicture
    | Lapse
    | RecoverSession
    | LetHelperIn
    | RestoreComfort
)
Command = StudentCommand | InstructorCommand | SystemCommand
