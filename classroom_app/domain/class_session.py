"""A class in progress: its state, and how each event changes it.

Commands are decided in `decisions.py`. Applying the stored events to a new `ClassSession`, in
order, gives the same state again.
"""

import hashlib
from array import array
from bisect import insort
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from msgspec import structs

from classroom_app.domain import events as ev
from classroom_app.domain.comfort import AS_ON_THE_PHONE
from classroom_app.domain.errors import EmptyHistoryError
from classroom_app.domain.help_queue import HelpQueue, HelpRequest, HelpStatus
from classroom_app.domain.helper_part import HelperPart
from classroom_app.domain.lesson import Lesson, Subtask
from classroom_app.domain.names import name_key
from classroom_app.domain.participant import Participant, ParticipantStatus, Visit
from classroom_app.domain.participants import Participants
from classroom_app.domain.said import Said, last_number, next_number, said_after
from classroom_app.domain.step_path import StepPath
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus

CLASS_ID_DIGITS = 32  # hexadecimal


class ClassSession:
    """The state of one session of one lesson.

    Read it freely; only `apply` changes it. `last_at` is the time of the latest event. `pauses`
    holds (from, to) pairs; the last `to` is None while the class is paused. `completion_counts` is
    how many participants, removed ones not counted, have finished each step. `step_times` has a key
    for each step that the class has been on, with the seconds that students took to finish it
    while it was the class's step, without pauses, in ascending order. `said` is what was said to
    phones, in order. `answers_shown` are the ids of the steps whose answer counts are shown to the
    class. `newcomers_comfort` is how the pages of students who join later are set.
    `former_codes` admit no new students; participants may come back with them.
    `helpers` are all helpers ever let in, by their ids, including those whose part was ended.
    `class_id` is unique, even where another database assigned the same code and ids.
    """

    def __init__(self, opened: ev.SessionOpened, lesson: Lesson) -> None:
        self.id = opened.session_id
        self.code = opened.session_code
        self.former_codes: frozenset[str] = frozenset()
        self.title = opened.title
        self.lesson = lesson
        self.instructor_id = opened.instructor_id
        self.guests_allowed = opened.guests_allowed
        self.max_participants = opened.max_participants
        self.rehearsal = opened.rehearsal
        self.roster_id = opened.roster_id
        self.class_id = opened.class_id or _derived_class_id(opened)
        self.opened_at = opened.at
        self.last_at = opened.at
        self.started_at: datetime | None = None
        self.ended_at: datetime | None = None
        self.here_at_end: frozenset[int] = frozenset()  # ids of participants
        self.status = SessionStatus.WAITING
        self.locked = False
        self.current_subtask_id: int | None = None
        self.step_started_at: datetime | None = None
        self.step_path = StepPath()
        self.pauses: list[tuple[datetime, datetime | None]] = []
        self._everybody = Participants()
        self.participants = self._everybody.by_id
        self.helpers: dict[int, HelperPart] = {}
        self.help_queue = HelpQueue()
        self.completion_counts: dict[int, int] = dict.fromkeys(lesson.by_id, 0)
        self.step_times: dict[int, array[float]] = {}
        self.answers_shown: frozenset[int] = frozenset()
        self.said: list[Said] = []
        self.newcomers_comfort = AS_ON_THE_PHONE

    @classmethod
    def replay(cls, history: Iterable[ev.Event], lesson: Lesson) -> "ClassSession":
        """Return the session that `history` leads to.

        Raises:
            EmptyHistoryError: it has no events.
            TypeError: its first event is not `SessionOpened`.
        """
        events = iter(history)
        opened = next(events, None)
        if opened is None:
            raise EmptyHistoryError
        if not isinstance(opened, ev.SessionOpened):
            raise TypeError(f"a history begins with SessionOpened, not {type(opened).__name__}")
        session = cls(opened, lesson)
        for event in events:
            session.apply(event)
        return session

    # Questions ----------------------------------------------------------------------------------

    @property
    def current_subtask(self) -> Subtask | None:
        """The step that the class is on, or None before the first."""
        if self.current_subtask_id is None:
            return None
        return self.lesson.by_id[self.current_subtask_id]

    @property
    def next_subtask(self) -> Subtask | None:
        """The step after the current one, or None at the end."""
        return self.lesson.subtask_after(self.current_subtask_id)

    @property
    def present_participants(self) -> list[Participant]:
        """Everybody who has not been removed, in the order of signing in."""
        return [p for p in self.participants.values() if not p.removed]

    @property
    def participant_count(self) -> int:
        """The number of participants who have not been removed."""
        return self._everybody.count

    @property
    def taken_names(self) -> dict[str, int]:
        """The name keys in use, each with the id of its participant."""
        return self._everybody.names

    def participant_of_user(self, user_id: int) -> Participant | None:
        """Return the participant who is this user, removed or not."""
        return self._everybody.of_user(user_id)

    def participant_of_device(self, device_id: str) -> Participant | None:
        """Return the participant who came with this device, removed or not."""
        return self._everybody.of_device(device_id)

    def participant_of_person(self, person_id: int) -> Participant | None:
        """Return the participant who is this person of the roster, removed or not."""
        return self._everybody.of_person(person_id)

    def awaited(self, name: str) -> Participant | None:
        """Return the participant with this name, if they are awaited: not back since a move here.

        Participants are awaited once a class is resumed on another computer.
        """
        found = self.participants.get(self._everybody.names.get(name_key(name), 0))
        return found if found is not None and found.awaited else None

    def said_to(self, participant: Participant, after: int | None = None) -> list[Said]:
        """Return what a participant's phone has yet to receive, in order.

        It already has everything up to the number `after`; a number higher than this session has
        assigned counts as 0. None means a phone that does not know numbers and could not detect
        repeats: it gets what was said while it was away. *On my way* is left out once withdrawn.
        """
        if after is None:
            after = participant.told_until
        elif after > last_number(self.said):
            after = 0
        return [
            each
            for each in said_after(self.said, max(after, participant.seen_until))
            if each.is_for(participant.id) and self._still_counts(each)
        ]

    def _still_counts(self, said: Said) -> bool:
        if said.status is not HelpStatus.ON_THE_WAY or said.help_request_id is None:
            return True
        request = self._request(said.help_request_id)
        return request.status is HelpStatus.ON_THE_WAY and request.answer_number == said.number

    def has_completed_all(self, participant: Participant) -> bool:
        """Tell whether a participant has finished every step of the lesson."""
        return len(participant.completed) == len(self.lesson.subtasks)

    def unpaused_s(self, since: datetime, until: datetime) -> float:
        """Return the seconds from `since` to `until` during which the class was not paused."""
        seconds = (until - since).total_seconds()
        for paused_at, resumed_at in reversed(self.pauses):
            if resumed_at is not None and resumed_at <= since:
                break
            to = until if resumed_at is None else min(resumed_at, until)
            seconds -= max((to - max(paused_at, since)).total_seconds(), 0.0)
        return max(seconds, 0.0)

    def step_begun_at(self, participant: Participant) -> datetime | None:
        """Return when a participant could begin the current step; for latecomers, when they joined.

        None before the first step.
        """
        if self.step_started_at is None:
            return None
        came_at = participant.joined_at or participant.signed_in_at
        return came_at if came_at > self.step_started_at else self.step_started_at

    def may_change_answer(self, participant: Participant, subtask_id: int) -> bool:
        """Tell whether a participant may answer a step's question, again or for the first time.

        An answer can be changed until the instructor starts the next step.
        """
        if participant.answer_to(subtask_id) is None or subtask_id == self.current_subtask_id:
            return True
        done_at = participant.completed[subtask_id]
        return self.step_started_at is None or done_at >= self.step_started_at

    def name_of_helper(self, helper_id: int | None) -> str:
        """Return a helper's name; "" for the instructor (None) and for a deleted helper."""
        helper = None if helper_id is None else self.helpers.get(helper_id)
        return helper.name if helper else ""

    # Changes ------------------------------------------------------------------------------------

    def apply(self, event: ev.Event) -> None:
        """Change the state as `event` says; events are facts and are never refused."""
        self.last_at = max(self.last_at, event.at)
        _APPLY[type(event)](self, event)

    def _signed_in(self, event: ev.ParticipantSignedIn) -> None:
        self._everybody.add(
            Participant(
                id=event.participant_id,
                user_id=event.user_id,
                name=event.user_name,
                device_id=event.device_id,
                signed_in_at=event.at,
                status_at=event.at,
                seen_until=last_number(self.said),
                phone_device_id=event.device_id,
                person_id=event.person_id,
                comfort=self.newcomers_comfort,
            )
        )

    def _readmitted(self, event: ev.ParticipantReadmitted) -> None:
        participant = self.participants[event.participant_id]
        self._everybody.readmit(participant)
        participant.seen_until = last_number(self.said)
        for subtask_id in participant.completed:
            self.completion_counts[subtask_id] += 1
        _set_status(participant, ParticipantStatus.WAITING, event.at)

    def _connected(self, event: ev.ParticipantConnected) -> None:
        participant = self.participants[event.participant_id]
        participant.awaited = False
        _set_status(participant, ParticipantStatus.WAITING, event.at)

    def _joined(self, event: ev.ParticipantJoined) -> None:
        participant = self.participants[event.participant_id]
        if participant.joined_at is None:  # what was said before they joined is not missed
            participant.joined_at = event.at
            participant.seen_until = last_number(self.said)
        participant.awaited = False
        done = self.has_completed_all(participant)
        status = ParticipantStatus.COMPLETED if done else ParticipantStatus.ACTIVE
        _set_status(participant, status, event.at)

    def _left(self, event: ev.ParticipantLeft) -> None:
        participant = self.participants[event.participant_id]
        participant.present_until = last_number(self.said)
        _set_status(participant, ParticipantStatus.DISCONNECTED, event.at)

    def _recovered(self, event: ev.SessionRecovered) -> None:
        """Treat everything said so far as sent: which phones received it is no longer known."""
        for participant in self.participants.values():
            # Still awaited after another restart, if they have not come back since.
            is_awaited = event.elsewhere or participant.awaited
            participant.awaited = is_awaited and not participant.removed
            is_gone = participant.status is ParticipantStatus.DISCONNECTED
            latest = participant.present_until if is_gone else last_number(self.said)
            participant.told_until = latest

    def _removed(self, event: ev.ParticipantRemoved) -> None:
        participant = self.participants[event.participant_id]
        self._everybody.remove(participant)
        for subtask_id in participant.completed:
            self.completion_counts[subtask_id] -= 1
        _set_status(participant, ParticipantStatus.DISCONNECTED, event.at)

    def _lapsed(self, event: ev.ParticipantLapsed) -> None:
        participant = self.participants[event.participant_id]
        self._everybody.remove(participant, lapsed=True)
        _set_status(participant, ParticipantStatus.DISCONNECTED, event.at)

    def _renamed(self, event: ev.ParticipantRenamed) -> None:
        self._everybody.rename(self.participants[event.participant_id], event.user_name)

    def _phone_changed(self, event: ev.PhoneChanged) -> None:
        participant = self.participants[event.participant_id]
        participant.awaited = False
        if event.in_use:
            participant.taken_over_at = event.at
            participant.later_phones = participant.later_devices = ()
        if participant.taken_over_at is not None:
            participant.later_phones += (event.phone,)
        if event.device_id is not None:
            if participant.taken_over_at is not None:
                participant.later_devices += (event.device_id,)
            self._everybody.change_device(participant, event.device_id)

    def _phone_sent_away(self, event: ev.PhoneSentAway) -> None:
        participant = self.participants[event.participant_id]
        self._everybody.forget_devices(participant, participant.later_devices)
        participant.taken_over_at = None
        participant.later_phones = participant.later_devices = ()

    def _person_assigned(self, event: ev.PersonAssigned) -> None:
        self._everybody.assign(self.participants[event.participant_id], event.person_id)

    def _locked(self, _event: ev.ClassLocked) -> None:
        self.locked = True

    def _unlocked(self, _event: ev.ClassUnlocked) -> None:
        self.locked = False

    def _code_changed(self, event: ev.CodeChanged) -> None:
        self.former_codes = (self.former_codes | {self.code}) - {event.session_code}
        self.code = event.session_code

    def _step_started(self, event: ev.StepStarted) -> None:
        if event.reason is StepReason.UNDO:
            self.step_path = self.step_path.back_to(
                event.subtask_id, self.current_subtask_id, event.at
            )
        else:
            self.answers_shown -= {event.subtask_id}
            self.step_path = self.step_path.on_from(self.current_subtask_id, event.at)
        self.current_subtask_id = event.subtask_id
        self.step_started_at = event.at
        self.step_times.setdefault(event.subtask_id, array("d"))
        if event.first:
            self.status = SessionStatus.IN_PROGRESS
            self.started_at = event.at

    def _start_undone(self, event: ev.StartUndone) -> None:
        self.step_path = StepPath()
        self.current_subtask_id = self.step_started_at = self.started_at = None
        self.pauses.clear()
        self.status = SessionStatus.WAITING

    def _paused(self, event: ev.SessionPaused) -> None:
        self.status = SessionStatus.PAUSED
        self.pauses.append((event.at, None))

    def _resumed(self, event: ev.SessionResumed) -> None:
        self.status = SessionStatus.IN_PROGRESS
        self._end_pause(event.at)

    def _ended(self, event: ev.SessionEnded) -> None:
        self.status = SessionStatus.ENDED
        self.ended_at = event.at
        self.here_at_end = frozenset(p.id for p in self.participants.values() if p.is_here)
        self._end_pause(event.at)

    def _end_pause(self, at: datetime) -> None:
        if self.pauses and self.pauses[-1][1] is None:
            self.pauses[-1] = (self.pauses[-1][0], at)

    def _completed(self, event: ev.StepCompleted) -> None:
        participant = self.participants[event.participant_id]
        by_student = event.instructor_id is None
        if by_student:
            participant.current_subtask_id = event.subtask_id
        self.completion_counts[event.subtask_id] += 1
        begun_at, took_s = self.step_begun_at(participant), None
        # The time at which the instructor marks a step does not show how long the student took.
        is_timed = by_student and event.subtask_id == self.current_subtask_id
        if begun_at is not None and is_timed:
            took_s = self.unpaused_s(begun_at, event.at)
            insort(self.step_times[event.subtask_id], took_s)
        participant.completed.add(event.subtask_id, event.at, took_s)
        if event.answer is not None:
            participant.answers[event.subtask_id] = event.answer
        if self.has_completed_all(participant):
            participant.completed_at = event.at
            if event.here:
                _set_status(participant, ParticipantStatus.COMPLETED, event.at)

    def _answer_changed(self, event: ev.AnswerChanged) -> None:
        self.participants[event.participant_id].answers[event.subtask_id] = event.answer

    def _answers_shown(self, event: ev.AnswersShown) -> None:
        step = {event.subtask_id}
        self.answers_shown = self.answers_shown | step if event.shown else self.answers_shown - step

    def _completion_revoked(self, event: ev.CompletionRevoked) -> None:
        participant = self.participants[event.participant_id]
        took_s = participant.completed.remove(event.subtask_id)
        if took_s is not None:
            self.step_times[event.subtask_id].remove(took_s)
        self.completion_counts[event.subtask_id] -= 1
        participant.completed_at = None
        if event.here:
            _set_status(participant, ParticipantStatus.ACTIVE, event.at)

    def _progress_reported(self, event: ev.ProgressReported) -> None:
        self.participants[event.participant_id].current_subtask_id = event.subtask_id

    def _help_requested(self, event: ev.HelpRequested) -> None:
        request = self.help_queue.get(event.help_request_id)
        if request is None:
            self.help_queue.add(
                HelpRequest(
                    id=event.help_request_id,
                    participant_id=event.participant_id,
                    subtask_id=event.subtask_id,
                    message=event.message,
                    screenshot_path=event.screenshot_path,
                    created_at=event.at,
                )
            )
            self.participants[event.participant_id].open_help_request_id = event.help_request_id
        else:
            request.subtask_id = event.subtask_id
            request.message = event.message
            request.screenshot_path = event.screenshot_path

    def _help_answered(self, event: ev.HelpAnswered) -> None:
        request = self._request(event.help_request_id)
        request.status, request.answer = HelpStatus.ON_THE_WAY, event.message
        others = tuple(each for each in request.going if each != event.helper_id)
        request.going = (*others, event.helper_id)
        self._say(event, request.participant_id, request)
        request.answer_number = last_number(self.said)

    def _answer_withdrawn(self, event: ev.AnswerWithdrawn) -> None:
        request = self._request(event.help_request_id)
        if request.going[-1:] == (event.going_id,):  # the shown answer was theirs
            request.answer, request.answer_number = None, 0
        request.going = tuple(each for each in request.going if each != event.going_id)
        if not event.on_the_way:
            request.going, request.status = (), HelpStatus.PENDING

    def _help_cancelled(self, event: ev.HelpCancelled) -> None:
        self._close_help(event.help_request_id, HelpStatus.CANCELLED, event.at)

    def _help_resolved(self, event: ev.HelpResolved) -> None:
        request = self._request(event.help_request_id)
        if not event.by_completion or request.status is HelpStatus.ON_THE_WAY:
            came = next(iter(request.going), None) if event.by_completion else event.helper_id
            self.participants[request.participant_id].visits += (Visit(event.at, came, request.id),)
        self._close_help(event.help_request_id, HelpStatus.RESOLVED, event.at)
        request.was_resolved_by_hand = not event.by_completion
        request.resolved_by = event.helper_id
        if event.message:
            self._say(event, request.participant_id, request)

    def _close_help(self, help_request_id: int, status: HelpStatus, at: datetime) -> None:
        request = self._request(help_request_id)
        self.help_queue.close(request, status, at)
        self.participants[request.participant_id].open_help_request_id = None

    def _help_reopened(self, event: ev.HelpReopened) -> None:
        request = self._request(event.help_request_id)
        status = HelpStatus.ON_THE_WAY if event.on_the_way else HelpStatus.PENDING
        self.help_queue.reopen(request, status)
        participant = self.participants[request.participant_id]
        participant.open_help_request_id = request.id
        participant.visits = tuple(
            visit for visit in participant.visits if visit.help_request_id != request.id
        )

    def _visited(self, event: ev.StudentVisited) -> None:
        participant = self.participants[event.participant_id]
        participant.visits += (Visit(event.at, event.helper_id),)

    def _visit_undone(self, event: ev.VisitUndone) -> None:
        participant = self.participants[event.participant_id]
        undone = participant.noted_visit_by(event.helper_id)
        participant.visits = tuple(v for v in participant.visits if v is not undone)

    def _helper_let_in(self, event: ev.HelperLetIn) -> None:
        self.helpers[event.helper_id] = HelperPart(event.helper_id, event.name, event.at)

    def _helper_ended(self, event: ev.HelperEnded) -> None:
        self.helpers[event.helper_id] = structs.replace(
            self.helpers[event.helper_id], ended_at=event.at
        )

    def _comfort_changed(self, event: ev.ComfortChanged) -> None:
        participant = self.participants[event.participant_id]
        comfort = participant.comfort.changed(
            event.larger_text, event.read_aloud, event.high_contrast
        )
        participant.comfort = comfort if event.by_phone else comfort.wished_at(event.at)

    def _newcomers_comfort_changed(self, event: ev.NewcomersComfortChanged) -> None:
        self.newcomers_comfort = self.newcomers_comfort.changed(
            event.larger_text, event.read_aloud, event.high_contrast
        ).wished_at(event.at)

    def _message_sent(self, event: ev.MessageSent) -> None:
        receiver = None if event.user_id is None else self._everybody.of_user(event.user_id)
        if event.user_id is None or receiver is not None:
            self._say(event, receiver.id if receiver else None)

    def _messages_seen(self, event: ev.MessagesSeen) -> None:
        self.participants[event.participant_id].seen_until = event.number

    def _say(
        self,
        event: ev.MessageSent | ev.HelpAnswered | ev.HelpResolved,
        participant_id: int | None,
        request: HelpRequest | None = None,
    ) -> None:
        self.said.append(
            Said(
                number=next_number(self.said, event.at),
                at=event.at,
                participant_id=participant_id,
                text=event.message,
                instructor_name=(
                    getattr(event, "instructor_name", "") or self.name_of_helper(event.helper_id)
                ),
                helper_id=event.helper_id,
                help_request_id=request.id if request else None,
                status=request.status if request else None,
            )
        )

    def _request(self, help_request_id: int) -> HelpRequest:
        request = self.help_queue.get(help_request_id)
        assert request is not None, "events name only requests of this session"
        return request

    def _unchanged(self, _event: ev.Event) -> None:
        """Events that are only broadcast and do not change this state."""


