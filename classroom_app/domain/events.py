"""What has happened in a session, in the past tense.

Every event holds plain values only (`at` is UTC), so that the journal can store and replay it.
`helper_id` is the helper who did it (a user id); None means the instructor.

They are structs, not dataclasses: those take 30 times as long to define at the start, and each
event of a storm takes several times as long to make.
"""

from datetime import datetime

from msgspec import Struct

from classroom_app.domain.step_reason import StepReason


class Event(Struct, frozen=True, kw_only=True):
    """Something that happened at `at` (UTC)."""

    at: datetime


class SessionOpened(Event, frozen=True, kw_only=True):
    """The class can be joined; `class_id` is globally unique (empty in old histories).

    `roster_id` is the roster of the people who are expected, or None.
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


class ParticipantSignedIn(Event, frozen=True, kw_only=True):
    """A new participant was let in; `person_id` is the person of the roster they are, or None."""

    participant_id: int
    user_id: int
    user_name: str
    device_id: str | None
    person_id: int | None = None


class ParticipantReadmitted(Event, frozen=True, kw_only=True):
    """Somebody who had been removed, or whose seat had lapsed, signed in or connected again."""

    participant_id: int


class ParticipantConnected(Event, frozen=True, kw_only=True):
    """A phone that had been away is connected again, but has not joined yet."""

    participant_id: int


class ParticipantJoined(Event, frozen=True, kw_only=True):
    """A connection joined: the participant's `first`; `all_done` if they finished every step."""

    participant_id: int
    first: bool = True
    all_done: bool = False


class ParticipantLeft(Event, frozen=True, kw_only=True):
    """The last connection was closed; `joined` tells whether it had joined."""

    participant_id: int
    joined: bool


class ParticipantRemoved(Event, frozen=True, kw_only=True):
    """The instructor removed a student; `joined` tells whether the phone was in the class."""

    participant_id: int
    joined: bool


class ParticipantLapsed(Event, frozen=True, kw_only=True):
    """Somebody signed in but never joined: the seat is free again."""

    participant_id: int


class ParticipantRenamed(Event, frozen=True, kw_only=True):
    """A student was given another name."""

    participant_id: int
    user_id: int
    user_name: str


class PhoneChanged(Event, frozen=True, kw_only=True):
    """A participant came with another phone; `in_use` if the earlier one was connected.

    `phone` identifies the new phone (the hash of its cookie); `device_id` is what it calls itself.
    """

    participant_id: int
    device_id: str | None
    phone: str
    in_use: bool


class PhoneSentAway(Event, frozen=True, kw_only=True):
    """A phone that had taken over a seat has lost it, and has to sign in again."""

    participant_id: int
    phone: str


class PersonAssigned(Event, frozen=True, kw_only=True):
    """A student is this person of the roster from now on, or none of it (None)."""

    participant_id: int
    person_id: int | None


class ClassLocked(Event, frozen=True, kw_only=True):
    """Nobody new may join from now on."""


class ClassUnlocked(Event, frozen=True, kw_only=True):
    """New students may join again."""


class CodeChanged(Event, frozen=True, kw_only=True):
    """The class has another code; its participants may still use the old one."""

    session_code: str


class StepStarted(Event, frozen=True, kw_only=True):
    """The class is on another step; `first` if this started the class.

    `message` is free text from an instructor's client; the program itself goes by `reason`.
    """

    subtask_id: int
    instructor_id: int
    message: str
    first: bool
    reason: StepReason = StepReason.INSTRUCTOR


class StartUndone(Event, frozen=True, kw_only=True):
    """The class is before its first step again."""

    instructor_id: int


class SessionPaused(Event, frozen=True, kw_only=True):
    """The class was paused, so that everybody looks up."""

    instructor_id: int


class SessionResumed(Event, frozen=True, kw_only=True):
    """The class was resumed after a pause."""

    instructor_id: int


class SessionEnded(Event, frozen=True, kw_only=True):
    """The class is over."""

    instructor_id: int


class MessageSent(Event, frozen=True, kw_only=True):
    """A message was sent to all, or to one student; `helper_id` if a helper wrote it.

    `instructor_name` is empty then: `HelperLetIn` has the helper's name.
    """

    instructor_name: str
    message: str
    user_id: int | None
    helper_id: int | None = None


class MessagesSeen(Event, frozen=True, kw_only=True):
    """A student's phone has shown what was said, up to this number (`Said.number`)."""

    participant_id: int
    number: int


