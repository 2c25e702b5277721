"""What was said to phones, in order, so that a phone that was away receives what it missed."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from classroom_app.domain.help_queue import HelpStatus

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Said(Struct, frozen=True):
    """A message to all (`participant_id` None) or to one, or the answer to a help request.

    `number` increases within a session. `text` is None if only `status` was sent. If a helper sent
    it, `helper_id` is theirs and `instructor_name` is the helper's name; the instructor's answers
    have no name.
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
        """Tell whether it was for this participant."""
        return self.participant_id in (None, participant_id)


def last_number(said: Sequence[Said]) -> int:
    """Return the number of the latest one, 0 if nothing was said."""
    return said[-1].number if said else 0


def next_number(said: Sequence[Said], at: datetime) -> int:
    """Return the number for what is said at `at`: microseconds since 1970, above all before it.

    It is not a counter, so that no number is reused after a student's events were deleted from an
    interrupted class.
    """
    return max((at - _EPOCH) // _MICROSECOND, last_number(said) + 1)


def said_after(said: Sequence[Said], number: int) -> Sequence[Said]:
    """Return everything with a higher number, in order."""
    return said[bisect_right(said, number, key=lambda each: each.number) :]
