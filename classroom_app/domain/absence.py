"""Who is expected in a class and not there: people of its roster without a seat."""

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.roster import Person, Roster


def absent_people(session: ClassSession, roster: Roster | None) -> tuple[Person, ...]:
    """Return who of a roster has no seat in the class, in the order of their numbers.

    Whose phone has lost the connection has one; who was sent out, or signed in and never came, has
    none any more. Who gave a name and no number is the person of that name, as in the attendance:
    if only one on the roster has it.
    """
    if roster is None:
        return ()
    people = session.participants
    seated = {participant.person_id for participant in people.values() if not participant.removed}
    seated |= {
        roster.only_bearers.get(key)
        for key, participant_id in session.taken_names.items()
        if people[participant_id].person_id is None
    }
    return tuple(person for person in roster.people if person.id not in seated)
