"""Nobody is forgotten: when each student was last visited, and who has waited too long.

The rule (docs/GUIDE.md, "Nobody is forgotten"):

- A student's clock starts when they join, or with the first step if that is later: before it there
  is nothing to be stuck on. Each visit restarts it.
- A visit is *Was there*, noted by the instructor or a helper, or a help request that was resolved.
  A request that was closed by finishing the step counts if somebody was on the way, since they
  will have met. A cancelled one does not.
- The clock stops while the class is paused. It runs on while the phone is away: a phone that
  sleeps must not put its owner at the end of the queue. But only students who are here count as not
  visited: the others are shown as *Offline* already, and may have gone home.
- After the end nobody counts as not visited.

Pure: `NotVisited` is for one point in time; nothing here changes the session.
"""

from datetime import datetime, timedelta
from itertools import pairwise

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus

DEFAULT_LIMIT_MIN = 25
DEFAULT_LIMIT_S = DEFAULT_LIMIT_MIN * 60.0


class NotVisited:
    """Who has not been visited for at least `limit_s` seconds at `now`; nobody if it is None."""

    def __init__(
        self, session: ClassSession, now: datetime, limit_s: float | None = DEFAULT_LIMIT_S
    ) -> None:
        self._session, self._now = session, now
        is_asked = limit_s is not None and session.status is not SessionStatus.ENDED
        # Shared by all who have waited since the same time, the start of the class above all.
        self._minutes: dict[datetime, int] = {}
        # One comparison per student, instead of subtracting the pauses for each of a thousand.
        self._due_before = _unpaused_ago(session, now, limit_s) if is_asked and limit_s else None

    def minutes(self, participant: Participant) -> int | None:
        """Return the whole minutes without a visit; None for those who do not count."""
        if self._due_before is None or not participant.is_here:
            return None
        since = clock_start(self._session, participant)
        if since is None or since > self._due_before:
            return None
        minutes = self._minutes.get(since)
        if minutes is None:
            minutes = int(self._session.unpaused_s(since, self._now) // 60)
            self._minutes[since] = minutes
        return minutes


def clock_start(session: ClassSession, participant: Participant) -> datetime | None:
    """Return since when a student has waited for a visit; None before the first step or joining."""
    if session.started_at is None or participant.joined_at is None:
        return None
    since = max(session.started_at, participant.joined_at)
    return max(since, participant.visits[-1].at) if participant.visits else since


def waited_s(session: ClassSession, participant: Participant, now: datetime) -> float | None:
    """Return how many unpaused seconds a student has waited; None before the clock starts."""
    since = clock_start(session, participant)
    return None if since is None else session.unpaused_s(since, now)


def longest_wait_s(
    session: ClassSession, participant: Participant, until: datetime
) -> float | None:
    """Return the longest time up to `until`, in unpaused seconds, without a visit to a student.

    None if the student never joined or no step ever began.
    """
    if session.started_at is None or participant.joined_at is None:
        return None
    start = max(session.started_at, participant.joined_at)
    moments = [start, *(v.at for v in participant.visits if start < v.at < until)]
    moments.append(max(until, start))
    return max(session.unpaused_s(since, to) for since, to in pairwise(moments))


def _unpaused_ago(session: ClassSession, now: datetime, seconds: float) -> datetime:
    """Return the latest time since which this many unpaused seconds have passed."""
    moment, left = now, timedelta(seconds=seconds)
    for paused_at, resumed_at in reversed(session.pauses):
        to = now if resumed_at is None else resumed_at
        if moment - to >= left:
            break
        left -= max(moment - to, timedelta())
        moment = min(moment, paused_at)
    return moment - left
