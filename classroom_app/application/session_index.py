"""Which sessions there are, open and over, and which of them a code means."""

from collections.abc import Iterator
from itertools import count

from classroom_app.application.ports import SessionSummary
from classroom_app.domain.transitions import SessionStatus


class SessionIndex:
    """Sessions by id and by code; of several with one code, the one that is not over is meant.

    Where all are over, it is the one that was learnt of last.

    Earlier codes of a session lead to it for those alone who came by them.
    """

    def __init__(self) -> None:
        self._by_id: dict[int, SessionSummary] = {}
        self._latest_by_code: dict[str, int] = {}
        self._learnt: dict[int, int] = {}  # the how many-th each was
        self._numbers = count()
        self._elsewhere: set[str] = set()

    def __iter__(self) -> Iterator[SessionSummary]:
        """Go over all sessions, in the order in which they were learnt of."""
        return iter(self._by_id.values())

    def get(self, session_id: int) -> SessionSummary | None:
        """Return a session by its id."""
        return self._by_id.get(session_id)

    def latest(self, code: str) -> SessionSummary | None:
        """Return the latest session that has this code now."""
        session_id = self._latest_by_code.get(code)
        return None if session_id is None else self._by_id[session_id]

    def taken_by(self, code: str) -> SessionSummary | None:
        """Return the session that keeps a code from being given: it has it and is not over."""
        known = self.latest(code)
        return known if known and known.status is not SessionStatus.ENDED else None

    def has_moved(self, code: str) -> bool:
        """Tell whether the class of this code goes on at another desk, as far as is known."""
        return code in self._elsewhere and code not in self._latest_by_code

    def note_elsewhere(self, code: str) -> None:
        """Remember that another desk leads the class of this code."""
        self._elsewhere.add(code)

    def for_seat(self, code: str, session_id: int | None) -> SessionSummary | None:
        """Return the session that somebody means by a code who has a seat in `session_id`.

        They may name a code that it had earlier: they came by that.
        """
        theirs = self._by_id.get(session_id or 0)
        if theirs is not None and code in theirs.former_codes:
            return theirs
        return self.latest(code)

    def for_lead(self, code: str) -> SessionSummary | None:
        """Return the session that an instructor means by a code, of now or of earlier."""
        former = (each for each in self._by_id.values() if code in each.former_codes)
        return self.taken_by(code) or next(former, None) or self.latest(code)

    def remember(self, summary: SessionSummary) -> None:
        """Learn of a session, or of what has changed in it."""
        earlier = self._by_id.get(summary.id)
        self._by_id[summary.id] = summary
        self._learnt.setdefault(summary.id, next(self._numbers))
        if earlier is not None and (earlier.code, earlier.status) != (summary.code, summary.status):
            self._choose(earlier.code)
        latest = self.latest(summary.code)
        if latest is None or self._age(latest) < self._age(summary):
            self._latest_by_code[summary.code] = summary.id

    def forget(self, session_id: int) -> None:
        """Know nothing of a session any more."""
        gone = self._by_id.pop(session_id, None)
        if gone is not None:
            del self._learnt[session_id]
            self._choose(gone.code)

    def _choose(self, code: str) -> None:
        """Find anew to which session a code leads."""
        having = (each for each in self._by_id.values() if each.code == code)
        latest = max(having, key=self._age, default=None)
        if latest is None:
            self._latest_by_code.pop(code, None)
        else:
            self._latest_by_code[code] = latest.id

    def _age(self, summary: SessionSummary) -> tuple[bool, int]:
        """Return what is the higher the later a session had its code.

        One at a time has it that is not over. Ids say nothing of it where desks give them in
        blocks, nor does the time where clocks are wrong.
        """
        return summary.status is not SessionStatus.ENDED, self._learnt[summary.id]
