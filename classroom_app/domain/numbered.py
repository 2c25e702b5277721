"""What has an id of its own, and who gives those ids."""

from enum import StrEnum
from typing import Protocol


class Numbered(StrEnum):
    """The kinds of things that are told apart by a number; each counts for itself."""

    USER = "USER"
    LESSON = "LESSON"
    SUBTASK = "SUBTASK"
    SESSION = "SESSION"
    PARTICIPANT = "PARTICIPANT"
    HELP_REQUEST = "HELP_REQUEST"
    ROSTER = "ROSTER"
    PERSON = "PERSON"


class IdSource(Protocol):
    """Gives ids that were never given before."""

    def next_id(self, kind: Numbered) -> int:
        """Return a new id for something of this kind."""
