"""How the class stands at a given time: who is stuck, how many are ready, how long things take.

Pure and cheap: `student_insight` returns one participant's insight, `class_insight` everybody's in
one pass. `now` is an argument; nothing here changes the session. Durations are in seconds, without
the pauses of the class unless noted. What is created per student is a NamedTuple, which costs a
quarter of a frozen dataclass.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from itertools import chain
from statistics import median
from typing import NamedTuple

from msgspec import Struct

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.transitions import SessionStatus
from classroom_app.domain.visits import DEFAULT_LIMIT_S, NotVisited

# Who is stuck (docs/GUIDE.md, "Lead"): students who have been on the step for longer than
# `STUCK_MEDIANS` times the median of those who have finished it, and than the floor: with a
# median of 10 s, nobody is marked after 20 s. Until `ENOUGH_FINISHED` have finished, or
# `ENOUGH_FINISHED_PERCENT` of a small class, no median is used and the limit is fixed.
STUCK_FLOOR_S = 90.0
STUCK_WITHOUT_MEDIAN_S = 180.0
STUCK_MEDIANS = 2.0
STUCK_GRACE_S = 30.0  # nobody is stuck before; has no effect while it is below the floor
ENOUGH_FINISHED = 5
ENOUGH_FINISHED_PERCENT = 30
# If more than this share of those here are stuck, the step itself may be unclear: the window shows
# one banner (`gui/board/unclear_banner.py`) instead of a mark on each student.
UNCLEAR_PERCENT = 40
# Once this share of those here are done, the class may advance by itself
# (`gui/lead/auto_advance.py`).
AUTO_ADVANCE_PERCENT = 90


class StudentState(StrEnum):
    """A student's state on the current step; an open help request is independent of it."""

    ARRIVING = "ARRIVING"  # signed in, the phone has never joined
    READY = "READY"  # here, and no step has begun
    WORKING = "WORKING"
    STUCK = "STUCK"
    DONE = "DONE"
    LOST = "LOST"  # was here, has no connection now


class StuckReason(NamedTuple):
    """Why a student counts as stuck: `on_step_s` is more than `limit_s`.

    `median_s` is the median of the `finished` whose times the limit rests on, or None while too
    few have finished.
    """

    on_step_s: float
    limit_s: float
    median_s: float | None
    finished: int


class StudentInsight(NamedTuple):
    """One student at a given time.

    `on_step_s` is the time on the current step, or, once done, the time the step took; latecomers
    count from joining. It is None before the first step, and if the step was not finished by the
    student while the class was on it. `offline_s` and `help_wait_s` include pauses; None if
    not offline or not waiting for help. `steps_missed` counts the earlier steps that the class
    has been on and this student has not finished. `unvisited_min` is the number of whole minutes
    since anybody visited a student who counts as not visited (`visits.py`), None for the others.
    """

    participant_id: int
    state: StudentState
    is_done: bool
    on_step_s: float | None
    offline_s: float | None
    help_wait_s: float | None
    steps_missed: int
    stuck: StuckReason | None
    unvisited_min: int | None = None


class Counters(Struct, frozen=True):
    """Numbers of students.

    From the first step on, `here` = `done` + `working` + `stuck`; before it, these three are 0.
    `total` = `here` + `lost` + `arriving` is everybody who has not been removed. `help` counts
    open requests, whatever state their students are in; `arriving` have signed in but never joined;
    `unvisited` are those here who have not been visited for long, whatever state they are in.
    Once a class is over, the numbers stay as they were at its end, and nobody waits for help.
    """

    total: int
    here: int
    done: int
    working: int
    stuck: int
    help: int
    lost: int
    arriving: int
    unvisited: int = 0


class Progress(Struct, frozen=True):
    """How many students are `done` with each step, by its id, out of the `count` who are counted.

    Everything that shows "m of n done" uses this: the window, the projector and the remote.
    Students who have left are not counted, or the ring could never fill. After the end, when phones
    leave, everybody who ever joined is counted.
    """

    count: int
    done: Mapping[int, int]

    def of(self, subtask_id: int) -> tuple[int, int]:
        """Return how many students have finished a step, and how many are counted."""
        return self.done.get(subtask_id, 0), self.count


class ReadyMeter(Struct, frozen=True):
    """How many of those `here` are `done`, and in how many seconds the rest probably will be.

    `rest_s` is extrapolated from the pace of the later half of the finishers; it is None while too
    few have finished, and 0 when nobody is left.
    """

    done: int
    here: int
    rest_s: float | None


class AutoAdvance(Struct, frozen=True):
    """Whether the class may advance by itself, and which students hold it back if 90 % are done.

    `waits_for` are the ids of the stuck students with an open help request.
    """

    due: bool
    waits_for: tuple[int, ...] = ()