def _derived_class_id(opened: ev.SessionOpened) -> str:
    """Return the id of a class whose `SessionOpened` was stored without one."""
    facts = f"{opened.session_id} {opened.session_code} {opened.at.isoformat()}"
    return hashlib.sha256(facts.encode()).hexdigest()[:CLASS_ID_DIGITS]


def _set_status(participant: Participant, status: ParticipantStatus, at: datetime) -> None:
    if participant.status is not status:
        participant.status, participant.status_at = status, at


_APPLY: dict[type[ev.Event], Callable[[ClassSession, Any], None]] = {
    ev.ParticipantSignedIn: ClassSession._signed_in,
    ev.ParticipantReadmitted: ClassSession._readmitted,
    ev.ParticipantConnected: ClassSession._connected,
    ev.ParticipantJoined: ClassSession._joined,
    ev.ParticipantLeft: ClassSession._left,
    ev.ParticipantRemoved: ClassSession._removed,
    ev.ParticipantLapsed: ClassSession._lapsed,
    ev.ParticipantRenamed: ClassSession._renamed,
    ev.PhoneChanged: ClassSession._phone_changed,
    ev.PhoneSentAway: ClassSession._phone_sent_away,
    ev.PersonAssigned: ClassSession._person_assigned,
    ev.ClassLocked: ClassSession._locked,
    ev.ClassUnlocked: ClassSession._unlocked,
    ev.CodeChanged: ClassSession._code_changed,
    ev.StepStarted: ClassSession._step_started,
    ev.StartUndone: ClassSession._start_undone,
    ev.SessionPaused: ClassSession._paused,
    ev.SessionResumed: ClassSession._resumed,
    ev.SessionEnded: ClassSession._ended,
    ev.MessageSent: ClassSession._message_sent,
    ev.MessagesSeen: ClassSession._messages_seen,
    ev.StepCompleted: ClassSession._completed,
    ev.CompletionRevoked: ClassSession._completion_revoked,
    ev.AnswerChanged: ClassSession._answer_changed,
    ev.AnswersShown: ClassSession._answers_shown,
    ev.ProgressReported: ClassSession._progress_reported,
    ev.StudentVisited: ClassSession._visited,
    ev.VisitUndone: ClassSession._visit_undone,
    ev.ComfortChanged: ClassSession._comfort_changed,
    ev.NewcomersComfortChanged: ClassSession._newcomers_comfort_changed,
    ev.HelpRequested: ClassSession._help_requested,
    ev.HelpCancelled: ClassSession._help_cancelled,
    ev.HelpAnswered: ClassSession._help_answered,
    ev.AnswerWithdrawn: ClassSession._answer_withdrawn,
    ev.HelpResolved: ClassSession._help_resolved,
    ev.HelpReopened: ClassSession._help_reopened,
    ev.HelperLetIn: ClassSession._helper_let_in,
    ev.HelperEnded: ClassSession._helper_ended,
    ev.SessionRecovered: ClassSession._recovered,
}
# Events that create a session and so cannot be applied to one.
_BEGINS: frozenset[type[ev.Event]] = frozenset({ev.SessionOpened})
