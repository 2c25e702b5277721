"""Which people of a roster came to a class, and which are absent.

One rule for the board, the report and the attendance. Pure.
"""

from collections.abc import Iterable

from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.names import name_key
from classroom_app.domain.roster import Person, Roster


def person_of(roster: Roster, person_id: int | None, key: str) -> int | None:
    """Return the id of the person of a roster that a participant is, None if they are not on it.

    A participant who gave a number is the person with `person_id`. One who gave only a name is the
    person of that name, if exactly one on the roster has it; `key` is the name's `name_key`.
    """
    if person_id is None:
        return roster.only_bearers.get(key)
    return person_id if person_id in roster.by_id else None


def who_did_not_come(roster: Roster, came: Iterable[tuple[int | None, str]]) -> tuple[Person, ...]:
    """Return the people of a roster who did not come, in the order of their numbers.

    `came` has, for everybody who joined and was not removed, the person's id, if they gave a
    number, and the name.
    """
    known = {person_of(roster, person_id, name_key(name)) for person_id, name in came}
    return tuple(person for person in roster.people if person.id not in known)


def absent_people(session: ClassSession, roster: Roster | None) -> tuple[Person, ...]:
    """Return the people of a roster without a seat in the class, in the order of their numbers.

    Students who are offline or have only just signed in have a seat; those who were removed, or
    whose seat lapsed because they never joined, have none. () without a roster.
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
