"""Finds the class that a request names by its code, and checks that its caller may see it."""

from websockets.http11 import Response

from classroom_app.application.classroom import Classroom
from classroom_app.application.ports import Identity, SessionSummary
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.session_code import normalise_code
from classroom_app.domain.transitions import SessionStatus
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server import refusals
from classroom_app.server.caller import Caller
from classroom_app.server.code_throttle import CodeThrottle
from classroom_app.server.handshake import has_moved, session_meant
from classroom_app.server.http import error_answer


class SessionLookup:
    """Finds sessions by their codes, or returns the response that refuses the caller."""

    def __init__(self, classroom: Classroom, throttle: CodeThrottle) -> None:
        self._classroom, self._throttle = classroom, throttle

    def find(self, caller: Caller, code_text: str) -> SessionSummary | Response:
        """Return the session of a code, or the refusal for a wrong code, which is counted."""
        slowed = self._throttle.slowed(caller)
        if slowed is not None:
            return slowed
        summary = session_meant(self._classroom, code_text, caller.identity, caller.phone)
        if summary is None and caller.leader is not None:
            summary = self._classroom.index.for_lead(normalise_code(code_text) or "")
        # A sign-in without a phone's id was typed by hand: each wrong one counts.
        is_by_hand = caller.request.method == "POST" and caller.phone is None
        if summary is not None and summary.status is not SessionStatus.ENDED:
            self._throttle.note_right(caller)
        if summary is None and has_moved(self._classroom, code_text):
            return self._throttle.refuse(caller, refusals.MOVED)
        is_once = caller.identity is not None or not is_by_hand
        return summary or self._throttle.refuse(
            caller, refusals.UNKNOWN, code_text if is_once else None
        )

    def find_led(self, caller: Caller, code_text: str, why_not: str) -> ClassSession | Response:
        """Return the open session of a code, or the refusal for a caller who may not lead it.

        `why_not` is the sentence of that refusal.
        """
        found = self.find(caller, code_text)
        if isinstance(found, Response):
            return found
        if not caller.leads(found.id):
            return error_answer(403, ErrorCode.FORBIDDEN, why_not)
        return self._classroom.session(found.id) or self._throttle.refuse(caller, refusals.NOT_OPEN)

    def find_own(self, identity: Identity, code_text: str) -> SessionSummary | None:
        """Return a student's own class if it has this code, even if a later class has it too."""
        if identity.session_id is None:
            return None
        own = self._classroom.index.get(identity.session_id)
        return own if own is not None and own.code == normalise_code(code_text) else None

    def without_cookie(self, caller: Caller, code_text: str) -> Response:
        """Return the refusal for a caller without a cookie where one is needed."""
        code = normalise_code(code_text)
        known = code is not None and self._classroom.summary(code) is not None
        rejected = refusals.no_cookie(known_code=known)
        return self._throttle.slowed(caller) or self._throttle.refuse(caller, rejected, code_text)
