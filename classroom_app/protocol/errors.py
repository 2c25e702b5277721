"""Errors that are reported to the sender of a message that is refused.

ProtocolError
└── MessageError    one message; the connection stays open
"""

from enum import StrEnum


class ErrorCode(StrEnum):
    """The codes of docs/PROTOCOL.md ("Errors"), on the socket and over HTTP."""

    INVALID_JSON = "invalid_json"
    UNKNOWN_TYPE = "unknown_type"
    INVALID_FIELD = "invalid_field"
    UNKNOWN_SUBTASK = "unknown_subtask"
    FORBIDDEN = "forbidden"
    INVALID_STATE = "invalid_state"
    SESSION_ENDED = "session_ended"
    NOT_JOINED = "not_joined"
    RATE_LIMITED = "rate_limited"
    STORAGE_FAILED = "storage_failed"
    LOCKED = "locked"
    FULL = "full"
    NUMBER_IN_USE = "number_in_use"
    UNKNOWN_NUMBER = "unknown_number"
    ALREADY_GOING = "already_going"
    UNKNOWN_SESSION = "unknown_session"
    SESSION_MOVED = "session_moved"
    NOT_FOUND = "not_found"
    METHOD_NOT_ALLOWED = "method_not_allowed"
    INTERNAL_ERROR = "internal_error"


class ProtocolError(Exception):
    """Base of the errors of this package."""


class MessageError(ProtocolError):
    """A message that is answered with `error`; `ref` is its type, if it had one."""

    def __init__(self, code: ErrorCode, message: str, ref: str | None = None) -> None:
        super().__init__(code, message, ref)
        self.code, self.message, self.ref = code, message, ref

    def __str__(self) -> str:
        """Return the sentence for the sender."""
        return self.message
