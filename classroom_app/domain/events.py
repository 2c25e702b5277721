"""What has happened in a session, in the past tense.

Every event holds plain values only (`at` is UTC), so that the journal can store and replay it.
`helper_id` is the helper who did it (an id of a user); None is the instructor.
"""

from dataclasses import dataclass
from datetime import datetime

from classroom_app.domain.step_reason import StepReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened at `at` (UTC)."""

    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionOpened(Event):
    """The class can be joined; `class_id` names it in all the world (empty in old histories).

    `roster_id` is the list of the people who are expected, or None.
    """

    session_id: int
    session_code: str
    title: str
    lesson_id: int
    instructor_id: int
    guests_allowed: bool
    max_participants: int
    rehearsal: bool = False
    class_id: str = ""
    roster_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantSignedIn(Event):
    """A new person was let in; `person_id` is who they are on the class's roster, or None."""

    participant_id: int
    user_id: int
    user_name: str
    device_id: str | None
    person_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantReadmitted(Event):
    """Somebody who had been removed signed in again, or whose seat had lapsed came after all."""

    participant_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantConnected(Event):
    """A phone that had been away is connected, not yet joined."""

    participant_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantJoined(Event):
    """A connection joined: the participant's `first`, with every step `all_done` or not."""

    participant_id: int
    first: bool = True
    all_done: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLeft(Event):
    """The last connection is gone; `joined` tells whether it had joined."""

    participant_id: int
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRemoved(Event):
    """The instructor sent a student out; `joined` tells whether the phone was in the class."""

    participant_id: int
    joined: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantLapsed(Event):
    """Somebody signed in and never came: the seat is free."""

    participant_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipantRenamed(Event):
    """A student has another name."""

    participant_id: int
    user_id: int
    user_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneChanged(Event):
    """A person of the roster came with another phone; `in_use`: the earlier one was connected.

    `phone` names the new one (the hash of its cookie), `device_id` is what it says of itself.
    """

    participant_id: int
    device_id: str | None
    phone: str
    in_use: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhoneSentAway(Event):
    """A phone that had taken a seat over has it no more, and has to say anew whose it is."""

    participant_id: int
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAssigned(Event):
    """The instructor said who a student is on the roster, or with None that it is not known."""

    participant_id: int
    person_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassLocked(Event):
    """Nobody new may join from now on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassUnlocked(Event):
    """New students may join again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChanged(Event):
    """Whoever joins needs another code; who is in may still name the old one."""

    session_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepStarted(Event):
    """The class is on another step; `first` when this began the session.

    `message` is what an instructor's client wrote, whatever it says; `reason` is ours alone.
    """

    subtask_id: int
    instructor_id: int
    message: str
    first: bool
    reason: StepReason = StepReason.INSTRUCTOR


@dataclass(frozen=True, slots=True, kw_only=True)
class StartUndone(Event):
    """The class is before its first step again."""

    instructor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPaused(Event):
    """All look up."""

    instructor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResumed(Event):
    """The class goes on."""

    instructor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionEnded(Event):
    """The class is over."""

    instructor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageSent(Event):
    """Words to all, or to one student; `helper_id` when a helper wrote them.

    `instructor_name` is then empty: who it was stands in `HelperLetIn`.
    """

    instructor_name: str
    message: str
    user_id: int | None
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagesSeen(Event):
    """A student has on the screen what the instructor said, up to this number (`Said.number`)."""

    participant_id: int
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StepCompleted(Event):
    """A student finished a step; `status` is the phone's word, `all_done` at the last one.

    `here` tells whether the phone was in the class: a report over REST may come without.
    `instructor_id` is the instructor who noted it in the student's place, or None. `answer` is the
    place, from 0, of the answer that was given to the step's question.
    """

    participant_id: int
    subtask_id: int
    status: str = "completed"
    all_done: bool = False
    here: bool = True
    instructor_id: int | None = None
    answer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerChanged(Event):
    """A student who had finished a step gave another answer to its question, or the first one."""

    participant_id: int
    subtask_id: int
    answer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswersShown(Event):
    """The instructor showed the class how often each answer was given, or hid it again."""

    subtask_id: int
    shown: bool
    instructor_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionRevoked(Event):
    """The instructor noted that a student has not finished a step after all.

    `here` tells whether the phone was in the class.
    """

    participant_id: int
    subtask_id: int
    instructor_id: int
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentVisited(Event):
    """Somebody was with a student: a helper (a `users.id`), or the instructor (None)."""

    participant_id: int
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitUndone(Event):
    """The latest visit that this helper, or the instructor, noted by hand was none."""

    participant_id: int
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComfortChanged(Event):
    """How a student's page is to be from now on, or, if `by_phone`, how they made it themselves.

    What is None was never set. `person_id` is whom a roster keeps it for. `helper_id` says who
    did it; None is the instructor.
    """

    participant_id: int
    larger_text: bool | None
    read_aloud: bool | None
    high_contrast: bool | None
    by_phone: bool = False
    person_id: int | None = None
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewcomersComfortChanged(Event):
    """How the pages of those who join later are to be; all others have an event of their own."""

    larger_text: bool | None
    read_aloud: bool | None
    high_contrast: bool | None
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressReported(Event):
    """A phone told how a step goes."""

    participant_id: int
    subtask_id: int
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpRequested(Event):
    """A student asks for help: a new ticket, or (`again`) new words on the open one."""

    help_request_id: int
    participant_id: int
    subtask_id: int | None
    message: str | None
    screenshot_path: str | None
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCancelled(Event):
    """The student took the request back."""

    help_request_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpAnswered(Event):
    """The instructor, or a helper, is on the way; others may be too."""

    help_request_id: int
    message: str | None
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerWithdrawn(Event):
    """Somebody is on the way no longer; `on_the_way` when somebody else still is.

    `going_id` is the helper who was, None the instructor; `helper_id` who withdrew it.
    """

    help_request_id: int
    going_id: int | None
    on_the_way: bool
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpResolved(Event):
    """Nobody waits any more; `by_completion` when finishing the step did it."""

    help_request_id: int
    message: str | None
    by_completion: bool
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpReopened(Event):
    """A closed request is back in the queue; `on_the_way` when it had been answered."""

    help_request_id: int
    on_the_way: bool = False
    helper_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperLetIn(Event):
    """Somebody whom the instructor invited may look after the students of this session."""

    helper_id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperEnded(Event):
    """The instructor ended a helper's part."""

    helper_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRecovered(Event):
    """The program was started again and goes on with this session.

    Or that of another computer does (`elsewhere`): everybody is waited for by their name.
    """

    elsewhere: bool = False
