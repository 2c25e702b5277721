"""Who is let in (docs/PROTOCOL.md, "Opening the socket"): one decision per upgrade."""

from dataclasses import dataclass

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Identity, SessionSummary
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus
from classroom_app.server.identities import HELPER, INSTRUCTOR
from classroom_app.server.refusals import (
    ENDED,
    FULL,
    MOVED,
    NOT_OPEN,
    OTHER_SESSION,
    UNKNOWN,
    Rejected,
    no_cookie,
)


@dataclass(frozen=True, slots=True)
class Accepted:
    """May connect: `identity` is None for a guest, who has yet to say who they are.

    `only_back`: the code is one of earlier, by which guests come back and nobody new comes in.
    `phone` is the hash of the cookie that it came with, "" of a guest.
    """

    session_id: int
    identity: Identity | None
    only_back: bool = False
    phone: str = ""


def authorize(
    classroom: Classroom, code_text: str, identity: Identity | None, *, brings_cookie: bool
) -> Accepted | Rejected:
    """Decide about an upgrade for the session of `code_text`.

    A cookie that stands for nobody (`brings_cookie` without `identity`) makes no guest: who was
    removed does not come back as one.
    """
    summary = session_meant(classroom, code_text, identity)
    if summary is None and has_moved(classroom, code_text):
        return MOVED
    session = classroom.session(summary.id) if summary else None
    if identity is None:
        if brings_cookie:
            return no_cookie(known_code=summary is not None)
        if summary is None:
            return _authorize_return(classroom, code_text)
        return _authorize_guest(session)
    if summary is None:
        return UNKNOWN
    if identity.session_id not in (None, summary.id):  # a remote of before may lead its own
        return OTHER_SESSION
    if summary.status is SessionStatus.ENDED:
        return ENDED
    if session is None:
        return NOT_OPEN
    if identity.role == HELPER and not _helps(session, identity):
        return no_cookie(known_code=True)
    person = session.participants.get(identity.participant_id or 0)
    if person is not None and person.lapsed and is_full(session):
        return FULL
    return Accepted(session.id, identity)


def session_meant(
    classroom: Classroom, code_text: str, identity: Identity | None, phone: str | None = None
) -> SessionSummary | None:
    """Return the session that somebody means by a code; None where there is no such.

    Who is in, by a cookie or a `phone` that is known there, may name a code of earlier.
    """
    code = normalise_code(code_text)
    if code is None:
        return None
    if identity is not None and identity.role == INSTRUCTOR:
        return classroom.index.for_lead(code)
    if identity is not None:
        return classroom.index.for_seat(code, identity.session_id)
    known = classroom.summary(code)
    if known is None and phone:
        for session in classroom.live_sessions:
            person = session.participant_of_device(phone)
            if code in session.former_codes and person is not None and not person.was_sent_out:
                return classroom.summary(session.code)
    return known


def has_moved(classroom: Classroom, code_text: str) -> bool:
    """Tell whether somebody means a class that another desk has taken up."""
    code = normalise_code(code_text)
    return code is not None and classroom.index.has_moved(code)


def _authorize_return(classroom: Classroom, code_text: str) -> Accepted | Rejected:
    """Decide about a guest who names a code that no class has, or has any more."""
    code = normalise_code(code_text)
    for session in classroom.live_sessions:
        is_open = session.guests_allowed and session.status is not SessionStatus.ENDED
        if is_open and code in session.former_codes and _may_return(session):
            return Accepted(session.id, None, only_back=True)
    return no_cookie(known_code=False)


def _authorize_guest(session: ClassSession | None) -> Accepted | Rejected:
    if session is None or not session.guests_allowed or session.status is SessionStatus.ENDED:
        return no_cookie(known_code=True)
    if is_full(session) and not _may_return(session):
        return FULL
    return Accepted(session.id, None)


def _helps(session: ClassSession, identity: Identity) -> bool:
    helper = session.helpers.get(identity.user_id)
    return helper is not None and helper.is_in


def is_full(session: ClassSession) -> bool:
    """Tell whether nobody new fits in."""
    return session.participant_count >= session.max_participants


def _may_return(session: ClassSession) -> bool:
    """Tell whether somebody who came with a device is not here, and may be who knocks."""
    return any(p.device_id is not None and not p.is_here for p in session.present_participants)
