"""Who of a roster came to a class, and who is not there: one rule for board, report and attendance.

Pure.
"""

from collections.abc import Iterable

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.names import name_key
from classroom_app.domain.roster import Person, Roster


def person_of(roster: Roster, person_id: int | None, key: str) -> int | None:
    """Return the id of the person whom a participant is on a roster, None for nobody on it.

    It is who gave that person's number. Who gave a name alone is the person of that name, if only
    one on the roster has it; `key` is the name as `name_key` returns it.
    """
    if person_id is None:
        return roster.only_bearers.get(key)
    return person_id if person_id in roster.by_id else None


def who_did_not_come(roster: Roster, came: Iterable[tuple[int | None, str]]) -> tuple[Person, ...]:
    """Return who of a roster is none of those who came, in the order of their numbers.

    `came` has the person's id, if a number was given, and the name of everybody who joined and was
    not removed.
    """
    known = {person_of(roster, person_id, name_key(name)) for person_id, name in came}
    return tuple(person for person in roster.people if person.id not in known)


def absent_people(session: ClassSession, roster: Roster | None) -> tuple[Person, ...]:
    """Return who of a roster has no seat in the class, in the order of their numbers.

    Whose phone has lost the connection has one, and so has who has just signed in; who was sent
    out, or signed in and never came, has none any more.
    """
    if roster is None:
        return ()
    people = session.participants
    seated = {participant.person_id for participant in people.values() if not participant.removed}
    seated |= {
        person_of(roster, None, key)
        for key, participant_id in session.taken_names.items()
        if people[participant_id].person_id is None
    }
    return tuple(person for person in roster.people if person.id not in seated)
