"""The refusals of the server: one policy for the WebSocket, the pages and the Android app.

A command is refused with a `RefusalCode` of the domain; these tables map it to an HTTP status and
to an error code of the WebSocket.
"""

import math

from msgspec import Struct

from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.protocol.errors import ErrorCode

RETRY_AFTER_S = 5
_BUSY = 503


class Rejected(Struct, frozen=True):
    """A refusal over HTTP; `wrong_code` when it counts as a guess.

    `retry_after_s` is when to try again, None where that is useless.
    """

    status: int
    code: ErrorCode
    message: str
    wrong_code: bool = False
    retry_after_s: int | None = None


FOREIGN = Rejected(
    403,
    ErrorCode.FORBIDDEN,
    "Only the app's own pages may do this: open them at an address that the window shows",
)
OTHER_SESSION = Rejected(403, ErrorCode.FORBIDDEN, "This sign-in is for another session")
GUESTS_ONLY = Rejected(
    403, ErrorCode.FORBIDDEN, "This class does not allow guests: use the student page"
)
UNKNOWN = Rejected(404, ErrorCode.UNKNOWN_SESSION, "No session has this code", wrong_code=True)
MOVED = Rejected(
    404,
    ErrorCode.SESSION_MOVED,
    "This class goes on at another computer: scan the code that is shown there",
)
NO_PASS = Rejected(
    403,
    ErrorCode.FORBIDDEN,
    "This code was already used or has expired: show a new one",
    wrong_code=True,
)
NO_NUMBERS = Rejected(
    404, ErrorCode.UNKNOWN_NUMBER, "This class asks for names: nobody has a number here"
)
UNKNOWN_NUMBER = Rejected(
    404, ErrorCode.UNKNOWN_NUMBER, "Nobody on the list of this class has this number"
)
LOCKED_TO_NUMBER = Rejected(403, ErrorCode.LOCKED, "The class is locked: no one new can join")
NOTHING_HERE = Rejected(404, ErrorCode.NOT_FOUND, "Not found")
ENDED = Rejected(410, ErrorCode.SESSION_ENDED, "The session has ended")
FULL = Rejected(_BUSY, ErrorCode.FULL, "The class is full", retry_after_s=RETRY_AFTER_S)
NOT_OPEN = Rejected(
    _BUSY,
    ErrorCode.UNKNOWN_SESSION,
    "The class is not open at the moment",
    retry_after_s=RETRY_AFTER_S,
)
NOT_STORED = Rejected(
    _BUSY,
    ErrorCode.STORAGE_FAILED,
    "Could not be stored: nothing changed, try again",
    retry_after_s=RETRY_AFTER_S,
)

HTTP_STATUS: dict[RefusalCode, int] = {
    RefusalCode.INVALID_FIELD: 400,
    RefusalCode.UNKNOWN_SUBTASK: 400,
    RefusalCode.FORBIDDEN: 403,
    RefusalCode.NOT_JOINED: 403,
    RefusalCode.LOCKED: 403,
    RefusalCode.INVALID_STATE: 409,
    RefusalCode.ALREADY_GOING: 409,
    RefusalCode.SESSION_ENDED: 410,
    RefusalCode.FULL: _BUSY,
    RefusalCode.NUMBER_IN_USE: 409,
}

SOCKET_CODES: dict[RefusalCode, ErrorCode] = {
    **{code: ErrorCode(code.value) for code in RefusalCode},
    # The WebSocket protocol has no such codes: there it is forbidden to join.
    RefusalCode.LOCKED: ErrorCode.FORBIDDEN,
    RefusalCode.FULL: ErrorCode.FORBIDDEN,
}


def rejection(refusal: Refused) -> Rejected:
    """Return the HTTP refusal for a command that the domain refused."""
    status = HTTP_STATUS[refusal.code]
    retry_after_s = RETRY_AFTER_S if status == _BUSY else None
    code = ErrorCode(refusal.code.value)
    return Rejected(status, code, refusal.message, retry_after_s=retry_after_s)


def no_cookie(*, known_code: bool) -> Rejected:
    """Return the refusal without a valid cookie; the client cannot tell if the code exists."""
    return Rejected(403, ErrorCode.FORBIDDEN, "Sign in first", wrong_code=not known_code)


def not_your_turn() -> Rejected:
    """Return the refusal for an address that tries again too soon while somebody is guessing."""
    sentence = "Somebody guesses codes, so they are tried slowly: try again"
    return Rejected(429, ErrorCode.RATE_LIMITED, sentence, retry_after_s=RETRY_AFTER_S)


def too_many_tries(wait_s: float) -> Rejected | None:
    """Return the refusal for an address that has to wait; None if `wait_s` is not positive."""
    if wait_s <= 0:
        return None
    seconds = math.ceil(wait_s)
    sentence = f"Too many wrong tries: wait {seconds} s"
    return Rejected(429, ErrorCode.RATE_LIMITED, sentence, retry_after_s=seconds)