class ClassInsight(Struct, frozen=True):
    """The whole class at a given time; `students` by participant id, in the order of signing in.

    `class_s` is the time since the first step, including pauses, `on_step_s` the class's time on
    this step; both stop at the end. `medians` has the steps that somebody finished while the class
    was on them. `stuck_limit_s` is the present limit for being stuck. `left_behind` are the ids of
    those here who have not finished the current step.
    """

    students: Mapping[int, StudentInsight]
    counters: Counters
    class_s: float | None
    on_step_s: float | None
    stuck_limit_s: float
    step_may_be_unclear: bool
    medians: Mapping[int, float]
    progress: Progress
    ready: ReadyMeter
    auto_advance: AutoAdvance
    left_behind: tuple[int, ...]


def student_insight(
    session: ClassSession, participant: Participant, now: datetime
) -> StudentInsight:
    """Return one student's insight at `now`."""
    return _Moment(session, now).student(participant)


def class_insight(
    session: ClassSession, now: datetime, visit_limit_s: float | None = DEFAULT_LIMIT_S
) -> ClassInsight:
    """Return everybody's insight at `now`, in one pass.

    Students whom nobody has visited for `visit_limit_s` seconds count as not visited; if it is
    None, nobody does.
    """
    moment = _Moment(session, now, visit_limit_s)
    students = {p.id: moment.student(p) for p in session.participants.values() if not p.removed}
    is_over = session.status is SessionStatus.ENDED
    help_count = 0 if is_over else len(session.help_queue)
    unvisited = sum(student.unvisited_min is not None for student in students.values())
    counters = _count(students.values(), help_count, unvisited)
    return ClassInsight(
        students=students,
        counters=counters,
        class_s=moment.class_s,
        on_step_s=moment.on_step_s,
        stuck_limit_s=moment.stuck_limit_s,
        step_may_be_unclear=100 * counters.stuck > UNCLEAR_PERCENT * counters.here,
        medians=step_medians(session),
        progress=class_progress(session),
        ready=ReadyMeter(counters.done, counters.here, moment.rest_s(counters)),
        auto_advance=_auto_advance(session, students, counters),
        left_behind=tuple(
            s.participant_id
            for s in students.values()
            if s.state in (StudentState.WORKING, StudentState.STUCK)
        ),
    )


def class_progress(session: ClassSession) -> Progress:
    """Return how many of the students who are counted have finished each step."""
    is_over = session.status is SessionStatus.ENDED
    counted = [
        p
        for p in session.participants.values()
        if not p.removed and (p.joined_at is not None if is_over else p.is_here)
    ]
    return Progress(len(counted), Counter(chain.from_iterable(p.completed for p in counted)))


def step_medians(session: ClassSession) -> dict[int, float]:
    """Return the median seconds of each step that somebody finished while the class was on it."""
    return {step: _middle(times) for step, times in session.step_times.items() if times}


