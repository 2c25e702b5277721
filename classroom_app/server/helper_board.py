"""The board on a helper's phone: who waits, who is on the way, and all other students."""

from collections.abc import Callable
from datetime import datetime

from msgspec import UNSET

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.comfort import AS_ON_THE_PHONE
from classroom_app.domain.help_queue import HelpRequest, HelpStatus
from classroom_app.domain.participant import Participant
from classroom_app.domain.visits import DEFAULT_LIMIT_S, NotVisited, waited_s
from classroom_app.protocol import messages_out as out
from classroom_app.server.translate import all_by, comfort_fields

# How many of the help requests that a helper resolved can be reopened on the board.
LAST_SOLVED = 3


def helper_board_of(
    session: ClassSession,
    helper_id: int,
    instructor_name: str,
    now: datetime,
    visit_limit_s: float | None = DEFAULT_LIMIT_S,
) -> out.HelperBoard:
    """Return the board of a class for one helper; `visit_limit_s` None hides missed visits."""
    not_visited = NotVisited(session, now, visit_limit_s)
    current = session.current_subtask

    def ticket(request: HelpRequest) -> out.HelperTicket:
        person = session.participants[request.participant_id]
        step = session.lesson.by_id.get(request.subtask_id) if request.subtask_id else None
        is_answered = request.status is HelpStatus.ON_THE_WAY
        going = request.going if is_answered else ()
        return out.HelperTicket(
            help_request_id=request.id,
            user_id=person.user_id,
            user_name=person.name,
            step=step.order_index if step else None,
            step_title=step.title if step else None,
            message=request.message,
            status=request.status,
            waited_s=max(0, int((now - request.created_at).total_seconds())),
            has_picture=request.screenshot_path is not None,
            is_here=person.is_here,
            going=all_by(session, going, instructor_name),
            is_mine=helper_id in going,
        )

    return out.HelperBoard(
        session_code=session.code,
        class_id=session.class_id,
        title=session.title,
        status=session.status,
        subtask=out.SubtaskFields.of(current) if current else None,
        total_steps=len(session.lesson.subtasks),
        helper_id=helper_id,
        user_name=session.name_of_helper(helper_id),
        written=sum(
            said.helper_id == helper_id and said.help_request_id is None for said in session.said
        ),
        help=[ticket(request) for request in session.help_queue],
        solved=[ticket(request) for request in _last_solved(session, helper_id)],
        students=[
            _student(session, person, helper_id, not_visited, now)
            for person in session.present_participants
        ],
    )


def _student(
    session: ClassSession,
    person: Participant,
    helper_id: int,
    not_visited: NotVisited,
    now: datetime,
) -> out.HelperStudent:
    current_id = session.current_subtask_id
    minutes = not_visited.minutes(person)
    noted = person.noted_visit_by(helper_id)
    waiting_s = waited_s(session, person, now)
    return out.HelperStudent(
        participant_id=person.id,
        user_id=person.user_id,
        user_name=person.name,
        is_here=person.is_here,
        done=len(person.completed),
        is_done=current_id in person.completed if current_id is not None else UNSET,
        waited_s=UNSET if waiting_s is None else int(waiting_s),
        unvisited_min=UNSET if minutes is None else minutes,
        visited_by_me_s=UNSET if noted is None else max(0, int((now - noted.at).total_seconds())),
        comfort=comfort_fields(person.comfort) if person.comfort != AS_ON_THE_PHONE else UNSET,
    )


def _last_solved(session: ClassSession, helper_id: int) -> list[HelpRequest]:
    """Return the help requests that this helper resolved last and may reopen, the latest first."""
    theirs = [
        request
        for request in session.help_queue.all()
        if request.status is HelpStatus.RESOLVED
        and request.was_resolved_by_hand
        and request.resolved_by == helper_id
        and _may_be_reopened(session.participants[request.participant_id])
    ]
    by_time: Callable[[HelpRequest], datetime] = lambda request: (  # noqa: E731
        request.resolved_at or request.created_at
    )
    return sorted(theirs, key=by_time, reverse=True)[:LAST_SOLVED]


def _may_be_reopened(person: Participant) -> bool:
    return not person.removed and person.open_help_request_id is None
