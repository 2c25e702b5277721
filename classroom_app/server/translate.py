"""Translates messages into commands, and stored commands into replies and broadcasts."""

from collections.abc import Iterable
from datetime import datetime
from typing import assert_never

from msgspec import UNSET, UnsetType

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.absence import absent_people
from classroom_app.domain.actors import Instructor, Student
from classroom_app.domain.answers import answer_counts
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.comfort import Comfort
from classroom_app.domain.events import HelpCancelled, HelpRequested
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.insight import class_progress
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Roster
from classroom_app.domain.said import Said
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.domain.visits import DEFAULT_LIMIT_S, NotVisited, waited_s
from classroom_app.protocol import limits
from classroom_app.protocol import messages_in as msg
from classroom_app.protocol import messages_out as out

_STATUS_TEXTS = {
    SessionStatus.WAITING: out.WAITING_TEXT,
    SessionStatus.IN_PROGRESS: out.STARTED_TEXT,
    SessionStatus.PAUSED: out.PAUSED_TEXT,
    SessionStatus.ENDED: out.ENDED_TEXT,
}


def command_of(message: msg.CommandMessage, screenshot_path: str | None = None) -> cmd.Command:
    """Return the command that a message asks for."""
    match message:
        case msg.StepComplete():
            return cmd.CompleteStep(message.subtask_id, message.answer)
        case msg.ProgressUpdate():
            return cmd.ReportProgress(message.subtask_id, message.status)
        case msg.RequestHelp():
            return cmd.RequestHelp(message.subtask_id, message.message, screenshot_path)
        case msg.CancelHelp():
            return cmd.CancelHelp()
        case msg.MessageSeen():
            return cmd.MarkSeen(message.message_id)
        case msg.NextStep():
            reason = StepReason(message.reason or StepReason.INSTRUCTOR)
            return cmd.NextStep(message.subtask_id, message.message or "", reason)
        case msg.UndoStart():
            return cmd.UndoStart()
        case msg.PauseSession():
            return cmd.PauseSession()
        case msg.ResumeSession():
            return cmd.ResumeSession()
        case msg.EndSession():
            return cmd.EndSession()
        case msg.InstructorMessage():
            return cmd.SendMessage(message.message, message.user_id)
        case msg.ResolveHelp():
            return cmd.ResolveHelp(
                message.help_request_id,
                HelpStatus(message.status),
                message.message,
                too=message.too is not False,
            )
        case msg.ShowAnswers():
            return cmd.ShowAnswers(message.subtask_id, message.shown)
        case msg.MarkVisited():
            return cmd.MarkVisited(message.participant_id)
        case msg.UndoVisit():
            return cmd.UndoVisit(message.participant_id)
        case msg.SetComfort():
            return cmd.SetComfort(
                message.participant_id,
                message.larger_text,
                message.read_aloud,
                message.high_contrast,
            )
        case msg.ComfortChosen():
            return cmd.ChooseComfort(message.larger_text, message.read_aloud, message.high_contrast)
        case msg.WithdrawHelp():
            return cmd.WithdrawAnswer(message.help_request_id)
        case msg.ReopenHelp():
            return cmd.ReopenHelp(message.help_request_id)
        case _:
            assert_never(message)


def reply_to(message: msg.CommandMessage, stored: Stored) -> out.ServerMessage | None:
    """Return the reply to a message whose command is stored, if it has one."""
    match message:
        case msg.StepComplete():
            assert isinstance(stored.actor, Student), "only students finish steps"
            me = stored.session.participants[stored.actor.participant_id]
            return step_confirmed(me, message.subtask_id)
        case msg.RequestHelp():
            request_id = next(
                (e.help_request_id for e in stored.events if isinstance(e, HelpRequested)), 0
            )
            if not stored.events:  # an unchanged repetition is confirmed too
                assert isinstance(stored.actor, Student), "only students ask for help"
                request_id = open_call_of(stored, stored.actor.participant_id).help_request_id
            return out.RequestHelpConfirmed(
                help_request_id=request_id,
                position=stored.session.help_queue.position(request_id),
            )
        case msg.CancelHelp():
            cancelled = next((e for e in stored.events if isinstance(e, HelpCancelled)), None)
            return out.CancelHelpConfirmed(cancelled.help_request_id if cancelled else None)
        case (
            msg.ProgressUpdate()
            | msg.MessageSeen()
            | msg.NextStep()
            | msg.UndoStart()
            | msg.PauseSession()
            | msg.ResumeSession()
            | msg.EndSession()
            | msg.InstructorMessage()
            | msg.ResolveHelp()
            | msg.ShowAnswers()
            | msg.MarkVisited()
            | msg.UndoVisit()
            | msg.SetComfort()
            | msg.ComfortChosen()
            | msg.WithdrawHelp()
            | msg.ReopenHelp()
        ):
            return None  # the sender gets the broadcast, or nothing
        case _:
            assert_never(message)


