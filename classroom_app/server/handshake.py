"""Decides whether a WebSocket upgrade is accepted (docs/PROTOCOL.md, "Opening the socket")."""

from msgspec import Struct

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


class Accepted(Struct, frozen=True):
    """An accepted upgrade; `identity` is None for a guest, who is identified at the `join`.

    `only_back`: the code is a former one, with which guests may return but nobody new may join.
    `phone` is the hash of the token in the request, "" for a guest.
    """

    session_id: int
    identity: Identity | None
    only_back: bool = False
    phone: str = ""


def authorize(
    classroom: Classroom, code_text: str, identity: Identity | None, *, brings_cookie: bool
) -> Accepted | Rejected:
    """Decide about an upgrade for the session of `code_text`.

    A request with an unknown cookie (`brings_cookie` without `identity`) is not treated as a
    guest's, so that a removed student cannot return as a guest.
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
    if identity.session_id not in (None, summary.id):  # an older remote may lead only its own
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
    """Return the session that a code stands for; None if there is none.

    A former code of a session counts only with an `identity`, or with a `phone` that it knows.
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
    """Return whether the code is of a class that was resumed at another computer."""
    code = normalise_code(code_text)
    return code is not None and classroom.index.has_moved(code)


def _authorize_return(classroom: Classroom, code_text: str) -> Accepted | Rejected:
    """Decide about a guest whose code is not, or no longer, the code of any class."""
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
    """Return whether the session has no free seat."""
    return session.participant_count >= session.max_participants


def _may_return(session: ClassSession) -> bool:
    """Return whether a participant with a known device is offline: the guest may be that one."""
    return any(p.device_id is not None and not p.is_here for p in session.present_participants)
