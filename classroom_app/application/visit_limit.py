"""After how long without a visit a student counts as not visited: the instructor's choice."""

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.visits import DEFAULT_LIMIT_MIN

MOST_MIN = 120
# In a rehearsal everything goes faster: the sign must come before it is over.
REHEARSAL_LIMIT_S = 120.0


class VisitLimit:
    """Asked at each moment by the window and for the phones that help; the window sets it.

    `minutes` 0: nobody counts as not visited.
    """

    def __init__(self, minutes: int = DEFAULT_LIMIT_MIN) -> None:
        self.minutes = minutes

    def seconds(self, session: ClassSession) -> float | None:
        """Return the limit in a class, None for none."""
        if not self.minutes:
            return None
        limit_s = self.minutes * 60.0
        return min(limit_s, REHEARSAL_LIMIT_S) if session.rehearsal else limit_s
