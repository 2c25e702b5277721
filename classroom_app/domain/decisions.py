"""What becomes of each command: the events that it causes, or a refusal with a code.

Nothing here changes the session; `ClassSession.apply` does, with the events returned.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Actor, Helper, Instructor, Student, System
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.errors import AlreadyGoing, RefusalCode, Refused
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.helper_part import MAX_HELPERS
from classroom_app.domain.names import clean_name, distinct_name, guest_name, name_key
from classroom_app.domain.numbered import IdSource, Numbered
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.said import last_number
from classroom_app.domain.seat_claim import Claim, seat_of
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus, is_allowed

SAME_VISIT_S = 60.0  # two presses of *Was there* within it are one visit


def decide(
    session: ClassSession, command: cmd.Command, actor: Actor, now: datetime, ids: IdSource
) -> list[ev.Event]:
    """Return the events that `command` causes now, perhaps none.

    Raises:
        Refused: the command is not allowed, names what does not exist, or comes from the wrong
            side.
    """
    kind = type(command)
    if not isinstance(actor, _ACTORS_OF[kind]):
        raise Refused(RefusalCode.FORBIDDEN, f"You aren't allowed to send {kind.__name__}")
    if not is_allowed(kind, session.status):
        if isinstance(actor, Student) or kind is cmd.SignIn:
            raise Refused(RefusalCode.SESSION_ENDED, "The session has ended")
        raise Refused(
            RefusalCode.INVALID_STATE, f"Not possible while the session is {session.status}"
        )
    case = _Case(session, actor, now, ids)
    if isinstance(actor, Helper) and not case.is_helper_in:
        raise Refused(RefusalCode.FORBIDDEN, "You are no longer a helper in this session")
    if isinstance(actor, Student) and case.student.removed:
        raise Refused(RefusalCode.FORBIDDEN, "You are no longer in this session")
    return _DECIDE[kind](case, command)


class _Case:
    """One command at hand: who asks, when, of which session."""

    def __init__(self, session: ClassSession, actor: Actor, now: datetime, ids: IdSource) -> None:
        self.session, self.actor, self.now, self.ids = session, actor, now, ids

    @property
    def student(self) -> Participant:
        assert isinstance(self.actor, Student)
        return self.session.participants[self.actor.participant_id]

    @property
    def instructor(self) -> Instructor:
        assert isinstance(self.actor, Instructor)
        return self.actor

    @property
    def helper_id(self) -> int | None:
        """Who acts: a helper's id, None for the instructor."""
        return self.actor.user_id if isinstance(self.actor, Helper) else None

    @property
    def is_helper_in(self) -> bool:
        helper = self.session.helpers.get(self.helper_id or 0)
        return helper is not None and helper.is_in

    def check_subtask(self, subtask_id: int | None) -> None:
        if subtask_id is not None and subtask_id not in self.session.lesson.by_id:
            raise Refused(
                RefusalCode.UNKNOWN_SUBTASK, "subtask_id must be a subtask of this session's lesson"
            )

    def answer_to(self, subtask_id: int, answer: int | None) -> int | None:
        """Return an answer if its step asks for one; to another step it is a field too many."""
        question = self.session.lesson.by_id[subtask_id].question
        if question is None or answer is None:
            return None
        if not question.has(answer):
            raise Refused(
                RefusalCode.INVALID_FIELD,
                f"answer must be an integer from 0 to {len(question.answers) - 1}",
            )
        return answer

    def participant(self, participant_id: int) -> Participant:
        participant = self.session.participants.get(participant_id)
        if participant is None or participant.removed:
            raise Refused(
                RefusalCode.INVALID_FIELD, "participant_id is not a participant in this session"
            )
        return participant

    def help_request(self, help_request_id: int) -> HelpRequest:
        request = self.session.help_queue.get(help_request_id)
        if request is None:
            raise Refused(
                RefusalCode.INVALID_FIELD,
                "help_request_id must be a help request of this session",
            )
        return request

    def open_help_of(self, participant: Participant) -> HelpRequest | None:
        if participant.open_help_request_id is None:
            return None
        return self.session.help_queue.get(participant.open_help_request_id)


# Coming and going -------------------------------------------------------------------------------


