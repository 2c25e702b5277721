"""What the instructor has said to phones, in order: a phone that was away hears what it missed."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from classroom_app.domain.help_queue import HelpStatus

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Said:
    """A message to all (`participant_id` None) or to one, or the answer to a help request.

    `number` grows in a session from one to the next. `text` is None where only `status` was said;
    an answer names no instructor. `helper_id` is the helper who said it, and is then the one whom
    `instructor_name` names.
    """

    number: int
    at: datetime
    participant_id: int | None
    text: str | None
    instructor_name: str = ""
    help_request_id: int | None = None
    status: HelpStatus | None = None
    helper_id: int | None = None

    def is_for(self, participant_id: int) -> bool:
        """Tell whether it was said to this participant."""
        return self.participant_id in (None, participant_id)


def last_number(said: Sequence[Said]) -> int:
    """Return the number of the latest, 0 if nothing was said."""
    return said[-1].number if said else 0


def next_number(said: Sequence[Said], at: datetime) -> int:
    """Return the number of what is said at a time: microseconds since 1970.

    By the time rather than counted, so that no number comes twice when the events of a student
    were deleted from a class that was interrupted.
    """
    return max((at - _EPOCH) // _MICROSECOND, last_number(said) + 1)


def said_after(said: Sequence[Said], number: int) -> Sequence[Said]:
    """Return what was said after the one with this number, in order."""
    return said[bisect_right(said, number, key=lambda each: each.number) :]
