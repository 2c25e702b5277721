"""The figures of a class, computed from its events: who came, how each step went, how it was led.

Pure: `class_report` replays a session's history once. Seconds on a step do not include the class's
pauses, and start for latecomers when they joined (`ClassSession`). Students whom the instructor
removed are listed, but not counted.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from statistics import quantiles
from typing import Any

from msgspec import Struct, field

from classroom_app.domain import events as ev
from classroom_app.domain.absence import who_did_not_come
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.visits import longest_wait_s


class Outcome(StrEnum):
    """A student's result when the class ended."""

    FINISHED = "FINISHED"  # every step done
    STAYED = "STAYED"  # here until the end
    LEFT = "LEFT"  # was here, but left before the end
    NEVER_JOINED = "NEVER_JOINED"  # signed in, but the phone never joined
    REMOVED = "REMOVED"


LONGEST_BREAK = timedelta(hours=1)
"""A computer that was off for longer was not in class meanwhile, and neither was anybody."""


class Control(StrEnum):
    """What the instructor, or a helper, did."""

    START_STEP = "START_STEP"
    UNDO_START = "UNDO_START"
    PAUSE = "PAUSE"
    RESUME = "RESUME"
    END = "END"
    LOCK = "LOCK"
    UNLOCK = "UNLOCK"
    MESSAGE = "MESSAGE"
    REMOVE = "REMOVE"
    NEW_CODE = "NEW_CODE"
    RECOVER = "RECOVER"
    MARK_DONE = "MARK_DONE"
    MARK_NOT_DONE = "MARK_NOT_DONE"
    HELPER_IN = "HELPER_IN"
    HELPER_OUT = "HELPER_OUT"


class Spread(Struct, frozen=True):
    """How long something took `count` people, in seconds: minimum, quartiles, maximum.

    The quartiles are computed as spreadsheets' QUARTILE.INC does.
    """

    count: int
    least: float
    lower: float
    median: float
    upper: float
    most: float

    @classmethod
    def of(cls, seconds: Iterable[float]) -> "Spread | None":
        """Return the spread of these times, None if there are none."""
        times = sorted(seconds)
        if not times:
            return None
        lower, median, upper = (
            quantiles(times, n=4, method="inclusive") if len(times) > 1 else times * 3
        )
        return cls(len(times), times[0], lower, median, upper, times[-1])


class StudentReportRow(Struct, frozen=True):
    """One participant; `here_s` is how long the phone was in the class before its end.

    `done_at`, `step_s` and `answers` are by step id; `step_s` has only steps finished while the
    class was on them, `answers` the texts of the answers to finished steps' questions.
    `visit_count` includes visits noted by hand and those that resolved a request; `unvisited_s` is
    the longest time without one until they were last here, None if no step ever began.
    """

    participant_id: int
    user_id: int
    name: str
    outcome: Outcome
    signed_in_at: datetime
    joined_at: datetime | None
    last_here_at: datetime | None
    here_s: float
    completed_at: datetime | None
    help_count: int
    done_at: Mapping[int, datetime]
    step_s: Mapping[int, float]
    answers: Mapping[int, str] = field(default_factory=dict)
    visit_count: int = 0
    unvisited_s: float | None = None

    @property
    def counts(self) -> bool:
        """Whether they joined and were not removed: only these count as having come."""
        return self.outcome not in (Outcome.REMOVED, Outcome.NEVER_JOINED)


class StepLine(Struct, frozen=True):
    """One step of the lesson; `number` counts from 1.

    `began_at` is when the class first came to it, `class_s` how long it was on it, without pauses.
    `done` people finished it; `spread` is that of the people who did while the class was on it.
    `answers` are the answers to its question, if it has one, with how many people gave each.
    """

    subtask_id: int
    number: int
    title: str
    began_at: datetime | None
    class_s: float
    done: int
    help_count: int
    spread: Spread | None
    question: str | None = None
    answers: Sequence[tuple[str, int]] = ()


class HelpReportRow(Struct, frozen=True):
    """One help request; `step` counts from 1.

    `answered_s` are the seconds until somebody was on the way or the request was resolved (also by
    finishing the step alone, or by removal), None if neither happened or it was undone.
    `screenshot_path` is the path of its picture in the data folder. `helped_by` is who went or
    resolved it: ids of helpers, None for the instructor.
    """

    asked_at: datetime
    participant_id: int
    name: str
    step: int | None
    message: str
    status: HelpStatus
    answered_s: float | None
    screenshot_path: str | None = None
    helped_by: Sequence[int | None] = ()


class ControlReportRow(Struct, frozen=True):
    """One action of the instructor; `words` is the text sent, or a student's or helper's name.

    `reason` is why a step was started; `helper_id` is the helper, if a helper did it instead.
    """

    at: datetime
    control: Control
    step: int | None
    words: str
    reason: StepReason = StepReason.INSTRUCTOR
    helper_id: int | None = None


