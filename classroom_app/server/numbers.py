"""The numbers of a class: which person of its roster has which number."""

from classroom_app.application.roster_service import RosterService
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.roster import Person, Roster
from classroom_app.server.name_lookups import NameLookups


class Numbers:
    """Looks people up by number; callers limit with `lookups` how many names are shown."""

    def __init__(self, rosters: RosterService, lookups: NameLookups) -> None:
        self._rosters, self.lookups = rosters, lookups

    def roster_of(self, session: ClassSession) -> Roster | None:
        """Return the current roster of a class; None if it has none, or nobody is on it."""
        roster = self._rosters.roster(session.roster_id)
        return roster if roster is not None and roster.people else None

    def person(self, session: ClassSession, number: int) -> Person | None:
        """Return the person with a number in this class, None if there is none."""
        roster = self.roster_of(session)
        return None if roster is None else roster.by_number.get(number)
