"""One student as the window shows them."""

from enum import StrEnum
from typing import NamedTuple

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.insight import StuckReason, StudentInsight, StudentState
from classroom_app.domain.participant import Participant


class Sign(StrEnum):
    """What a student's shape means, the most urgent first."""

    HELP = "help"
    STUCK = "stuck"
    LOST = "lost"
    WORKING = "working"
    READY = "ready"
    ARRIVING = "arriving"
    DONE = "done"
    ABSENT = "absent"


URGENCY = {sign: place for place, sign in enumerate(Sign)}

_SIGN_OF = {
    StudentState.ARRIVING: Sign.ARRIVING,
    StudentState.READY: Sign.READY,
    StudentState.WORKING: Sign.WORKING,
    StudentState.STUCK: Sign.STUCK,
    StudentState.DONE: Sign.DONE,
    StudentState.LOST: Sign.LOST,
}


class StudentRow(NamedTuple):
    """What a row, card or grid row needs; `step` counts from 1.

    `is_new_phone`: another phone took the seat lately, while one was connected. `unvisited_min`:
    see `StudentInsight`. `number` is set only for an absent person.
    """

    participant_id: int
    user_id: int
    name: str
    sign: Sign
    is_offline: bool
    is_here: bool
    is_done: bool
    done: int
    total: int
    step: int | None
    seconds: float | None
    missed: int
    stuck: StuckReason | None
    is_new_phone: bool = False
    unvisited_min: int | None = None
    number: int | None = None


def sign_of(insight: StudentInsight, *, is_unclear: bool = False) -> Sign:
    """Return the sign of a student; an open help request comes first.

    When the step itself may be unclear, one banner says so, and no student is marked as stuck.
    """
    if insight.help_wait_s is not None:
        return Sign.HELP
    sign = _SIGN_OF[insight.state]
    return Sign.WORKING if is_unclear and sign is Sign.STUCK else sign


def student_row(
    session: ClassSession,
    participant: Participant,
    insight: StudentInsight,
    *,
    is_unclear: bool = False,
    is_new_phone: bool = False,
) -> StudentRow:
    """Return the row of one student."""
    sign = sign_of(insight, is_unclear=is_unclear)
    is_coming = sign is Sign.ARRIVING
    if sign is Sign.HELP:
        seconds = insight.help_wait_s
    elif sign is Sign.LOST:
        seconds = insight.offline_s
    else:
        seconds = None if is_coming else insight.on_step_s
    current = session.current_subtask
    return StudentRow(
        participant_id=participant.id,
        user_id=participant.user_id,
        name=participant.name,
        sign=sign,
        is_offline=insight.state is StudentState.LOST,
        is_here=insight.state not in (StudentState.LOST, StudentState.ARRIVING),
        is_done=insight.is_done,
        done=len(participant.completed),
        total=len(session.lesson.subtasks),
        step=current.order_index if current else None,
        seconds=seconds,
        missed=0 if is_coming else insight.steps_missed,
        stuck=insight.stuck,
        is_new_phone=is_new_phone,
        unvisited_min=insight.unvisited_min,
    )