class ClassReport(Struct, frozen=True):
    """All figures of one class; times are UTC. `class_s` is from first step to end, with pauses.

    `until` is when the class ended, or its latest event. `absent` are the people of its roster, as
    it is now, who did not come; see `absence`. `helpers` has the names of the helpers by their ids.
    """

    session_id: int
    code: str
    title: str
    lesson_title: str
    opened_at: datetime
    started_at: datetime | None
    ended_at: datetime | None
    until: datetime
    class_s: float
    paused_s: float
    students: Sequence[StudentReportRow]
    steps: Sequence[StepLine]
    help: Sequence[HelpReportRow]
    controls: Sequence[ControlReportRow]
    absent: Sequence[Person] = ()
    helpers: Mapping[int, str] = field(default_factory=dict)

    @property
    def counted(self) -> list[StudentReportRow]:
        """The students who count: everybody who joined and was not removed."""
        return [row for row in self.students if row.counts]

    @property
    def never_visited(self) -> int:
        """How many of the students who count were never visited."""
        return sum(not row.visit_count for row in self.counted)

    @property
    def finished(self) -> int:
        """How many students finished every step."""
        return sum(row.outcome is Outcome.FINISHED for row in self.students)


def class_report(
    history: Sequence[ev.Event], lesson: Lesson, roster: Roster | None = None
) -> ClassReport:
    """Return the figures of the class with this history; `roster` is who was expected."""
    return _Reading(history, lesson).report(roster)


