"""How long without a visit makes a student count as not visited, as set by the instructor."""

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.visits import DEFAULT_LIMIT_MIN

MOST_MIN = 120
# In a rehearsal everything goes faster, and the sign must appear before it is over.
REHEARSAL_LIMIT_S = 120.0


class VisitLimit:
    """The limit that the window sets, read by the window and for helpers' phones.

    If `minutes` is 0, nobody counts as not visited.
    """

    def __init__(self, minutes: int = DEFAULT_LIMIT_MIN) -> None:
        self.minutes = minutes

    def seconds(self, session: ClassSession) -> float | None:
        """Return the limit in a class in seconds, None if there is none."""
        if not self.minutes:
            return None
        limit_s = self.minutes * 60.0
        return min(limit_s, REHEARSAL_LIMIT_S) if session.rehearsal else limit_s