def _sign_in(case: _Case, command: cmd.SignIn) -> list[ev.Event]:
    session = case.session
    if command.person_id is not None and command.participant_id is None:
        return _sign_in_by_number(case, command, command.person_id)
    known = session.participant_of_device(command.device_id) if command.device_id else None
    if command.participant_id is not None:
        known = session.participants[command.participant_id]
    if known is not None and not known.removed:
        again = _note_phone(case, known, command) if command.phone else []
        return [*again, *_correct_name(case, known, command)]
    name = None if command.name is None else clean_name(command.name)
    _check_unlocked(session, known)
    _check_room(session)
    if known is not None:
        return _readmit(case, known, name or known.name)
    return _sign_in_anew(case, command, name)


def _sign_in_by_number(case: _Case, command: cmd.SignIn, person_id: int) -> list[ev.Event]:
    session = case.session
    name = clean_name(command.name or "")
    claim, known = seat_of(session, person_id, name, command.device_id)
    if claim is Claim.IN_USE and session.locked:  # a number is no secret
        raise Refused(RefusalCode.LOCKED, "The class is locked: another phone has this seat")
    if claim is Claim.IN_USE and not command.takes_over:
        raise Refused(RefusalCode.NUMBER_IN_USE, "Another phone is in the class with this number")
    if claim is Claim.OWN_SEAT and known is not None:
        return [ev.PersonAssigned(at=case.now, participant_id=known.id, person_id=person_id)]
    if known is not None and claim is not Claim.READMIT:
        return _note_phone(case, known, command, in_use=claim is Claim.IN_USE)
    _check_unlocked(session, known)
    _check_room(session)
    if known is not None:
        changed = _note_phone(case, known, command)
        return [*changed, *_readmit(case, known, known.name)]
    return _sign_in_anew(case, command, name)


def _note_phone(
    case: _Case, known: Participant, command: cmd.SignIn, *, in_use: bool = False
) -> list[ev.Event]:
    """Tell of another phone, or of another cookie of one that took a seat over."""
    is_same = command.device_id is not None and command.device_id == known.phone_device_id
    if is_same and known.taken_over_at is None:
        return []
    return [
        ev.PhoneChanged(
            at=case.now,
            participant_id=known.id,
            device_id=command.device_id,
            phone=command.phone,
            in_use=in_use,
        )
    ]


def _sign_in_anew(case: _Case, command: cmd.SignIn, name: str | None) -> list[ev.Event]:
    taken = case.session.taken_names
    return [
        ev.ParticipantSignedIn(
            at=case.now,
            participant_id=case.ids.next_id(Numbered.PARTICIPANT),
            user_id=case.ids.next_id(Numbered.USER),
            user_name=guest_name(taken) if name is None else distinct_name(name, taken),
            device_id=command.device_id,
            person_id=command.person_id,
        )
    ]


def _check_unlocked(session: ClassSession, known: Participant | None) -> None:
    if session.locked and not (known is not None and known.lapsed):
        raise Refused(RefusalCode.LOCKED, "The class is locked: no one new can join")


def _check_room(session: ClassSession) -> None:
    if session.participant_count >= session.max_participants:
        raise Refused(RefusalCode.FULL, "The class is full")


def _readmit(case: _Case, known: Participant, name: str) -> list[ev.Event]:
    return [
        *_rename_to(case, known, name),
        ev.ParticipantReadmitted(at=case.now, participant_id=known.id),
    ]


def _correct_name(case: _Case, known: Participant, command: cmd.SignIn) -> list[ev.Event]:
    if not command.corrects_name or command.name is None:
        return []
    return _rename_to(case, known, clean_name(command.name))


def _connect(case: _Case, command: cmd.Connect) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    if participant.lapsed and case.session.status is not SessionStatus.ENDED:
        _check_room(case.session)
        return _readmit(case, participant, participant.name)
    if participant.status is not ParticipantStatus.DISCONNECTED or participant.removed:
        return []
    return [ev.ParticipantConnected(at=case.now, participant_id=participant.id)]


def _leave(case: _Case, command: cmd.Leave) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    if participant.status is ParticipantStatus.DISCONNECTED:
        return []
    return [ev.ParticipantLeft(at=case.now, participant_id=participant.id, joined=command.joined)]