class _Moment:
    """What is the same for every student at `now`."""

    def __init__(
        self,
        session: ClassSession,
        now: datetime,
        visit_limit_s: float | None = DEFAULT_LIMIT_S,
    ) -> None:
        self._session = session
        self._not_visited = NotVisited(session, now, visit_limit_s)
        self._until = session.ended_at or now
        self._is_over = session.status is SessionStatus.ENDED
        self._there = session.here_at_end  # phones leave when the class is over
        self._step_id = session.current_subtask_id
        self._step_started_at = session.step_started_at
        times: Sequence[float] = ()
        if self._step_id is not None:
            times = session.step_times.get(self._step_id, ())
        self._times = times
        enough = len(times) >= ENOUGH_FINISHED or (
            _is_share(len(times), ENOUGH_FINISHED_PERCENT, session.participant_count)
        )
        self._median_s = _middle(times) if times and enough else None
        self.stuck_limit_s = (
            STUCK_WITHOUT_MEDIAN_S
            if self._median_s is None
            else max(STUCK_FLOOR_S, STUCK_MEDIANS * self._median_s)
        )
        self.class_s = self._seconds_since(session.started_at)
        self.on_step_s = (
            None
            if self._step_started_at is None
            else session.unpaused_s(self._step_started_at, self._until)
        )
        self._can_be_stuck = (
            session.status is SessionStatus.IN_PROGRESS and (self.on_step_s or 0.0) >= STUCK_GRACE_S
        )
        self._earlier = _earlier_steps(session)

    def student(self, participant: Participant) -> StudentInsight:
        """Return one student's insight."""
        is_done = self._step_id in participant.completed
        on_step_s = self._on_step_s(participant, is_done)
        state = self._state(participant, is_done, on_step_s)
        stuck = offline_s = help_wait_s = None
        if state is StudentState.STUCK:
            stuck = self._reason(on_step_s)
        elif state is StudentState.LOST:
            offline_s = self._seconds_since(participant.status_at)
        # Nobody can be helped after the end.
        if participant.open_help_request_id is not None and not self._is_over:
            help_wait_s = self._help_wait_s(participant.open_help_request_id)
        missed = len(self._earlier.difference(participant.completed)) if self._earlier else 0
        return StudentInsight(
            participant.id,
            state,
            is_done,
            on_step_s,
            offline_s,
            help_wait_s,
            missed,
            stuck,
            self._not_visited.minutes(participant),
        )

    def rest_s(self, counters: Counters) -> float | None:
        """Return in how many seconds the rest will be done, at the later finishers' pace."""
        left = counters.working + counters.stuck
        if self.on_step_s is None or (left and self._median_s is None):
            return None
        if not left:
            return 0.0
        later_half = (len(self._times) + 1) // 2
        earlier = self._times[: len(self._times) - later_half]
        took_s = self.on_step_s - (earlier[-1] if earlier else 0.0)
        return left * took_s / later_half if took_s > 0 else None  # None after going back to a step

    def _state(
        self, participant: Participant, is_done: bool, on_step_s: float | None
    ) -> StudentState:
        if not (participant.is_here or participant.id in self._there):
            if participant.status is ParticipantStatus.WAITING and participant.joined_at is None:
                return StudentState.ARRIVING
            return StudentState.LOST
        if is_done:
            return StudentState.DONE
        if on_step_s is None:
            return StudentState.READY
        if self._can_be_stuck and on_step_s > self.stuck_limit_s:
            return StudentState.STUCK
        return StudentState.WORKING

    def _reason(self, on_step_s: float | None) -> StuckReason:
        return StuckReason(on_step_s or 0.0, self.stuck_limit_s, self._median_s, len(self._times))

    def _on_step_s(self, participant: Participant, is_done: bool) -> float | None:
        if self._step_id is None:
            return None
        if is_done:
            return participant.completed.took_s(self._step_id)
        begun_at = self._session.step_begun_at(participant)
        # The same object for all who were here when the step began: their time without pauses is
        # computed once, not for each of a thousand students.
        if begun_at is None or begun_at is self._step_started_at:
            return self.on_step_s
        return self._session.unpaused_s(begun_at, self._until)

    def _help_wait_s(self, help_request_id: int) -> float | None:
        request = self._session.help_queue.get(help_request_id)
        return None if request is None else self._seconds_since(request.created_at)

    def _seconds_since(self, at: datetime | None) -> float | None:
        return None if at is None else max((self._until - at).total_seconds(), 0.0)


def _count(students: Iterable[StudentInsight], help_count: int, unvisited: int) -> Counters:
    # `_value_` is a plain attribute; `.value` is a property implemented in Python (3.11), which is
    # three times slower, and this runs for each student up to 30 times a second.
    heads = Counter([student.state._value_ for student in students])
    lost, arriving = heads[StudentState.LOST], heads[StudentState.ARRIVING]
    total = heads.total()
    return Counters(
        total=total,
        here=total - lost - arriving,
        done=heads[StudentState.DONE],
        working=heads[StudentState.WORKING],
        stuck=heads[StudentState.STUCK],
        help=help_count,
        lost=lost,
        arriving=arriving,
        unvisited=unvisited,
    )


def _auto_advance(
    session: ClassSession, students: Mapping[int, StudentInsight], counters: Counters
) -> AutoAdvance:
    may_go_on = (
        session.status is SessionStatus.IN_PROGRESS
        and session.next_subtask is not None
        and counters.here > 0
        and _is_share(counters.done, AUTO_ADVANCE_PERCENT, counters.here)
        and _is_fresh(session)
    )
    if not may_go_on:
        return AutoAdvance(due=False)
    waits_for = tuple(
        s.participant_id
        for s in students.values()
        if s.state is StudentState.STUCK and s.help_wait_s is not None
    )
    return AutoAdvance(due=not waits_for, waits_for=waits_for)


def _is_fresh(session: ClassSession) -> bool:
    """Tell whether somebody finished the step since it was last started.

    A step that the instructor went back to, where most are done already, would otherwise be left
    again at once.
    """
    step, started_at = session.current_subtask_id, session.step_started_at
    return (
        step is not None
        and started_at is not None
        and any(
            done_at is not None and done_at >= started_at
            for done_at in (p.completed.get(step) for p in session.participants.values())
        )
    )


def _is_share(part: int, percent: int, whole: int) -> bool:
    """Tell whether `part` is at least `percent` of `whole`; True if `whole` is 0."""
    return 100 * part >= percent * whole


def _middle(times: Sequence[float]) -> float:
    """Return the median of ascending times without sorting them again; they must not be empty."""
    half, odd = divmod(len(times), 2)
    return times[half] if odd else median(times[half - 1 : half + 1])


def _earlier_steps(session: ClassSession) -> frozenset[int]:
    """Return the steps before the current one that the class has been on."""
    current = session.current_subtask
    if current is None:
        return frozenset()
    by_id = session.lesson.by_id
    return frozenset(
        step for step in session.step_times if by_id[step].order_index < current.order_index
    )
