"""The decision on each command: the events that it causes, or a refusal with a code.

Nothing here changes the session; `ClassSession.apply` does, with the events returned. Commands that
lead the class are decided here, the others in the modules whose tables are merged at the end.
"""

from datetime import datetime

from classroom_app.domain import care_decisions, help_decisions, seat_decisions, step_decisions
from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import Actor, Helper, Instructor, Student, System
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.decision_case import Case, Decisions
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.numbered import IdSource
from classroom_app.domain.said import last_number
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus, is_allowed


def decide(
    session: ClassSession, command: cmd.Command, actor: Actor, now: datetime, ids: IdSource
) -> list[ev.Event]:
    """Return the events that `command` causes now, perhaps none.

    Raises:
        Refused: the command is not allowed in this status or from this actor, or refers to
            something that does not exist.
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
    case = Case(session, actor, now, ids)
    if isinstance(actor, Helper) and not case.is_helper_in:
        raise Refused(RefusalCode.FORBIDDEN, "You are no longer a helper in this session")
    if isinstance(actor, Student) and case.student.removed:
        raise Refused(RefusalCode.FORBIDDEN, "You are no longer in this session")
    return _DECIDE[kind](case, command)


def _next_step(case: Case, command: cmd.NextStep) -> list[ev.Event]:
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


def _undo_start(case: Case, _command: cmd.UndoStart) -> list[ev.Event]:
    return [ev.StartUndone(at=case.now, instructor_id=case.instructor.user_id)]


def _pause(case: Case, _command: cmd.PauseSession) -> list[ev.Event]:
    return [ev.SessionPaused(at=case.now, instructor_id=case.instructor.user_id)]


def _resume(case: Case, _command: cmd.ResumeSession) -> list[ev.Event]:
    return [ev.SessionResumed(at=case.now, instructor_id=case.instructor.user_id)]


def _end(case: Case, _command: cmd.EndSession) -> list[ev.Event]:
    return [ev.SessionEnded(at=case.now, instructor_id=case.instructor.user_id)]


def _change_code(case: Case, command: cmd.ChangeCode) -> list[ev.Event]:
    code = normalise_code(command.code)
    if code is None:
        raise Refused(RefusalCode.INVALID_FIELD, "code must be 4 to 12 letters A-Z or digits")
    if code == case.session.code:
        return []
    return [ev.CodeChanged(at=case.now, session_code=code)]


def _set_locked(case: Case, command: cmd.SetLocked) -> list[ev.Event]:
    if command.locked == case.session.locked:
        return []
    return [ev.ClassLocked(at=case.now) if command.locked else ev.ClassUnlocked(at=case.now)]


def _send_message(case: Case, command: cmd.SendMessage) -> list[ev.Event]:
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


def _mark_seen(case: Case, command: cmd.MarkSeen) -> list[ev.Event]:
    number = min(command.number, last_number(case.session.said))
    if number <= case.student.seen_until:
        return []
    return [ev.MessagesSeen(at=case.now, participant_id=case.student.id, number=number)]


_LEAD: Decisions = {
    cmd.MarkSeen: _mark_seen,
    cmd.NextStep: _next_step,
    cmd.UndoStart: _undo_start,
    cmd.PauseSession: _pause,
    cmd.ResumeSession: _resume,
    cmd.EndSession: _end,
    cmd.SendMessage: _send_message,
    cmd.SetLocked: _set_locked,
    cmd.ChangeCode: _change_code,
}
_TABLES = (
    _LEAD,
    seat_decisions.DECIDE,
    step_decisions.DECIDE,
    help_decisions.DECIDE,
    care_decisions.DECIDE,
)
_DECIDE = {kind: function for table in _TABLES for kind, function in table.items()}
_ACTORS_OF: dict[type[cmd.Command], tuple[type[Actor], ...]] = {
    **dict.fromkeys(cmd.StudentCommand.__args__, (Student,)),
    **dict.fromkeys(cmd.InstructorCommand.__args__, (Instructor,)),
    **dict.fromkeys(cmd.HelperCommand.__args__, (Instructor, Helper)),
    **dict.fromkeys(cmd.SystemCommand.__args__, (System,)),
}
