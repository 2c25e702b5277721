"""What can be asked of a session, in the imperative. The sender is the actor, passed beside it.

They are structs for the same reason as the events: quick to define at the start and to make in
storms.
"""

from msgspec import Struct

from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.step_reason import StepReason


class SignIn(Struct, frozen=True):
    """Let a person in; `name` None means a guest without a name.

    `participant_id` is the participant of the phone's cookie; without one, a known participant is
    found by `device_id`. `corrects_name` renames them: they typed another name.

    `person_id` is the person on the class's roster whose number they gave; `name` is then the one
    on the roster. `takes_over` confirms that they are this person although another phone is
    connected as the same one. `phone` identifies the phone that gets the seat (the hash of its
    cookie), so that the seat can be taken from this phone alone.
    """

    name: str | None
    device_id: str | None = None
    corrects_name: bool = False
    participant_id: int | None = None
    person_id: int | None = None
    takes_over: bool = False
    phone: str = ""


class Connect(Struct, frozen=True):
    """A participant's phone opened its connection."""

    participant_id: int


class Leave(Struct, frozen=True):
    """A participant's last connection was closed; `joined` tells whether it had joined."""

    participant_id: int
    joined: bool


class AddHelpPicture(Struct, frozen=True):
    """Attach the picture that came with an open help request, now checked and stored."""

    help_request_id: int
    participant_id: int
    screenshot_path: str = ""


class Lapse(Struct, frozen=True):
    """Free the seats of those who signed in but never joined."""

    participant_ids: tuple[int, ...]


class RecoverSession(Struct, frozen=True):
    """Resume an interrupted session: nobody is connected yet.

    `elsewhere`: another computer led it before. Phones then use a new address, to which browsers
    bring no cookie or device id that would identify them.
    """

    elsewhere: bool = False


class Join(Struct, frozen=True):
    """The student's phone joins the class; `again` if this connection has joined before.

    `only_if_away`: do nothing if the student already counts as here, by an earlier connection.
    """

    again: bool = False
    only_if_away: bool = False


class CompleteStep(Struct, frozen=True):
    """The student has finished a step; `answer` is the index of their answer to its question.

    Sent again with another answer, it changes the answer.
    """

    subtask_id: int
    answer: int | None = None


class ReportProgress(Struct, frozen=True):
    """The phone reports how a step is going; the status "completed" (in any case) completes it."""

    subtask_id: int
    status: str


class RequestHelp(Struct, frozen=True):
    """Ask for help, or change the request that is open."""

    subtask_id: int | None = None
    message: str | None = None
    screenshot_path: str | None = None


class CancelHelp(Struct, frozen=True):
    """Cancel the student's open help request."""


class MarkSeen(Struct, frozen=True):
    """The student's phone has shown what was said, up to this number (`Said.number`)."""

    number: int


class NextStep(Struct, frozen=True):
    """Start a step: `subtask_id`, or the one after the current."""

    subtask_id: int | None = None
    message: str = ""
    reason: StepReason = StepReason.INSTRUCTOR


class UndoStart(Struct, frozen=True):
    """Undo the start: go back to before the first step."""


class PauseSession(Struct, frozen=True):
    """Pause the class, so that everybody looks up."""


class ResumeSession(Struct, frozen=True):
    """Resume the class after a pause."""


class EndSession(Struct, frozen=True):
    """End the class."""


class SendMessage(Struct, frozen=True):
    """Send a message to all, or to one student (`user_id`)."""

    message: str
    user_id: int | None = None


class ResolveHelp(Struct, frozen=True):
    """Answer a help request (`ON_THE_WAY`) or resolve it.

    Without `too`, it is refused if somebody else is on the way already.
    """

    help_request_id: int
    status: HelpStatus
    message: str | None = None
    too: bool = True


class WithdrawAnswer(Struct, frozen=True):
    """Withdraw *On my way*: a helper's own, or, by the instructor, everybody's.

    `going_id` limits the instructor's command to one helper.
    """

    help_request_id: int
    going_id: int | None = None


class ReopenHelp(Struct, frozen=True):
    """Undo: put a closed request back in the queue."""

    help_request_id: int


class SetLocked(Struct, frozen=True):
    """Lock the class, so that no new students can join, or unlock it."""

    locked: bool


class RemoveParticipant(Struct, frozen=True):
    """Remove a student from the class; their cookie becomes void."""

    participant_id: int


class RemoveParticipants(Struct, frozen=True):
    """Remove several students; those already removed are skipped."""

    participant_ids: tuple[int, ...]


class ChangeCode(Struct, frozen=True):
    """Give the class another code, which no other class has; its participants stay in."""

    code: str


class RenameParticipant(Struct, frozen=True):
    """Give a student another name."""

    participant_id: int
    name: str


class AssignPerson(Struct, frozen=True):
    """Set which person of the class's roster a student is, or None if it is not known.

    They are renamed to `name`, or, if it is None, to a guest name.
    """

    participant_id: int
    person_id: int | None
    name: str | None


class GiveSeatBack(Struct, frozen=True):
    """Take a seat back from the phones that took it over: their owner is somebody else.

    They have to sign in again. The steps they finished and the help they asked for since are
    undone. With `frees_number` the student who had the seat before is not this person either: they
    keep the seat and their work, but not the number.
    """

    participant_id: int
    frees_number: bool = False


class MarkDone(Struct, frozen=True):
    """Mark a step as finished for a student whose phone cannot report it."""

    participant_id: int
    subtask_id: int


class MarkNotDone(Struct, frozen=True):
    """Mark a step as not finished after all."""

    participant_id: int
    subtask_id: int


class ShowAnswers(Struct, frozen=True):
    """Show the class how often each answer to a step's question was given, or hide that again."""

    subtask_id: int
    shown: bool


class MarkVisited(Struct, frozen=True):
    """Note that the sender (the instructor or a helper) has just visited a student."""

    participant_id: int


class UndoVisit(Struct, frozen=True):
    """Undo the latest visit that the sender has noted."""

    participant_id: int


class SetComfort(Struct, frozen=True):
    """Make a phone's page easier to read, or as before; a setting that is None is unchanged.

    `participant_id` None means all phones and those that join later; with `newcomers_only`, only
    those that join later.
    """

    participant_id: int | None
    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None
    newcomers_only: bool = False


class RestoreComfort(Struct, frozen=True):
    """Set the page of a person of the roster as it was in their last class."""

    participant_id: int
    larger_text: bool | None = None
    read_aloud: bool | None = None
    high_contrast: bool | None = None


class ChooseComfort(Struct, frozen=True):
    """The student changed these settings on the phone; this is how the page is now."""

    larger_text: bool
    read_aloud: bool
    high_contrast: bool


class LetHelperIn(Struct, frozen=True):
    """Admit a helper whom the instructor invited to look after the students."""

    name: str


class EndHelper(Struct, frozen=True):
    """End a helper's part at once; students to whom they were on the way wait again."""

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
# What a helper may send too: they look after students but do not lead the class.
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
