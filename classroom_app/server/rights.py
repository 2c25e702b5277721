"""How long the right to lead lasts: a remote's until midnight, a program's as long as the key."""

from collections.abc import Callable
from datetime import date, datetime

from classroom_app.application.ports import Identity
from classroom_app.server.identities import INSTRUCTOR, new_token
from classroom_app.server.instructor_key import InstructorKey


class Rights:
    """Creates instructors' tokens, and decides whether one is still valid."""

    def __init__(self, key: InstructorKey, now: Callable[[], datetime]) -> None:
        self._key, self._now = key, now

    def new_token(self, identity: Identity) -> str:
        """Return a token for an instructor's cookie."""
        return new_token() if identity.remote else self._key.marked(new_token())

    def holds(self, token: str, identity: Identity) -> bool:
        """Return whether a token of this identity is still valid; students' and helpers' are."""
        if identity.role != INSTRUCTOR:
            return True
        return self.is_of_today(identity) if identity.remote else self._key.has_marked(token)

    def is_of_today(self, identity: Identity) -> bool:
        """Return whether a remote was invited today, in this PC's time zone."""
        return self.is_today(identity.invited_at)

    def is_today(self, moment: datetime | None) -> bool:
        """Return whether a moment is today, in this PC's time zone; False for None."""
        return moment is not None and _day_of(moment) == _day_of(self._now())

    def start_of_today(self) -> datetime:
        """Return the last midnight, in this PC's time zone."""
        return self._now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)


def _day_of(moment: datetime) -> date:
    return moment.astimezone().date()