def step_confirmed(participant: Participant, subtask_id: int) -> out.StepCompleteConfirmed:
    """Return the confirmation that a step is done, with the stored answer if there is one."""
    answer = participant.answer_to(subtask_id)
    return out.StepCompleteConfirmed(
        subtask_id=subtask_id, answer=UNSET if answer is None else answer
    )


def help_requested(
    session: ClassSession, request: HelpRequest | HelpRequested
) -> out.HelpRequestedMessage:
    """Return the message that tells instructors and helpers of a help request."""
    person = session.participants[request.participant_id]
    request_id = request.help_request_id if isinstance(request, HelpRequested) else request.id
    return out.HelpRequestedMessage(
        user_id=person.user_id,
        user_name=person.name,
        subtask_id=request.subtask_id,
        message=request.message,
        help_request_id=request_id,
        has_screenshot=request.screenshot_path is not None,
    )


def open_call_of(stored: Stored, participant_id: int) -> cmd.AddHelpPicture:
    """Return the command, still without a path, to add a picture to the open help request."""
    request_id = stored.session.participants[participant_id].open_help_request_id
    return cmd.AddHelpPicture(request_id or 0, participant_id)


def heartbeat_s(phones: int) -> float:
    """Return the interval between a phone's heartbeats in seconds, when `phones` are connected."""
    wanted_s = round(phones / limits.HEARTBEATS_PER_S, 1)
    return min(max(wanted_s, limits.HEARTBEAT_S), limits.LONGEST_HEARTBEAT_S)


def picture_spread_s(phones: int) -> float:
    """Return the seconds over which `phones` phones should spread fetching the next picture."""
    wanted_s = phones * limits.PICTURE_SPREAD_PER_PHONE_S
    return min(max(wanted_s, limits.PICTURE_SPREAD_S), limits.LONGEST_PICTURE_SPREAD_S)


def join_confirmed(
    session: ClassSession, participant_id: int, phones: int = 0
) -> out.JoinConfirmed:
    """Return the snapshot for a phone that joins while `phones` are connected."""
    participant = session.participants[participant_id]
    current = session.current_subtask
    request = session.help_queue.get(participant.open_help_request_id or 0)
    return out.JoinConfirmed(
        session_code=session.code,
        class_id=session.class_id,
        user_id=participant.user_id,
        participant_id=participant.id,
        user_name=participant.name,
        status=session.status,
        subtask=out.SubtaskFields.of(current) if current else None,
        total_steps=len(session.lesson.subtasks),
        completed_subtasks=list(participant.completed),
        open_help_request=participant.open_help_request_id,
        heartbeat_s=heartbeat_s(phones),
        picture_spread_s=picture_spread_s(phones),
        comfort=comfort_fields(participant.comfort) if participant.comfort.is_set else UNSET,
        open_help_status=request.status if request else None,
        open_help_position=session.help_queue.position(request.id) if request else None,
        open_help_message=request.answer if request else None,
        answers=_answers_of(participant) or UNSET,
        open_help_by=helper_going(session, request) if request else UNSET,
    )


def _answers_of(participant: Participant) -> dict[int, int]:
    return {
        step: place for step, place in participant.answers.items() if step in participant.completed
    }


def comfort_fields(comfort: Comfort) -> out.ComfortFields:
    """Return the display settings of a student's page as message fields."""
    return out.ComfortFields(
        comfort.larger_text, comfort.read_aloud, comfort.high_contrast, comfort.number
    )


def instructor_joined(session: ClassSession, instructor: Instructor) -> out.JoinConfirmed:
    """Return the snapshot for an instructor's connection."""
    current = session.current_subtask
    return out.JoinConfirmed(
        session_code=session.code,
        class_id=session.class_id,
        user_id=instructor.user_id,
        participant_id=None,
        user_name=instructor.name,
        status=session.status,
        subtask=out.SubtaskFields.of(current) if current else None,
        total_steps=len(session.lesson.subtasks),
        completed_subtasks=[],
        open_help_request=None,
        heartbeat_s=limits.HEARTBEAT_S,
    )


def helper_joined(session: ClassSession, helper_id: int) -> out.JoinConfirmed:
    """Return the snapshot for a helper's connection."""
    helper = Instructor(helper_id, session.name_of_helper(helper_id))
    return instructor_joined(session, helper)


def message_of(said: Said) -> out.ServerMessage:
    """Return the message for something the instructor said: a message, or an answer to help."""
    if said.help_request_id is None or said.status is None:
        return out.InstructorMessageOut(said.text or "", said.instructor_name, said.number)
    by = UNSET if said.helper_id is None else out.By("HELPER", said.instructor_name)
    return out.HelpResponse(said.help_request_id, said.status, said.text, said.number, by)


