"""Decisions on joining and leaving: who has which seat, name and roster number."""

from datetime import datetime

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decision_case import Case, Decisions
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.help_decisions import resolve_open_help
from classroom_app.domain.names import clean_name, distinct_name, guest_name
from classroom_app.domain.numbered import Numbered
from classroom_app.domain.participant import Participant, ParticipantStatus
from classroom_app.domain.seat_claim import Claim, seat_of
from classroom_app.domain.transitions import SessionStatus


def _sign_in(case: Case, command: cmd.SignIn) -> list[ev.Event]:
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
    awaited = session.awaited(name) if known is None and name is not None else None
    if awaited is not None:
        return _note_phone(case, awaited, command)
    _check_unlocked(session, known)
    _check_room(session)
    if known is not None:
        return _readmit(case, known, name or known.name)
    return _sign_in_anew(case, command, name)


def _sign_in_by_number(case: Case, command: cmd.SignIn, person_id: int) -> list[ev.Event]:
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
    case: Case, known: Participant, command: cmd.SignIn, *, in_use: bool = False
) -> list[ev.Event]:
    """Note that a seat has another phone, or, once taken over, another cookie of the same one."""
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


def _sign_in_anew(case: Case, command: cmd.SignIn, name: str | None) -> list[ev.Event]:
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


def _readmit(case: Case, known: Participant, name: str) -> list[ev.Event]:
    return [
        *_rename_to(case, known, name),
        ev.ParticipantReadmitted(at=case.now, participant_id=known.id),
    ]


def _correct_name(case: Case, known: Participant, command: cmd.SignIn) -> list[ev.Event]:
    if not command.corrects_name or command.name is None:
        return []
    return _rename_to(case, known, clean_name(command.name))


def _connect(case: Case, command: cmd.Connect) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    if participant.lapsed and case.session.status is not SessionStatus.ENDED:
        _check_room(case.session)
        return _readmit(case, participant, participant.name)
    if participant.status is not ParticipantStatus.DISCONNECTED or participant.removed:
        return []
    return [ev.ParticipantConnected(at=case.now, participant_id=participant.id)]


def _join(case: Case, command: cmd.Join) -> list[ev.Event]:
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


def _leave(case: Case, command: cmd.Leave) -> list[ev.Event]:
    participant = case.session.participants[command.participant_id]
    if participant.status is ParticipantStatus.DISCONNECTED:
        return []
    return [ev.ParticipantLeft(at=case.now, participant_id=participant.id, joined=command.joined)]


def _lapse(case: Case, command: cmd.Lapse) -> list[ev.Event]:
    people = (case.session.participants[each] for each in command.participant_ids)
    return [
        ev.ParticipantLapsed(at=case.now, participant_id=person.id)
        for person in people
        if not person.removed and not person.has_come
    ]


def _recover_session(case: Case, command: cmd.RecoverSession) -> list[ev.Event]:
    # Who is waiting and never joined may only have signed in, and may still come.
    lost = [
        ev.ParticipantLeft(at=case.now, participant_id=p.id, joined=p.is_here)
        for p in case.session.present_participants
        if p.is_here or (p.status is ParticipantStatus.WAITING and p.joined_at is not None)
    ]
    return [ev.SessionRecovered(at=case.now, elsewhere=command.elsewhere), *lost]


def _remove(case: Case, command: cmd.RemoveParticipant) -> list[ev.Event]:
    return _send_out(case, case.participant(command.participant_id))


def _remove_several(case: Case, command: cmd.RemoveParticipants) -> list[ev.Event]:
    people = (
        case.session.participants.get(each) for each in dict.fromkeys(command.participant_ids)
    )
    there = [person for person in people if person is not None and not person.removed]
    return [event for person in there for event in _send_out(case, person)]


def _send_out(case: Case, participant: Participant) -> list[ev.Event]:
    return [
        *resolve_open_help(case, participant),
        ev.ParticipantRemoved(
            at=case.now, participant_id=participant.id, joined=participant.is_here
        ),
    ]


def _rename(case: Case, command: cmd.RenameParticipant) -> list[ev.Event]:
    participant = case.participant(command.participant_id)
    return _rename_to(case, participant, clean_name(command.name))


def _rename_to(case: Case, participant: Participant, name: str) -> list[ev.Event]:
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


def _assign_person(case: Case, command: cmd.AssignPerson) -> list[ev.Event]:
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


def _give_seat_back(case: Case, command: cmd.GiveSeatBack) -> list[ev.Event]:
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


def _undo_since(case: Case, participant: Participant, since: datetime) -> list[ev.Event]:
    """Undo the steps finished and the help asked for in a seat since another phone took it over."""
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


DECIDE: Decisions = {
    cmd.SignIn: _sign_in,
    cmd.Connect: _connect,
    cmd.Leave: _leave,
    cmd.Lapse: _lapse,
    cmd.RecoverSession: _recover_session,
    cmd.Join: _join,
    cmd.RemoveParticipant: _remove,
    cmd.RemoveParticipants: _remove_several,
    cmd.RenameParticipant: _rename,
    cmd.AssignPerson: _assign_person,
    cmd.GiveSeatBack: _give_seat_back,
}
