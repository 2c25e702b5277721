"""Nobody is forgotten: when each student was last visited, and who has not been for long.

The rule (docs/GUIDE.md, "Nobody is forgotten"):

- A student's clock starts when they joined, or with the first step if that is later: before it
  there is nothing to be stuck on. Each visit starts it again.
- A visit is *Was there*, noted by the instructor or a helper, or a help request that was solved. A
  request that its student closed by finishing the step counts when somebody was on the way: they
  will have met. One that the student took back does not.
- The clock stands still while the class is paused. It runs on while the phone is away: a phone that
  sleeps must not put its owner at the end of the line. But only who is here counts as not
  visited: who left is *Offline* already, and nobody can be visited who went home.
- After the end nobody counts.

Pure: `NotVisited` asks about one moment; nothing here changes the session.
"""

from datetime import datetime, timedelta
from itertools import pairwise

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.participant import Participant
from classroom_app.domain.transitions import SessionStatus

DEFAULT_LIMIT_MIN = 25
DEFAULT_LIMIT_S = DEFAULT_LIMIT_MIN * 60.0


class NotVisited:
    """Who has not been visited for `limit_s` seconds or longer at `now`; None: nobody is."""

    def __init__(
        self, session: ClassSession, now: datetime, limit_s: float | None = DEFAULT_LIMIT_S
    ) -> None:
        self._session, self._now = session, now
        is_asked = limit_s is not None and session.status is not SessionStatus.ENDED
        # All who were here when the class started wait since the same moment.
        self._minutes: dict[datetime, int] = {}
        # One comparison for each of a thousand students, instead of the pauses of each.
        self._due_before = _unpaused_ago(session, now, limit_s) if is_asked and limit_s else None

    def minutes(self, participant: Participant) -> int | None:
        """Return for how many whole minutes, or None for who does not count as not visited."""
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
    """Return since when a student waits for a visit; None before the first step or joining."""
    if session.started_at is None or participant.joined_at is None:
        return None
    since = max(session.started_at, participant.joined_at)
    return max(since, participant.visits[-1].at) if participant.visits else since


def waited_s(session: ClassSession, participant: Participant, now: datetime) -> float | None:
    """Return for how long a student has waited for a visit; None before the clock starts."""
    since = clock_start(session, participant)
    return None if since is None else session.unpaused_s(since, now)


def longest_wait_s(
    session: ClassSession, participant: Participant, until: datetime
) -> float | None:
    """Return the longest time up to `until` in which nobody visited a student.

    None for who never joined, or if no step ever began.
    """
    if session.started_at is None or participant.joined_at is None:
        return None
    start = max(session.started_at, participant.joined_at)
    moments = [start, *(v.at for v in participant.visits if start < v.at < until)]
    moments.append(max(until, start))
    return max(session.unpaused_s(since, to) for since, to in pairwise(moments))


def _unpaused_ago(session: ClassSession, now: datetime, seconds: float) -> datetime:
    """Return the latest moment from which on so many unpaused seconds have gone by."""
    moment, left = now, timedelta(seconds=seconds)
    for paused_at, resumed_at in reversed(session.pauses):
        to = now if resumed_at is None else resumed_at
        if moment - to >= left:
            break
        left -= max(moment - to, timedelta())
        moment = min(moment, paused_at)
    return moment - left