class _Reading:
    """Replays the events, and notes what the final state no longer shows."""

    def __init__(self, history: Sequence[ev.Event], lesson: Lesson) -> None:
        opened = history[0]
        assert isinstance(opened, ev.SessionOpened), "a history begins with SessionOpened"
        self._session = ClassSession(opened, lesson)
        self._until = max(event.at for event in history)
        self._last_at = opened.at
        self._here_since: dict[int, datetime] = {}
        self._here_s: dict[int, float] = defaultdict(float)
        self._last_here: dict[int, datetime] = {}
        self._here_at_end: frozenset[int] | None = None
        self._began: dict[int, datetime] = {}
        self._on_step_s: dict[int, float] = {}
        self._class_step_of: dict[int, int | None] = {}
        self._answered_at: dict[int, datetime] = {}
        self._controls: list[ControlReportRow] = []
        for event in history[1:]:
            note = _NOTES.get(type(event))
            if note is not None:
                note(self, event)
            self._session.apply(event)
            self._last_at = event.at
        self._close_step(self._end)
        if self._here_at_end is None:
            self._end_presences(self._until)

    @property
    def _end(self) -> datetime:
        return self._session.ended_at or self._until

    def report(self, roster: Roster | None) -> ClassReport:
        """Return the report."""
        session, end = self._session, self._end
        help_rows = [self._help_row(request) for request in session.help_queue.all()]
        asked = Counter(row.participant_id for row in help_rows)
        asked_on = Counter(row.step for row in help_rows if self._counts(row.participant_id))
        people = [p for p in session.participants.values() if not p.lapsed]
        students = [self._student(p, asked[p.id]) for p in people]
        came = ((p.person_id, p.name) for p in people if self._counts(p.id))
        began = session.started_at
        return ClassReport(
            session_id=session.id,
            code=session.code,
            title=session.title,
            lesson_title=session.lesson.title,
            opened_at=session.opened_at,
            started_at=began,
            ended_at=session.ended_at,
            until=end,
            class_s=(end - began).total_seconds() if began else 0.0,
            paused_s=sum(((to or end) - since).total_seconds() for since, to in session.pauses),
            students=students,
            steps=self._steps(asked_on),
            help=help_rows,
            controls=self._controls,
            absent=who_did_not_come(roster, came) if roster is not None else (),
            helpers={helper.user_id: helper.name for helper in session.helpers.values()},
        )

    def _counts(self, participant_id: int) -> bool:
        participant = self._session.participants[participant_id]
        return not participant.removed and participant.joined_at is not None

    def _student(self, person: Participant, help_count: int) -> StudentReportRow:
        return StudentReportRow(
            participant_id=person.id,
            user_id=person.user_id,
            name=person.name,
            outcome=self._outcome(person),
            signed_in_at=person.signed_in_at,
            joined_at=person.joined_at,
            last_here_at=self._last_here.get(person.id),
            here_s=self._here_s[person.id],
            completed_at=person.completed_at,
            help_count=help_count,
            done_at=dict(person.completed),
            step_s=person.completed.seconds(),
            answers={
                step.id: answer
                for step in self._session.lesson.subtasks
                if (answer := _answer_of(person, step)) is not None
            },
            visit_count=len(person.visits),
            unvisited_s=longest_wait_s(
                self._session, person, self._last_here.get(person.id, self._until)
            ),
        )

    def _outcome(self, person: Participant) -> Outcome:
        if person.removed:
            return Outcome.REMOVED
        if person.joined_at is None:
            return Outcome.NEVER_JOINED
        if self._session.has_completed_all(person):
            return Outcome.FINISHED
        was_here = person.is_here if self._here_at_end is None else person.id in self._here_at_end
        return Outcome.STAYED if was_here else Outcome.LEFT

    def _steps(self, asked_on: Mapping[int | None, int]) -> list[StepLine]:
        people = [p for p in self._session.participants.values() if self._counts(p.id)]
        return [
            StepLine(
                subtask_id=step.id,
                number=step.order_index,
                title=step.title,
                began_at=self._began.get(step.id),
                class_s=self._on_step_s.get(step.id, 0.0),
                done=sum(step.id in p.completed for p in people),
                help_count=asked_on.get(step.order_index, 0),
                spread=Spread.of(
                    took_s
                    for person in people
                    if (took_s := person.completed.took_s(step.id)) is not None
                ),
                question=step.question.text if step.question else None,
                answers=_answers_to(step, people),
            )
            for step in self._session.lesson.subtasks
        ]

    def _help_row(self, request: HelpRequest) -> HelpReportRow:
        by_id = self._session.lesson.by_id
        step_id = request.subtask_id or self._class_step_of.get(request.id)
        answered_at = self._answered_at.get(request.id)
        return HelpReportRow(
            asked_at=request.created_at,
            participant_id=request.participant_id,
            name=self._session.participants[request.participant_id].name,
            step=None if step_id is None else by_id[step_id].order_index,
            message=request.message or "",
            status=request.status,
            answered_s=(
                (answered_at - request.created_at).total_seconds() if answered_at else None
            ),
            screenshot_path=request.screenshot_path,
            helped_by=_helped_by(request),
        )

    # Notes, made before the event is applied ----------------------------------------------------

    def _joined(self, event: ev.ParticipantJoined) -> None:
        if self._session.ended_at is None:
            self._here_since.setdefault(event.participant_id, event.at)

    def _gone(
        self, event: ev.ParticipantLeft | ev.ParticipantRemoved | ev.ParticipantConnected
    ) -> None:
        since = self._here_since.pop(event.participant_id, None)
        if since is not None:
            self._here_s[event.participant_id] += (event.at - since).total_seconds()
            self._last_here[event.participant_id] = event.at

    def _end_presences(self, at: datetime) -> None:
        for participant_id, since in self._here_since.items():
            self._here_s[participant_id] += (at - since).total_seconds()
            self._last_here[participant_id] = at
        self._here_since.clear()

    def _step_started(self, event: ev.StepStarted) -> None:
        self._close_step(event.at)
        self._began.setdefault(event.subtask_id, event.at)
        step = self._session.lesson.by_id[event.subtask_id].order_index
        self._note(event, Control.START_STEP, step, event.message, event.reason)

    def _start_undone(self, event: ev.StartUndone) -> None:
        self._close_step(event.at)
        self._note(event, Control.UNDO_START)

    def _close_step(self, at: datetime) -> None:
        step, since = self._session.current_subtask_id, self._session.step_started_at
        if step is not None and since is not None:
            spent_s = self._session.unpaused_s(since, at)
            self._on_step_s[step] = self._on_step_s.get(step, 0.0) + spent_s

    def _ended(self, event: ev.SessionEnded) -> None:
        self._here_at_end = frozenset(self._here_since)
        self._end_presences(event.at)
        self._note(event, Control.END)

    def _paused(self, event: ev.SessionPaused) -> None:
        self._note(event, Control.PAUSE)

    def _resumed(self, event: ev.SessionResumed) -> None:
        self._note(event, Control.RESUME)

    def _locked(self, event: ev.ClassLocked) -> None:
        self._note(event, Control.LOCK)

    def _unlocked(self, event: ev.ClassUnlocked) -> None:
        self._note(event, Control.UNLOCK)

    def _code_changed(self, event: ev.CodeChanged) -> None:
        self._note(event, Control.NEW_CODE)

    def _recovered(self, event: ev.SessionRecovered) -> None:
        if event.at - self._last_at > LONGEST_BREAK:
            self._end_presences(self._last_at)
        self._note(event, Control.RECOVER)

    def _message_sent(self, event: ev.MessageSent) -> None:
        self._note(event, Control.MESSAGE, words=event.message, helper_id=event.helper_id)

    def _helper_let_in(self, event: ev.HelperLetIn) -> None:
        self._note(event, Control.HELPER_IN, words=event.name)

    def _helper_ended(self, event: ev.HelperEnded) -> None:
        name = self._session.name_of_helper(event.helper_id)
        self._note(event, Control.HELPER_OUT, words=name)

    def _answer_withdrawn(self, event: ev.AnswerWithdrawn | ev.HelpReopened) -> None:
        if not event.on_the_way:  # nobody had come, so the student went on waiting
            self._answered_at.pop(event.help_request_id, None)

    def _removed(self, event: ev.ParticipantRemoved) -> None:
        self._gone(event)
        name = self._session.participants[event.participant_id].name
        self._note(event, Control.REMOVE, words=name)

    def _completed(self, event: ev.StepCompleted) -> None:
        if event.instructor_id is not None:
            self._note_mark(event, Control.MARK_DONE)

    def _completion_revoked(self, event: ev.CompletionRevoked) -> None:
        self._note_mark(event, Control.MARK_NOT_DONE)

    def _note_mark(self, event: ev.StepCompleted | ev.CompletionRevoked, control: Control) -> None:
        step = self._session.lesson.by_id[event.subtask_id].order_index
        self._note(event, control, step, self._session.participants[event.participant_id].name)

    def _help_requested(self, event: ev.HelpRequested) -> None:
        self._class_step_of.setdefault(event.help_request_id, self._session.current_subtask_id)

    def _help_answered(self, event: ev.HelpAnswered | ev.HelpResolved) -> None:
        self._answered_at.setdefault(event.help_request_id, event.at)

    def _note(
        self,
        event: ev.Event,
        control: Control,
        step: int | None = None,
        words: str = "",
        reason: StepReason = StepReason.INSTRUCTOR,
        helper_id: int | None = None,
    ) -> None:
        self._controls.append(ControlReportRow(event.at, control, step, words, reason, helper_id))


