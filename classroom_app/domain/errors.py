"""The errors that the domain raises.

ClassroomError
├── EmptyHistoryError    a session has no stored events: it was deleted
└── Refused    the sender's mistake; reported to the sender alone
    └── AlreadyGoing    somebody else is on the way to a student
"""

from enum import StrEnum


class RefusalCode(StrEnum):
    """The codes of docs/PROTOCOL.md ("Errors") that a decision can give."""

    INVALID_FIELD = "invalid_field"
    UNKNOWN_SUBTASK = "unknown_subtask"
    FORBIDDEN = "forbidden"
    INVALID_STATE = "invalid_state"
    SESSION_ENDED = "session_ended"
    NOT_JOINED = "not_joined"
    LOCKED = "locked"
    FULL = "full"
    NUMBER_IN_USE = "number_in_use"
    ALREADY_GOING = "already_going"


class ClassroomError(Exception):
    """Base of every error that the domain raises on purpose."""


class EmptyHistoryError(ClassroomError):
    """A session has no events to replay: it was deleted, or never existed."""

    def __init__(self) -> None:
        super().__init__("the session has no stored events")


class Refused(ClassroomError):
    """The command is refused; nothing has changed."""

    def __init__(self, code: RefusalCode, message: str) -> None:
        super().__init__(code, message)
        self.code = code
        self.message = message

    def __str__(self) -> str:
        """Return the message for the sender."""
        return self.message


class AlreadyGoing(Refused):
    """Somebody else is on the way; `going` has helpers' ids, None for the instructor, in order."""

    def __init__(self, going: tuple[int | None, ...]) -> None:
        super().__init__(RefusalCode.ALREADY_GOING, "Somebody is on the way already")
        self.going = going