class StepCompleted(Event, frozen=True, kw_only=True):
    """A student finished a step; `status` is as the phone sent it, `all_done` if it was the last.

    `here` tells whether the phone was in the class: reports over REST may come from one that is
    not. `instructor_id` is the instructor who marked it for the student, or None. `answer` is the
    index of the answer given to the step's question.
    """

    participant_id: int
    subtask_id: int
    status: str = "completed"
    all_done: bool = False
    here: bool = True
    instructor_id: int | None = None
    answer: int | None = None


class AnswerChanged(Event, frozen=True, kw_only=True):
    """A student who had finished a step gave another answer to its question, or the first one."""

    participant_id: int
    subtask_id: int
    answer: int


class AnswersShown(Event, frozen=True, kw_only=True):
    """The instructor showed the class how often each answer was given, or hid it again."""

    subtask_id: int
    shown: bool
    instructor_id: int


class CompletionRevoked(Event, frozen=True, kw_only=True):
    """The instructor marked a step as not finished after all, or gave a seat back.

    `here` tells whether the phone was in the class.
    """

    participant_id: int
    subtask_id: int
    instructor_id: int
    here: bool


class StudentVisited(Event, frozen=True, kw_only=True):
    """A helper, or the instructor (None), visited a student."""

    participant_id: int
    helper_id: int | None = None


class VisitUndone(Event, frozen=True, kw_only=True):
    """The latest visit that this helper, or the instructor, noted by hand was undone."""

    participant_id: int
    helper_id: int | None = None


class ComfortChanged(Event, frozen=True, kw_only=True):
    """How a student's page is to look from now on, or, if `by_phone`, as the student set it.

    A setting that is None was never set. `person_id` is the person of a roster for whom it is
    kept. `helper_id` is the helper who set it; None means the instructor.
    """

    participant_id: int
    larger_text: bool | None
    read_aloud: bool | None
    high_contrast: bool | None
    by_phone: bool = False
    person_id: int | None = None
    helper_id: int | None = None


class NewcomersComfortChanged(Event, frozen=True, kw_only=True):
    """How the pages of students who join later are set; the others get events of their own."""

    larger_text: bool | None
    read_aloud: bool | None
    high_contrast: bool | None
    helper_id: int | None = None


class ProgressReported(Event, frozen=True, kw_only=True):
    """A phone reported how a step is going."""

    participant_id: int
    subtask_id: int
    status: str


class HelpRequested(Event, frozen=True, kw_only=True):
    """A student asked for help, or (`again`) changed the open request."""

    help_request_id: int
    participant_id: int
    subtask_id: int | None
    message: str | None
    screenshot_path: str | None
    again: bool


class HelpCancelled(Event, frozen=True, kw_only=True):
    """The request was cancelled by the student, or because their seat was given back."""

    help_request_id: int


class HelpAnswered(Event, frozen=True, kw_only=True):
    """The instructor, or a helper, is on the way; others may be too."""

    help_request_id: int
    message: str | None
    helper_id: int | None = None


class AnswerWithdrawn(Event, frozen=True, kw_only=True):
    """Somebody is no longer on the way; `on_the_way` if somebody else still is.

    `going_id` is the helper who was (None: the instructor); `helper_id` is who withdrew it.
    """

    help_request_id: int
    going_id: int | None
    on_the_way: bool
    helper_id: int | None = None


class HelpResolved(Event, frozen=True, kw_only=True):
    """The request was resolved; `by_completion` if finishing the step, or removal, did it."""

    help_request_id: int
    message: str | None
    by_completion: bool
    helper_id: int | None = None


class HelpReopened(Event, frozen=True, kw_only=True):
    """A closed request is back in the queue; `on_the_way` if somebody was, when it was closed."""

    help_request_id: int
    on_the_way: bool = False
    helper_id: int | None = None


class HelperLetIn(Event, frozen=True, kw_only=True):
    """A helper whom the instructor invited was admitted to this session."""

    helper_id: int
    name: str


class HelperEnded(Event, frozen=True, kw_only=True):
    """The instructor ended a helper's part."""

    helper_id: int


class SessionRecovered(Event, frozen=True, kw_only=True):
    """The session was resumed after an interruption, with no phone connected.

    If another computer had led it (`elsewhere`), participants are recognized by their names.
    """

    elsewhere: bool = False