def _lapse(case: _Case, command: cmd.Lapse) -> list[ev.Event]:
    people = (case.session.participants[each] for each in command.participant_ids)
    return [
        ev.ParticipantLapsed(at=case.now, participant_id=person.id)
        for person in people
        if not person.removed and not person.has_come
    ]


def _recover_session(case: _Case, _command: cmd.RecoverSession) -> list[ev.Event]:
    lost = [
        ev.ParticipantLeft(at=case.now, participant_id=p.id, joined=True)
        for p in case.session.present_participants
        if p.is_here
    ]
    return [ev.SessionRecovered(at=case.now), *lost]


def _remove(case: _Case, command: cmd.RemoveParticipant) -> list[ev.Event]:
    return _send_out(case, case.participant(command.participant_id))


def _remove_several(case: _Case, command: cmd.RemoveParticipants) -> list[ev.Event]:
    people = (
        case.session.participants.get(each) for each in dict.fromkeys(command.participant_ids)
    )
    there = [person for person in people if person is not None and not person.removed]
    return [event for person in there for event in _send_out(case, person)]


def _send_out(case: _Case, participant: Participant) -> list[ev.Event]:
    return [
        *_resolve_open_help(case, participant),
        ev.ParticipantRemoved(
            at=case.now, participant_id=participant.id, joined=participant.is_here
        ),
    ]


def _rename(case: _Case, command: cmd.RenameParticipant) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    return _rename_to(case, participant, clean_name(command.name))


def _rename_to(case: _Case, participant: Participant, name: str) -> list[ev.Event]:
    names = case.session.taken_names
    name = distinct_name(name, {key for key, whose in names.items() if whose != participant.id})
    if name == participant.name:
        return []
    return [
        ev.ParticipantRenamed(
            at=case.now,
            participant_id=participant.id,
            user_id=participant.user_id,
            user_name=name,
        )
    ]


def _assign_person(case: _Case, command: cmd.AssignPerson) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    person_id = command.person_id
    freed: list[ev.Event] = []
    if person_id is not None and person_id != participant.person_id:
        other = case.session.participant_of_person(person_id)
        if other is not None and not other.removed:
            raise Refused(
                RefusalCode.NUMBER_IN_USE, f"{other.name} is in the class with this number"
            )
        if other is not None:
            freed.append(ev.PersonAssigned(at=case.now, participant_id=other.id, person_id=None))
    if person_id != participant.person_id:
        freed.append(
            ev.PersonAssigned(at=case.now, participant_id=participant.id, person_id=person_id)
        )
    name = guest_name(case.session.taken_names) if command.name is None else command.name
    return [*freed, *_rename_to(case, participant, clean_name(name))]


def _give_seat_back(case: _Case, command: cmd.GiveSeatBack) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    events: list[ev.Event] = [
        ev.PhoneSentAway(at=case.now, participant_id=participant.id, phone=phone)
        for phone in participant.later_phones
    ]
    since = participant.taken_over_at
    if since is not None:
        events += _undo_since(case, participant, since)
    if command.frees_number and participant.person_id is not None:
        events += _assign_person(case, cmd.AssignPerson(participant.id, None, None))
    return events


def _undo_since(case: _Case, participant: Participant, since: datetime) -> list[ev.Event]:
    """Take back what was done in a seat since another phone took it over."""
    undone: list[ev.Event] = [
        ev.CompletionRevoked(
            at=case.now,
            participant_id=participant.id,
            subtask_id=subtask_id,
            instructor_id=case.instructor.user_id,
            here=participant.is_here,
        )
        for subtask_id, at in participant.completed.items()
        if at > since
    ]
    request = case.open_help_of(participant)
    if request is not None and request.created_at > since:
        undone.append(ev.HelpCancelled(at=case.now, help_request_id=request.id))
    return undone


def _change_code(case: _Case, command: cmd.ChangeCode) -> list[ev.Event]:
    code = normalise_code(command.code)
    if code is None:
        raise Refused(RefusalCode.INVALID_FIELD, "code must be 4 to 12 letters A-Z or digits")
    if code == case.session.code:
        return []
    return [ev.CodeChanged(at=case.now, session_code=code)]


def _set_locked(case: _Case, command: cmd.SetLocked) -> list[ev.Event]:
    if command.locked == case.session.locked:
        return []
    return [ev.ClassLocked(at=case.now) if command.locked else ev.ClassUnlocked(at=case.now)]


