"""The class at this moment: the stored session and its insight, computed once for all views."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from classroom_app.application.ports import Clock
from classroom_app.application.visit_limit import VisitLimit
from classroom_app.domain.absence import absent_people
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.insight import (
    ClassInsight,
    StudentInsight,
    class_insight,
    student_insight,
)
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Person, Roster
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.event_bridge import EventBridge

# Times are shown in whole seconds.
TICK_MS = 1_000


class ClassBoard(QObject):
    """Computes the insight again after every event, and once a second.

    `reset`: read everything. `students_changed`: a set of participant ids, or None for everybody.
    `refreshed`: counters, times and stuck students may have changed. `ticked`: a second has passed;
    `times_changed`: it has changed a student's time (before the first step none runs). `absent`:
    the people of the class's roster without a seat.
    """

    reset = Signal()
    roll_changed = Signal()
    students_changed = Signal(object)
    refreshed = Signal()
    ticked = Signal()
    times_changed = Signal()

    def __init__(
        self,
        bridge: EventBridge,
        clock: Clock,
        parent: QObject | None = None,
        *,
        ticks: bool = True,
        visit_limit: VisitLimit | None = None,
        roster_of: Callable[[int | None], Roster | None] = lambda _roster_id: None,
    ) -> None:
        super().__init__(parent)
        self._ticks = ticks
        self._roster_of = roster_of
        self.absent: tuple[Person, ...] = ()
        self._visit_limit = visit_limit or VisitLimit()
        self.bridge, self.clock = bridge, clock
        self._insight: ClassInsight | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self.tick)
        bridge.session_changed.connect(self._on_session_changed)
        bridge.roll_changed.connect(self._on_roll_changed)
        bridge.students_changed.connect(self._on_students_changed)

    @property
    def session(self) -> ClassSession | None:
        """The session shown, as stored."""
        return self.bridge.session

    @property
    def insight(self) -> ClassInsight:
        """The latest insight; there must be a session."""
        assert self._insight is not None, "there is a session"
        return self._insight

    def insight_of(self, participant: Participant) -> StudentInsight:
        """Return the insight for one student, even for one who was removed a moment ago."""
        known = self.insight.students.get(participant.id)
        if known is not None or self.session is None:
            assert known is not None, "there is a session"
            return known
        return student_insight(self.session, participant, self.clock.now())

    @property
    def expected(self) -> int:
        """The number of students who have a seat or are expected."""
        return self.insight.counters.total + len(self.absent)

    def look_at_roster(self, roster_id: int) -> None:
        """Find out again who is absent, if this roster is the class's."""
        if self.session is not None and self.session.roster_id == roster_id:
            self._on_roll_changed()
            self.refreshed.emit()

    def tick(self) -> None:
        """Compute the insight again: time has passed."""
        if self.session is None:
            return
        before = self.insight.students
        self._draw()
        now = self.insight.students
        changed = frozenset(
            key for key, student in now.items() if key in before and _differs(before[key], student)
        )
        if changed:
            self.students_changed.emit(changed)
        self.refreshed.emit()
        self.ticked.emit()
        if now != before:
            self.times_changed.emit()
        if self.session.status is SessionStatus.ENDED:
            self._timer.stop()

    def _draw(self) -> None:
        if self.session is not None:
            limit_s = self._visit_limit.seconds(self.session)
            self._insight = class_insight(self.session, self.clock.now(), limit_s)

    def _count_absent(self) -> None:
        session = self.session
        roster = None if session is None else self._roster_of(session.roster_id)
        self.absent = () if session is None else absent_people(session, roster)

    def _on_session_changed(self) -> None:
        self._count_absent()
        self._draw()
        is_over = self.session is None or self.session.status is SessionStatus.ENDED
        if is_over or not self._ticks:
            self._timer.stop()
        else:
            self._timer.start()
        self.reset.emit()
        if self.session is not None:
            self.refreshed.emit()

    def _on_roll_changed(self) -> None:
        self._count_absent()
        self._draw()
        self.roll_changed.emit()

    def _on_students_changed(self, ids: frozenset[int] | None) -> None:
        self._draw()
        self.students_changed.emit(ids)
        self.refreshed.emit()


def _differs(before: StudentInsight, now: StudentInsight) -> bool:
    """Tell whether a student looks different for a reason other than the running time."""
    was_missed, is_missed = before.unvisited_min is not None, now.unvisited_min is not None
    return before.state is not now.state or was_missed is not is_missed
