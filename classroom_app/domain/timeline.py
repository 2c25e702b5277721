"""A class as it was at any time, by replaying its events up to then."""

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from classroom_app.domain import events as ev
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.lesson import Lesson

_WORTH_A_STOP = (
    ev.SessionOpened,
    ev.StepStarted,
    ev.SessionPaused,
    ev.SessionResumed,
    ev.SessionEnded,
    ev.HelpRequested,
)


class Timeline:
    """The history of one session; `stops` are the times worth jumping to, in order.

    No event counts as earlier than the one before it, even if the clock was set back in mid-class.
    """

    def __init__(self, history: Sequence[ev.Event], lesson: Lesson) -> None:
        self._history, self._lesson = history, lesson
        self._times = list(accumulate((event.at for event in history), max))
        self.stops = sorted(
            {
                at
                for at, event in zip(self._times, history, strict=True)
                if isinstance(event, _WORTH_A_STOP)
            }
            | {self._times[-1]}
        )

    @property
    def lesson(self) -> Lesson:
        """The lesson of the class."""
        return self._lesson

    @property
    def start(self) -> datetime:
        """When the class was opened."""
        return self._times[0]

    @property
    def end(self) -> datetime:
        """When the latest event happened."""
        return self._times[-1]

    def at(self, moment: datetime) -> ClassSession:
        """Return the class as it was at `moment`, including events at that very time.

        Each call returns a new session, which belongs to the caller.
        """
        count = max(bisect_right(self._times, moment), 1)
        return ClassSession.replay(self._history[:count], self._lesson)

    def share(self, moment: datetime) -> float:
        """Return the share of the whole time that has passed at `moment`, 0 to 1."""
        whole = (self.end - self.start).total_seconds()
        return (moment - self.start).total_seconds() / whole if whole > 0 else 1.0

    def moment(self, share: float) -> datetime:
        """Return the time at which this share (0 to 1) of the whole has passed."""
        return self.start + (self.end - self.start) * min(max(share, 0.0), 1.0)