def _join(case: _Case, command: cmd.Join) -> list[ev.Event]:
    if command.again:
        return []
    participant = case.student
    if command.only_if_away and participant.is_here:
        return []
    return [
        ev.ParticipantJoined(
            at=case.now,
            participant_id=participant.id,
            first=participant.joined_at is None,
            all_done=case.session.has_completed_all(participant),
        )
    ]


# The student's work -----------------------------------------------------------------------------


def _complete(
    case: _Case,
    participant: Participant,
    subtask_id: int,
    status: str = "completed",
    instructor_id: int | None = None,
    answer: int | None = None,
) -> list[ev.Event]:
    # What was answered before the step was marked as not done counts again.
    former = participant.answers.get(subtask_id)
    completed = ev.StepCompleted(
        at=case.now,
        participant_id=participant.id,
        subtask_id=subtask_id,
        status=status,
        all_done=len(participant.completed) + 1 == len(case.session.lesson.subtasks),
        here=participant.is_here,
        instructor_id=instructor_id,
        answer=former if answer is None else answer,
    )
    request = case.open_help_of(participant)
    if request is None or request.subtask_id not in (None, subtask_id):
        return [completed]
    return [completed, *_resolve_open_help(case, participant)]


def _resolve_open_help(case: _Case, participant: Participant) -> list[ev.Event]:
    request = case.open_help_of(participant)
    if request is None:
        return []
    return [
        ev.HelpResolved(at=case.now, help_request_id=request.id, message=None, by_completion=True)
    ]


def _complete_step(case: _Case, command: cmd.CompleteStep) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    answer = case.answer_to(command.subtask_id, command.answer)
    if command.subtask_id in case.student.completed:
        return _change_answer(case, command.subtask_id, answer)
    return _complete(case, case.student, command.subtask_id, answer=answer)


def _change_answer(case: _Case, subtask_id: int, answer: int | None) -> list[ev.Event]:
    """Take another answer; one that comes after the next step has begun is not taken."""
    participant = case.student
    if answer is None or answer == participant.answer_to(subtask_id):
        return []
    if not case.session.may_change_answer(participant, subtask_id):
        return []
    return [
        ev.AnswerChanged(
            at=case.now,
            participant_id=participant.id,
            subtask_id=subtask_id,
            answer=answer,
        )
    ]


def _report_progress(case: _Case, command: cmd.ReportProgress) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.student
    is_news = command.subtask_id not in participant.completed
    if command.status.casefold() == "completed" and is_news:
        return _complete(case, participant, command.subtask_id, command.status)
    return [
        ev.ProgressReported(
            at=case.now,
            participant_id=participant.id,
            subtask_id=command.subtask_id,
            status=command.status,
        )
    ]


def _request_help(case: _Case, command: cmd.RequestHelp) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.student
    request = case.open_help_of(participant)
    subtask_id, message, screenshot = (
        command.subtask_id,
        command.message,
        command.screenshot_path,
    )
    if request is not None:  # what a repeat leaves out stays as it was, and so does the step
        subtask_id = subtask_id if request.subtask_id is None else request.subtask_id
        message = request.message if message is None else message
        screenshot = request.screenshot_path if screenshot is None else screenshot
        asked = (request.subtask_id, request.message, request.screenshot_path)
        if asked == (subtask_id, message, screenshot):
            return []  # an unchanged repeat is stored once
    return [
        ev.HelpRequested(
            at=case.now,
            help_request_id=request.id if request else case.ids.next_id(Numbered.HELP_REQUEST),
            participant_id=participant.id,
            subtask_id=subtask_id,
            message=message,
            screenshot_path=screenshot,
            again=request is not None,
        )
    ]


def _add_help_picture(case: _Case, command: cmd.AddHelpPicture) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if not request.is_open or request.participant_id != command.participant_id:
        raise Refused(RefusalCode.INVALID_STATE, f"The help request is {request.status} already")
    return [
        ev.HelpRequested(
            at=case.now,
            help_request_id=request.id,
            participant_id=request.participant_id,
            subtask_id=request.subtask_id,
            message=request.message,
            screenshot_path=command.screenshot_path,
            again=True,
        )
    ]


