"""Who is expected in a class and not there: people of its roster without a seat."""

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.roster import Person, Roster


def absent_people(session: ClassSession, roster: Roster | None) -> tuple[Person, ...]:
    """Return who of a roster has no seat in the class, in the order of their numbers.

    Whose phone has lost the connection has one; who was sent out, or signed in and never came, has
    none any more.
    """
    if roster is None:
        return ()
    seated = {p.person_id for p in session.participants.values() if not p.removed}
    return tuple(person for person in roster.people if person.id not in seated)
