"""The kinds of things that have numeric ids, and the source of those ids."""

from enum import StrEnum
from typing import Protocol


class Numbered(StrEnum):
    """The kinds of things that have ids; each kind is numbered separately."""

    USER = "USER"
    LESSON = "LESSON"
    SUBTASK = "SUBTASK"
    SESSION = "SESSION"
    PARTICIPANT = "PARTICIPANT"
    HELP_REQUEST = "HELP_REQUEST"
    ROSTER = "ROSTER"
    PERSON = "PERSON"


class IdSource(Protocol):
    """Assigns ids that were never assigned before."""

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind."""
