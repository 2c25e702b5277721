"""Who is let in (docs/PROTOCOL.md, "Opening the socket"): one decision per upgrade."""

from dataclasses import dataclass

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Identity
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus
from classroom_app.server.identities import INSTRUCTOR
from classroom_app.server.refusals import (
    ENDED,
    FULL,
    NOT_OPEN,
    OTHER_SESSION,
    UNKNOWN,
    Rejected,
    no_cookie,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """May connect: `identity` is None for a guest, who has yet to say who they are."""

    session_id: int
    identity: Identity | None


def authorize(
    classroom: Classroom, code_text: str, identity: Identity | None, *, brings_cookie: bool
) -> Accepted | Rejected:
    """Decide about an upgrade for the session of `code_text`.

    A cookie that stands for nobody (`brings_cookie` without `identity`) makes no guest: who was
    removed does not come back as one.
    """
    code = normalise_code(code_text)
    summary = classroom.summary(code) if code else None
    session = classroom.session(summary.id) if summary else None
    if identity is None:
        if brings_cookie:
            return no_cookie(known_code=summary is not None)
        return _authorize_guest(session, known_code=summary is not None)
    if summary is None:
        return UNKNOWN
    if identity.role != INSTRUCTOR and identity.session_id != summary.id:
        return OTHER_SESSION
    if summary.status is SessionStatus.ENDED:
        return ENDED
    if session is None:
        return NOT_OPEN
    return Accepted(session.id, identity)


def _authorize_guest(session: ClassSession | None, *, known_code: bool) -> Accepted | Rejected:
    if session is None or not session.guests_allowed or session.status is SessionStatus.ENDED:
        return no_cookie(known_code=known_code)
    if is_full(session) and not _may_return(session):
        return FULL
    return Accepted(session.id, None)


def is_full(session: ClassSession) -> bool:
    """Tell whether no newcomer fits in."""
    return session.participant_count >= session.max_participants


def _may_return(session: ClassSession) -> bool:
    """Tell whether somebody who came with a device is not here, and may be who knocks."""
    return any(p.device_id is not None and not p.is_here for p in session.present_participants)