def _cancel_help(case: _Case, _command: cmd.CancelHelp) -> list[ev.Event]:
    request = case.open_help_of(case.student)
    return [ev.HelpCancelled(at=case.now, help_request_id=request.id)] if request else []


def _mark_seen(case: _Case, command: cmd.MarkSeen) -> list[ev.Event]:
    number = min(command.number, last_number(case.session.said))
    if number <= case.student.seen_until:
        return []
    return [ev.MessagesSeen(at=case.now, participant_id=case.student.id, number=number)]


# The instructor's lead --------------------------------------------------------------------------


def _next_step(case: _Case, command: cmd.NextStep) -> list[ev.Event]:
    session = case.session
    case.check_subtask(command.subtask_id)
    subtask_id = command.subtask_id
    if subtask_id is None:
        following = session.next_subtask
        if following is None:
            raise Refused(
                RefusalCode.INVALID_STATE,
                f"There is no step left; the session is {session.status}",
            )
        subtask_id = following.id
    return [
        ev.StepStarted(
            at=case.now,
            subtask_id=subtask_id,
            instructor_id=case.instructor.user_id,
            message=command.message,
            reason=command.reason,
            first=session.status is SessionStatus.WAITING,
        )
    ]


def _undo_start(case: _Case, _command: cmd.UndoStart) -> list[ev.Event]:
    return [ev.StartUndone(at=case.now, instructor_id=case.instructor.user_id)]


def _pause(case: _Case, _command: cmd.PauseSession) -> list[ev.Event]:
    return [ev.SessionPaused(at=case.now, instructor_id=case.instructor.user_id)]


def _resume(case: _Case, _command: cmd.ResumeSession) -> list[ev.Event]:
    return [ev.SessionResumed(at=case.now, instructor_id=case.instructor.user_id)]


def _end(case: _Case, _command: cmd.EndSession) -> list[ev.Event]:
    return [ev.SessionEnded(at=case.now, instructor_id=case.instructor.user_id)]


def _send_message(case: _Case, command: cmd.SendMessage) -> list[ev.Event]:
    if command.user_id is not None:
        receiver = case.session.participant_of_user(command.user_id)
        if receiver is None or receiver.removed:
            raise Refused(RefusalCode.INVALID_FIELD, "user_id must be a student of this session")
    elif isinstance(case.actor, Helper):
        raise Refused(RefusalCode.FORBIDDEN, "A helper writes to one student, not to all")
    return [
        ev.MessageSent(
            at=case.now,
            instructor_name="" if isinstance(case.actor, Helper) else case.instructor.name,
            message=command.message,
            user_id=command.user_id,
            helper_id=case.helper_id,
        )
    ]


def _resolve_help(case: _Case, command: cmd.ResolveHelp) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if not request.is_open:
        raise Refused(RefusalCode.INVALID_STATE, f"The help request is {request.status} already")
    if command.status is HelpStatus.ON_THE_WAY:
        return _answer_help(case, request, command)
    return [
        ev.HelpResolved(
            at=case.now,
            help_request_id=request.id,
            message=command.message,
            by_completion=False,
            helper_id=case.helper_id,
        )
    ]


def _answer_help(case: _Case, request: HelpRequest, command: cmd.ResolveHelp) -> list[ev.Event]:
    is_going = case.helper_id in request.going
    if is_going and isinstance(case.actor, Helper) and command.message is None:
        return []  # said twice, on a line that was lost
    if not command.too and not is_going and request.going:
        raise AlreadyGoing(request.going)
    return [
        ev.HelpAnswered(
            at=case.now,
            help_request_id=request.id,
            message=command.message,
            helper_id=case.helper_id,
        )
    ]


def _withdraw_answer(case: _Case, command: cmd.WithdrawAnswer) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    if isinstance(case.actor, Helper):
        if command.going_id not in (None, case.helper_id):
            raise Refused(RefusalCode.FORBIDDEN, "A helper takes back their own word alone")
        whose: list[int | None] = [case.helper_id]
    elif command.going_id is None:
        whose = list(request.going)
    else:
        whose = [command.going_id]
    return _withdraw(case, request, whose)