def _helped_by(request: HelpRequest) -> Sequence[int | None]:
    """Return who was on the way, followed by who resolved the request if they were not."""
    if not request.was_resolved_by_hand or request.resolved_by in request.going:
        return request.going
    return (*request.going, request.resolved_by)


def _answer_of(person: Participant, step: Subtask) -> str | None:
    place = person.answer_to(step.id)
    if step.question is None or place is None or not step.question.has(place):
        return None
    return step.question.answers[place]


def _answers_to(step: Subtask, people: Iterable[Participant]) -> list[tuple[str, int]]:
    if step.question is None:
        return []
    given = Counter(_answer_of(person, step) for person in people)
    return [(answer, given[answer]) for answer in step.question.answers]


_NOTES: dict[type[ev.Event], Callable[[_Reading, Any], None]] = {
    ev.ParticipantJoined: _Reading._joined,
    ev.ParticipantLeft: _Reading._gone,
    ev.ParticipantConnected: _Reading._gone,
    ev.ParticipantRemoved: _Reading._removed,
    ev.StepStarted: _Reading._step_started,
    ev.StartUndone: _Reading._start_undone,
    ev.SessionPaused: _Reading._paused,
    ev.SessionResumed: _Reading._resumed,
    ev.SessionEnded: _Reading._ended,
    ev.ClassLocked: _Reading._locked,
    ev.ClassUnlocked: _Reading._unlocked,
    ev.CodeChanged: _Reading._code_changed,
    ev.SessionRecovered: _Reading._recovered,
    ev.MessageSent: _Reading._message_sent,
    ev.StepCompleted: _Reading._completed,
    ev.CompletionRevoked: _Reading._completion_revoked,
    ev.HelpRequested: _Reading._help_requested,
    ev.HelpAnswered: _Reading._help_answered,
    ev.HelpResolved: _Reading._help_answered,
    ev.AnswerWithdrawn: _Reading._answer_withdrawn,
    ev.HelpReopened: _Reading._answer_withdrawn,
    ev.HelperLetIn: _Reading._helper_let_in,
    ev.HelperEnded: _Reading._helper_ended,
}
# Events that need no note: the report reads their effect from the final state of the session.
_NEEDS_NO_NOTE: frozenset[type[ev.Event]] = frozenset(
    {
        ev.SessionOpened,
        ev.ParticipantSignedIn,
        ev.ParticipantReadmitted,
        ev.ParticipantLapsed,
        ev.ParticipantRenamed,
        ev.PhoneChanged,
        ev.PhoneSentAway,
        ev.PersonAssigned,
        ev.MessagesSeen,
        ev.AnswerChanged,
        ev.AnswersShown,
        ev.ProgressReported,
        ev.StudentVisited,
        ev.VisitUndone,
        ev.ComfortChanged,
        ev.NewcomersComfortChanged,
        ev.HelpCancelled,
    }
)