def by(session: ClassSession, helper_id: int | None, instructor_name: str) -> out.By:
    """Return who acted: a helper by their id, or the instructor."""
    if helper_id is None:
        return out.By("INSTRUCTOR", instructor_name)
    return out.By("HELPER", session.name_of_helper(helper_id))


def going(session: ClassSession, request: HelpRequest, instructor_name: str) -> list[out.By]:
    """Return who is on the way to a waiting student, in the order in which they answered."""
    if request.status is not HelpStatus.ON_THE_WAY:
        return []
    return all_by(session, request.going, instructor_name)


def all_by(
    session: ClassSession, going: Iterable[int | None], instructor_name: str
) -> list[out.By]:
    """Return the senders for helper ids, of which None stands for the instructor."""
    return [by(session, helper_id, instructor_name) for helper_id in going]


def helper_going(session: ClassSession, request: HelpRequest) -> out.By | UnsetType:
    """Return the helper who was the last to answer; UNSET if that was the instructor or nobody."""
    helper_id = request.going[-1] if request.going else None
    if request.status is not HelpStatus.ON_THE_WAY or helper_id is None:
        return UNSET
    return by(session, helper_id, "")


def as_it_stands(session: ClassSession) -> list[out.ServerMessage]:
    """Return broadcasts that describe the present state, for a client that ignores snapshots."""
    status = out.SessionStatusChanged(session.status, _STATUS_TEXTS[session.status])
    current = session.current_subtask
    return [status, out.StepChanged(out.SubtaskFields.of(current))] if current else [status]


def board_of(
    session: ClassSession,
    now: datetime,
    instructor_name: str = "",
    visit_limit_s: float | None = DEFAULT_LIMIT_S,
    roster: Roster | None = None,
) -> out.Board:
    """Return the summary of a class for the instructor's phone."""
    absent = len(absent_people(session, roster))
    current, following = session.current_subtask, session.next_subtask
    progress = class_progress(session)
    burst = session.step_path.burst
    before = burst[0].before if burst else None
    answers = answer_counts(session, session.current_subtask_id)
    return out.Board(
        session_code=session.code,
        title=session.title,
        status=session.status,
        subtask=out.SubtaskFields.of(current) if current else None,
        next_subtask=out.SubtaskFields.of(following) if following else None,
        total_steps=len(session.lesson.subtasks),
        here=progress.count,
        done=progress.of(current.id)[0] if current else 0,
        help=[_ticket_of(session, request, now, instructor_name) for request in session.help_queue],
        can_undo=bool(burst) and session.status is SessionStatus.IN_PROGRESS,
        undo_subtask=out.SubtaskFields.of(session.lesson.by_id[before]) if before else None,
        answers=list(answers.counts) if answers else UNSET,
        answers_shown=session.current_subtask_id in session.answers_shown if answers else UNSET,
        not_visited=_not_visited(session, now, visit_limit_s) or UNSET,
        expected=UNSET if roster is None else session.participant_count + absent,
    )


def _not_visited(
    session: ClassSession, now: datetime, visit_limit_s: float | None
) -> list[out.BoardNotVisited]:
    """Return the students not visited for long, the longest first, as many as a phone shows."""
    rule = NotVisited(session, now, visit_limit_s)
    waiting = [
        out.BoardNotVisited(person.id, person.name, minutes)
        for person in session.present_participants
        if (minutes := rule.minutes(person)) is not None
    ]
    waiting.sort(key=lambda each: -each.minutes)
    return waiting[: limits.NOT_VISITED_ON_BOARD]


def visit_updated(
    session: ClassSession, participant_id: int, at: datetime, who: out.By
) -> out.VisitUpdated:
    """Return the message that tells instructors and helpers of a visit."""
    person = session.participants[participant_id]
    seconds = waited_s(session, person, at)
    unvisited_s = None if seconds is None else int(seconds)
    return out.VisitUpdated(person.id, person.user_id, person.name, unvisited_s, who)


def _ticket_of(
    session: ClassSession, request: HelpRequest, now: datetime, instructor_name: str
) -> out.BoardTicket:
    named = session.lesson.by_id.get(request.subtask_id) if request.subtask_id else None
    return out.BoardTicket(
        help_request_id=request.id,
        user_name=session.participants[request.participant_id].name,
        step=named.order_index if named else None,
        message=request.message,
        status=request.status,
        waited_s=max(0, int((now - request.created_at).total_seconds())),
        has_picture=request.screenshot_path is not None,
        going=going(session, request, instructor_name) if session.helpers else UNSET,
    )