def _withdraw(case: _Case, request: HelpRequest, whose: Iterable[int | None]) -> list[ev.Event]:
    if request.status is not HelpStatus.ON_THE_WAY:
        return []
    left = list(request.going)
    events: list[ev.Event] = []
    for going_id in whose:
        if going_id not in left:
            continue
        left.remove(going_id)
        events.append(
            ev.AnswerWithdrawn(
                at=case.now,
                help_request_id=request.id,
                going_id=going_id,
                on_the_way=bool(left),
                helper_id=case.helper_id,
            )
        )
    return events


def _reopen_help(case: _Case, command: cmd.ReopenHelp) -> list[ev.Event]:
    request = case.help_request(command.help_request_id)
    participant = case.participant(request.participant_id)
    if participant.open_help_request_id is not None:
        return []
    is_theirs = request.was_resolved_by_hand and request.resolved_by == case.helper_id
    if isinstance(case.actor, Helper) and not is_theirs:
        raise Refused(RefusalCode.FORBIDDEN, "A helper reopens what they resolved themselves")
    return [
        ev.HelpReopened(
            at=case.now,
            help_request_id=request.id,
            on_the_way=request.was_answered,
            helper_id=case.helper_id,
        )
    ]


def _mark_done(case: _Case, command: cmd.MarkDone) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.participant(command.participant_id)
    if command.subtask_id in participant.completed:
        return []
    by = case.instructor.user_id
    return _complete(case, participant, command.subtask_id, instructor_id=by)


def _mark_not_done(case: _Case, command: cmd.MarkNotDone) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    participant = case.participant(command.participant_id)
    if command.subtask_id not in participant.completed:
        return []
    return [
        ev.CompletionRevoked(
            at=case.now,
            participant_id=participant.id,
            subtask_id=command.subtask_id,
            instructor_id=case.instructor.user_id,
            here=participant.is_here,
        )
    ]


def _show_answers(case: _Case, command: cmd.ShowAnswers) -> list[ev.Event]:
    case.check_subtask(command.subtask_id)
    if case.session.lesson.by_id[command.subtask_id].question is None:
        raise Refused(RefusalCode.INVALID_FIELD, "subtask_id: this subtask asks no question")
    if command.shown == (command.subtask_id in case.session.answers_shown):
        return []
    return [
        ev.AnswersShown(
            at=case.now,
            subtask_id=command.subtask_id,
            shown=command.shown,
            instructor_id=case.instructor.user_id,
        )
    ]


def _mark_visited(case: _Case, command: cmd.MarkVisited) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    last = participant.visits[-1] if participant.visits else None
    is_same_visit = (
        last is not None
        and last.help_request_id is None
        and last.helper_id == case.helper_id
        and (case.now - last.at).total_seconds() < SAME_VISIT_S
    )
    if is_same_visit:  # a second tap, or one that a bad line sent twice
        return []
    return [ev.StudentVisited(at=case.now, participant_id=participant.id, helper_id=case.helper_id)]


def _undo_visit(case: _Case, command: cmd.UndoVisit) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    if participant.noted_visit_by(case.helper_id) is None:
        return []
    return [ev.VisitUndone(at=case.now, participant_id=participant.id, helper_id=case.helper_id)]


# Comfort ----------------------------------------------------------------------------------------


def _set_comfort(case: _Case, command: cmd.SetComfort) -> list[ev.Event]:
    wish = (command.larger_text, command.read_aloud, command.high_contrast)
    if command.participant_id is not None:
        return _comfort_changed(case, case.participant(command.participant_id), wish)
    newcomers = case.session.newcomers_comfort
    wanted = newcomers.changed(*wish)
    events: list[ev.Event] = []
    if wanted != newcomers:
        events.append(
            ev.NewcomersComfortChanged(
                at=case.now,
                larger_text=wanted.larger_text,
                read_aloud=wanted.read_aloud,
                high_contrast=wanted.high_contrast,
                helper_id=case.helper_id,
            )
        )
    present = () if command.newcomers_only else case.session.present_participants
    for participant in present:
        events += _comfort_changed(case, participant, wish)
    return events


def _restore_comfort(case: _Case, command: cmd.RestoreComfort) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    wish = (command.larger_text, command.read_aloud, command.high_contrast)
    return _comfort_changed(case, participant, wish)


def _choose_comfort(case: _Case, command: cmd.ChooseComfort) -> list[ev.Event]:
    chosen = (command.larger_text, command.read_aloud, command.high_contrast)
    return _comfort_changed(case, case.student, chosen, by_phone=True)


