"""Turns the classroom's notices into Qt signals, batched up to 30 times a second.

Models and widgets read the stored session; the signals only say what to read again.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from classroom_app.application.classroom import Classroom
from classroom_app.application.notices import (
    Notice,
    SessionAdded,
    SessionLedElsewhere,
    SessionReloaded,
    StorageFailed,
    Stored,
)
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession

# Together with the tick every second, this makes fewer than 30 repaints a second.
FLUSH_MS = 36
# When many phones finish at once, they are served first and the window is updated later: changes of
# at least 20 students are collected for 120 ms, of 60 for 250 ms (docs/PERFORMANCE.md, "Painting").
STORM, STORM_FLUSH_MS = 20, 120
FLOOD, FLOOD_FLUSH_MS = 60, 250
# After a flush of 40 ms the next one waits for 200 ms, so that painting takes no more than about a
# sixth of the time.
SHARE = 5

_ROLL, _COUNTS, _HELP = "roll_changed", "counts_changed", "help_changed"
_LEAD, _LOCK, _SAID = "lead_changed", "lock_changed", "said_changed"
_CODE, _HELPERS, _ANSWERS = "code_changed", "helpers_changed", "answers_changed"

# What to read again after each event, besides the students it is about.
_CHANGES: dict[type[ev.Event], tuple[str, ...]] = {
    ev.SessionOpened: (),
    ev.ParticipantSignedIn: (_ROLL,),
    ev.ParticipantReadmitted: (_ROLL, _COUNTS),
    ev.ParticipantConnected: (),
    ev.ParticipantJoined: (),
    ev.ParticipantLeft: (),
    ev.ParticipantRemoved: (_ROLL, _COUNTS),
    ev.ParticipantLapsed: (_ROLL, _COUNTS),
    ev.ParticipantRenamed: (_ROLL, _HELP),
    ev.PhoneChanged: (),
    ev.PhoneSentAway: (),
    ev.PersonAssigned: (_ROLL,),
    ev.ClassLocked: (_LOCK,),
    ev.ClassUnlocked: (_LOCK,),
    ev.CodeChanged: (_CODE,),
    ev.StepStarted: (_LEAD,),
    ev.StartUndone: (_LEAD,),
    ev.SessionPaused: (_LEAD,),
    ev.SessionResumed: (_LEAD,),
    ev.SessionEnded: (_LEAD,),
    ev.MessageSent: (_SAID,),
    ev.MessagesSeen: (_SAID, _HELP),
    ev.StepCompleted: (_COUNTS,),
    ev.CompletionRevoked: (_COUNTS,),
    ev.AnswerChanged: (_ANSWERS,),
    ev.AnswersShown: (_ANSWERS,),
    ev.StudentVisited: (),
    ev.VisitUndone: (),
    ev.ComfortChanged: (),
    ev.NewcomersComfortChanged: (),
    ev.ProgressReported: (),
    ev.HelpRequested: (_HELP,),
    ev.HelpCancelled: (_HELP,),
    ev.HelpAnswered: (_HELP,),
    ev.AnswerWithdrawn: (_HELP,),
    ev.HelpResolved: (_HELP,),
    ev.HelpReopened: (_HELP,),
    ev.HelperLetIn: (_HELPERS,),
    ev.HelperEnded: (_HELPERS,),
    ev.SessionRecovered: (),
}


class EventBridge(QObject):
    """Follows one session; pass no classroom for a session that will not change any more.

    `session_changed`: another session, none, or the same one reloaded: read everything.
    `roll_changed`: students joined, were removed, or were identified as someone else.
    `students_changed`: a set of participant ids, or None for everybody. `lead_changed`: step or
    status. `help_finished`: ids of requests that were closed because their steps were completed.
    `seat_taken_over`: the id of a participant whose seat another phone took while one was
    connected. `said_changed`: a message was sent or seen. `helpers_changed`: a helper was let in,
    or their part was ended. `answers_changed`: another answer to a step's question, or the answers
    were shown to all. `led_elsewhere`: the session, and who leads it now on another computer. This
    one and the storage signals are emitted at once.
    """

    session_changed = Signal()
    roll_changed = Signal()
    students_changed = Signal(object)
    counts_changed = Signal()
    help_changed = Signal()
    help_arrived = Signal()
    help_finished = Signal(object)
    seat_taken_over = Signal(int)
    lead_changed = Signal()
    lock_changed = Signal()
    code_changed = Signal()
    said_changed = Signal()
    answers_changed = Signal()
    helpers_changed = Signal()
    storage_failed = Signal(str)
    storage_recovered = Signal()
    sessions_changed = Signal()
    led_elsewhere = Signal(object, object)

    def __init__(self, classroom: Classroom | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: ClassSession | None = None
        self._failing = False
        self._dirty: set[int] = set()
        self._everybody = False
        self._signals: dict[str, None] = {}
        self._finished: list[int] = []
        self._taken_over: list[int] = []
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._on_timeout)
        self._since_flush, self._since_change = QElapsedTimer(), QElapsedTimer()
        self._pause_ms = FLUSH_MS
        self._unsubscribe: Callable[[], None] | None = None
        if classroom is not None:
            self._unsubscribe = classroom.subscribe(self._on_notice)

    @property
    def session(self) -> ClassSession | None:
        """The session shown, as stored."""
        return self._session

    def follow(self, session: ClassSession | None) -> None:
        """Show this session (as stored, not as decided) from now on, or none."""
        self._forget_dirt()
        self._session = session
        self.session_changed.emit()

    def close(self) -> None:
        """Unsubscribe from the classroom; safe to call twice."""
        self._timer.stop()
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def flush(self) -> None:
        """Emit now what has been collected.

        After a storm, or after slow slots, the next flush waits longer, so that the event loop
        keeps most of its time for the phones.
        """
        dirty, everybody, signals = self._dirty, self._everybody, self._signals
        finished, taken_over = self._finished, self._taken_over
        self._forget_dirt()
        self._since_flush.restart()
        for name in signals:
            getattr(self, name).emit()
        if finished:
            self.help_finished.emit(tuple(finished))
        for participant_id in taken_over:
            self.seat_taken_over.emit(participant_id)
        if everybody:
            self.students_changed.emit(None)
        elif dirty:
            self.students_changed.emit(frozenset(dirty))
        self._pause_ms = max(_pause_ms(len(dirty)), SHARE * self._since_flush.elapsed())

    def _on_timeout(self) -> None:
        """Flush; but if many students have changed already, wait for the rest of the storm."""
        left_ms = _pause_ms(len(self._dirty)) - self._since_change.elapsed()
        if left_ms > 0 and _LEAD not in self._signals:
            self._timer.start(left_ms)
        else:
            self.flush()

    def _forget_dirt(self) -> None:
        self._timer.stop()
        self._dirty, self._everybody, self._signals = set(), False, {}
        self._finished, self._taken_over = [], []

    def _on_notice(self, notice: Notice) -> None:
        if isinstance(notice, SessionAdded):
            self.sessions_changed.emit()
            return
        if self._session is None or notice.session.id != self._session.id:
            return
        match notice:
            case StorageFailed(is_of_line=True):
                pass  # the window watches the connection to the database server itself
            case StorageFailed():
                self._failing = True
                self.storage_failed.emit(notice.cause)
            case SessionLedElsewhere():
                self.led_elsewhere.emit(notice.session, notice.leader)
            case SessionReloaded():
                self.follow(notice.session)
            case Stored():
                if self._failing:
                    self._failing = False
                    self.storage_recovered.emit()
                for event in notice.events:
                    self._note(event)
                self._schedule()

    def _schedule(self) -> None:
        """Flush soon after the instructor's own actions; collect the students' for longer."""
        is_urgent = _LEAD in self._signals
        if not self._timer.isActive():
            self._since_change.restart()
        if self._timer.isActive() and not is_urgent:
            return
        since = self._since_flush.elapsed() if self._since_flush.isValid() else self._pause_ms
        if is_urgent:
            self._timer.start(max(0, FLUSH_MS - since))
        else:
            self._timer.start(max(FLUSH_MS, self._pause_ms - since))

    def _note(self, event: ev.Event) -> None:
        assert self._session is not None
        participant_id = getattr(event, "participant_id", None)
        if isinstance(event, ev.MessagesSeen):  # shown beside the message, not on the student
            participant_id = None
        changes = _CHANGES[type(event)]
        self._signals.update(dict.fromkeys(changes))
        if _LEAD in changes:
            self._everybody = True
        if isinstance(event, ev.HelpRequested) and not event.again:
            self._signals["help_arrived"] = None
        if isinstance(event, ev.PhoneChanged) and event.in_use:
            self._taken_over.append(event.participant_id)
        if isinstance(event, ev.HelpResolved) and event.by_completion:
            self._finished.append(event.help_request_id)
        if participant_id is None and (ticket := getattr(event, "help_request_id", None)):
            request = self._session.help_queue.get(ticket)
            participant_id = request.participant_id if request else None
        if participant_id is not None:
            self._dirty.add(participant_id)


def _pause_ms(students: int) -> int:
    """Return for how many milliseconds the changes of this many students are collected."""
    if students >= FLOOD:
        return FLOOD_FLUSH_MS
    return STORM_FLUSH_MS if students >= STORM else FLUSH_MS
