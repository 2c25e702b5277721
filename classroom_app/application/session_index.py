"""All sessions, open and over, and which of them a code refers to."""

from collections.abc import Iterator
from itertools import count

from classroom_app.application.ports import SessionSummary
from classroom_app.domain.transitions import SessionStatus


class SessionIndex:
    """Sessions by id and by code; a code refers to the session that has it and is not over.

    If all with that code are over, it refers to the one added last. A session's former codes lead
    to it only for its participants and for instructors.
    """

    def __init__(self) -> None:
        self._by_id: dict[int, SessionSummary] = {}
        self._latest_by_code: dict[str, int] = {}
        self._learnt: dict[int, int] = {}  # id -> its place in the order of adding
        self._numbers = count()
        self._elsewhere: set[str] = set()

    def __iter__(self) -> Iterator[SessionSummary]:
        """Iterate over all sessions, in the order in which they were added."""
        return iter(self._by_id.values())

    def get(self, session_id: int) -> SessionSummary | None:
        """Return a session by its id, or None."""
        return self._by_id.get(session_id)

    def latest(self, code: str) -> SessionSummary | None:
        """Return the session that this code refers to, by present codes alone, or None."""
        session_id = self._latest_by_code.get(code)
        return None if session_id is None else self._by_id[session_id]

    def taken_by(self, code: str) -> SessionSummary | None:
        """Return the session that has this code and is not over, or None if the code is free."""
        known = self.latest(code)
        return known if known and known.status is not SessionStatus.ENDED else None

    def has_moved(self, code: str) -> bool:
        """Tell whether, as far as is known, another desk now leads the class with this code."""
        return code in self._elsewhere and code not in self._latest_by_code

    def note_elsewhere(self, code: str) -> None:
        """Remember that another desk leads the class with this code."""
        self._elsewhere.add(code)

    def for_seat(self, code: str, session_id: int | None) -> SessionSummary | None:
        """Return the session a code refers to for a participant of `session_id`, or None.

        They may also use a former code of that session, with which they joined.
        """
        theirs = self._by_id.get(session_id or 0)
        if theirs is not None and code in theirs.former_codes:
            return theirs
        return self.latest(code)

    def for_lead(self, code: str) -> SessionSummary | None:
        """Return the session that a present or former code refers to for an instructor, or None."""
        former = (each for each in self._by_id.values() if code in each.former_codes)
        return self.taken_by(code) or next(former, None) or self.latest(code)

    def remember(self, summary: SessionSummary) -> None:
        """Add a session, or replace what is known of it."""
        earlier = self._by_id.get(summary.id)
        self._by_id[summary.id] = summary
        self._learnt.setdefault(summary.id, next(self._numbers))
        if earlier is not None and (earlier.code, earlier.status) != (summary.code, summary.status):
            self._choose(earlier.code)
        latest = self.latest(summary.code)
        if latest is None or self._age(latest) < self._age(summary):
            self._latest_by_code[summary.code] = summary.id

    def forget(self, session_id: int) -> None:
        """Remove a session, if it is there."""
        gone = self._by_id.pop(session_id, None)
        if gone is not None:
            del self._learnt[session_id]
            self._choose(gone.code)

    def _choose(self, code: str) -> None:
        """Determine again which session a code refers to."""
        having = (each for each in self._by_id.values() if each.code == code)
        latest = max(having, key=self._age, default=None)
        if latest is None:
            self._latest_by_code.pop(code, None)
        else:
            self._latest_by_code[code] = latest.id

    def _age(self, summary: SessionSummary) -> tuple[bool, int]:
        """Return a sort key that is higher the later a session had its code.

        At most one session with a code is not over. Ids do not tell the order where desks assign
        them in blocks, nor do times where clocks are wrong.
        """
        return summary.status is not SessionStatus.ENDED, self._learnt[summary.id]
