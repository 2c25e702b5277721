"""Whether the server answers: noted on the thread that writes, read in the event loop."""

import time

NO_ANSWER = "the server does not answer"
# Seconds for which the server counts as working on a statement; it is asked again sooner.
WORKS_S = 4.0


class Pulse:
    """Since when the writer waits for an answer: set on its thread, read in the event loop."""

    def __init__(self) -> None:
        self._quiet_since: float | None = None
        self._works_until = 0.0
        self.cause = NO_ANSWER

    def waits(self) -> None:
        """Note that something is asked; an earlier question without an answer still counts."""
        if self._quiet_since is None:
            self._quiet_since = time.monotonic()

    def answered(self) -> None:
        """Note that the server has answered."""
        self._quiet_since, self.cause = None, NO_ANSWER

    def works(self) -> None:
        """Note that the server has not answered yet, but works on it."""
        self._works_until = time.monotonic() + WORKS_S

    @property
    def is_working(self) -> bool:
        """Whether the server is known to work on what it was asked."""
        return time.monotonic() < self._works_until

    @property
    def quiet_s(self) -> float:
        """For how many seconds the server has owed an answer; 0 if it owes none."""
        since = self._quiet_since
        return 0.0 if since is None else time.monotonic() - since
