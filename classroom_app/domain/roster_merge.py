"""Merges an edit of a roster with changes that somebody else has stored since.

Where both changed the same field of a person, the stored value stays, and a `Clash` is reported.
"""

from collections import Counter
from dataclasses import dataclass, field

from msgspec import Struct

from classroom_app.domain.roster import Person, Roster


class Clash(Struct, frozen=True):
    """A change that was not made because of an earlier one: `stands` is the person as stored.

    `wanted` is None if they were to be removed, `stands` if they have been removed.
    """

    wanted: Person | None
    stands: Person | None


class MergedRoster(Struct, frozen=True):
    """The roster to store; `title_stands` if a change of title lost to an earlier one.

    `renumbered` are new people who got a different number, since theirs was already taken.
    """

    roster: Roster
    clashes: tuple[Clash, ...] = ()
    renumbered: tuple[Person, ...] = ()
    title_stands: bool = False

    @property
    def is_as_wanted(self) -> bool:
        """Whether the whole edit was made as intended."""
        return not (self.clashes or self.renumbered or self.title_stands)


def merged(before: Roster, after: Roster, stored: Roster) -> MergedRoster:
    """Apply to `stored` the changes that turned `before` into `after`."""
    if stored == before:
        return MergedRoster(after)
    work = _Work(before, after, stored)
    for person_id in before.by_id | after.by_id:
        work.change(person_id)
    work.settle_numbers()
    title_stands = False
    title = after.title if after.title != before.title else stored.title
    if stored.title not in (before.title, title):
        title, title_stands = stored.title, True
    roster = Roster(stored.id, title).with_people(work.people.values())
    new = (work.people[one] for one in work.renumbered)
    return MergedRoster(roster, tuple(work.clashes.values()), tuple(new), title_stands)


@dataclass(slots=True)
class _Work:
    before: Roster
    after: Roster
    stored: Roster
    people: dict[int, Person] = field(init=False)
    clashes: dict[int, Clash] = field(default_factory=dict)
    renumbered: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.people = dict(self.stored.by_id)

    def change(self, person_id: int) -> None:
        """Apply the change to one person."""
        old, new = self.before.by_id.get(person_id), self.after.by_id.get(person_id)
        now = self.stored.by_id.get(person_id)
        if new in (old, now):
            return
        if new is None:
            if now == old:
                del self.people[person_id]
            elif now is not None:
                self.clashes[person_id] = Clash(None, now)
        elif old is None and now is None:
            self.people[person_id] = new
        elif now is None:
            self.clashes[person_id] = Clash(new, None)
        else:
            self._change(old or now, new, now)

    def _change(self, old: Person, new: Person, now: Person) -> None:
        number = now.number if new.number == old.number else new.number
        name = now.name if new.name == old.name else new.name
        if now.number not in (old.number, number) or now.name not in (old.name, name):
            self.clashes[now.id] = Clash(new, now)
            number = now.number if now.number != old.number else number
            name = now.name if now.name != old.name else name
        self.people[now.id] = Person(now.id, number, name)

    def settle_numbers(self) -> None:
        """Make every number unique: the person who has it in `stored` keeps it."""
        # Ends, since each round gives somebody a free number, or back the one in `stored`.
        while clashing := self._clashing():
            for person in clashing:
                stored = self.stored.by_id.get(person.id)
                if stored is None:
                    self.people[person.id] = Person(person.id, self._free_number(), person.name)
                    self.renumbered.append(person.id)
                else:
                    self.people[person.id] = Person(person.id, stored.number, person.name)
                    self.clashes.setdefault(person.id, Clash(person, stored))

    def _clashing(self) -> list[Person]:
        """Return the people who share a number with another and do not have it in `stored`."""
        held = Counter(person.number for person in self.people.values())
        return [
            person
            for person in self.people.values()
            if held[person.number] > 1 and not self._had(person)
        ]

    def _had(self, person: Person) -> bool:
        stored = self.stored.by_id.get(person.id)
        return stored is not None and stored.number == person.number

    def _free_number(self) -> int:
        """Return a number that nobody has, neither here nor in `stored`."""
        both = (*self.people.values(), *self.stored.people)
        return Roster(self.stored.id, "").with_people(both).next_number
