"""Which sessions there are, open and over, and which of them a code means."""

from collections.abc import Iterator

from classroom_app.application.ports import SessionSummary
from classroom_app.domain.transitions import SessionStatus


class SessionIndex:
    """Sessions by id and by code; of several with one code, the latest is meant.

    Earlier codes of a session lead to it for those alone who came by them.
    """

    def __init__(self) -> None:
        self._by_id: dict[int, SessionSummary] = {}
        self._latest_by_code: dict[str, int] = {}

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
        if earlier is not None and earlier.code != summary.code:
            self._free_code(earlier)
        self._by_id[summary.id] = summary
        if self._latest_by_code.get(summary.code, 0) <= summary.id:
            self._latest_by_code[summary.code] = summary.id

    def forget(self, session_id: int) -> None:
        """Know nothing of a session any more."""
        gone = self._by_id.pop(session_id, None)
        if gone is not None:
            self._free_code(gone)

    def _free_code(self, gone: SessionSummary) -> None:
        """Let the code of a session lead to the latest other one that has it, if there is any."""
        if self._latest_by_code.get(gone.code) != gone.id:
            return
        del self._latest_by_code[gone.code]
        others = (each for each in self._by_id.values() if each.code == gone.code)
        latest = max((each.id for each in others if each.id != gone.id), default=None)
        if latest is not None:
            self._latest_by_code[gone.code] = latest