def _comfort_changed(
    case: _Case,
    participant: Participant,
    wish: tuple[bool | None, bool | None, bool | None],
    *,
    by_phone: bool = False,
) -> list[ev.Event]:
    wanted = participant.comfort.changed(*wish)
    if wanted == participant.comfort:
        return []
    return [
        ev.ComfortChanged(
            at=case.now,
            participant_id=participant.id,
            larger_text=wanted.larger_text,
            read_aloud=wanted.read_aloud,
            high_contrast=wanted.high_contrast,
            by_phone=by_phone,
            # What simulated students do is not kept for the people whose numbers they have.
            person_id=None if case.session.rehearsal else participant.person_id,
            helper_id=case.helper_id,
        )
    ]


# Helpers ----------------------------------------------------------------------------------------


def _let_helper_in(case: _Case, command: cmd.LetHelperIn) -> list[ev.Event]:
    here = [helper for helper in case.session.helpers.values() if helper.is_in]
    if len(here) >= MAX_HELPERS:
        raise Refused(RefusalCode.FULL, f"A class has at most {MAX_HELPERS} helpers")
    taken = {name_key(helper.name) for helper in case.session.helpers.values()}
    return [
        ev.HelperLetIn(
            at=case.now,
            helper_id=case.ids.next_id(Numbered.USER),
            name=distinct_name(clean_name(command.name), taken),
        )
    ]


def _end_helper(case: _Case, command: cmd.EndHelper) -> list[ev.Event]:
    helper = case.session.helpers.get(command.helper_id)
    if helper is None:
        raise Refused(RefusalCode.INVALID_FIELD, "helper_id is not a helper in this session")
    if not helper.is_in:
        return []
    withdrawn = [
        event
        for request in case.session.help_queue
        for event in _withdraw(case, request, [helper.user_id])
    ]
    return [*withdrawn, ev.HelperEnded(at=case.now, helper_id=helper.user_id)]


_DECIDE: dict[type[cmd.Command], Callable[[_Case, Any], list[ev.Event]]] = {
    cmd.SignIn: _sign_in,
    cmd.Connect: _connect,
    cmd.Leave: _leave,
    cmd.Lapse: _lapse,
    cmd.RecoverSession: _recover_session,
    cmd.Join: _join,
    cmd.CompleteStep: _complete_step,
    cmd.ReportProgress: _report_progress,
    cmd.RequestHelp: _request_help,
    cmd.CancelHelp: _cancel_help,
    cmd.AddHelpPicture: _add_help_picture,
    cmd.MarkSeen: _mark_seen,
    cmd.NextStep: _next_step,
    cmd.UndoStart: _undo_start,
    cmd.PauseSession: _pause,
    cmd.ResumeSession: _resume,
    cmd.EndSession: _end,
    cmd.SendMessage: _send_message,
    cmd.ResolveHelp: _resolve_help,
    cmd.WithdrawAnswer: _withdraw_answer,
    cmd.ReopenHelp: _reopen_help,
    cmd.SetLocked: _set_locked,
    cmd.RemoveParticipant: _remove,
    cmd.RemoveParticipants: _remove_several,
    cmd.ChangeCode: _change_code,
    cmd.RenameParticipant: _rename,
    cmd.AssignPerson: _assign_person,
    cmd.GiveSeatBack: _give_seat_back,
    cmd.MarkDone: _mark_done,
    cmd.MarkNotDone: _mark_not_done,
    cmd.ShowAnswers: _show_answers,
    cmd.MarkVisited: _mark_visited,
    cmd.UndoVisit: _undo_visit,
    cmd.SetComfort: _set_comfort,
    cmd.RestoreComfort: _restore_comfort,
    cmd.ChooseComfort: _choose_comfort,
    cmd.LetHelperIn: _let_helper_in,
    cmd.EndHelper: _end_helper,
}

_ACTORS_OF: dict[type[cmd.Command], tuple[type[Actor], ...]] = {
    **dict.fromkeys(cmd.StudentCommand.__args__, (Student,)),
    **dict.fromkeys(cmd.InstructorCommand.__args__, (Instructor,)),
    **dict.fromkeys(cmd.HelperCommand.__args__, (Instructor, Helper)),
    **dict.fromkeys(cmd.SystemCommand.__args__, (System,)),
}
