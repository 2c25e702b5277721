"""A roster: the people of a course, each with a name and a unique number."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from msgspec import Struct

from classroom_app.domain.collation import SortKey, sort_key
from classroom_app.domain.names import name_key

MAX_PEOPLE = 5_000
MAX_NUMBER = 999_999_999
MAX_TITLE_LENGTH = 80


class Person(Struct, frozen=True):
    """A person on a roster; `number` is unique on it, `id` across all rosters, permanently."""

    id: int
    number: int
    name: str


@dataclass(frozen=True)
class Roster:
    """A list of people, in the order of their numbers."""

    id: int
    title: str
    people: tuple[Person, ...] = ()

    @cached_property
    def by_id(self) -> dict[int, Person]:
        """The people by their id."""
        return {person.id: person for person in self.people}

    @cached_property
    def by_number(self) -> dict[int, Person]:
        """The people by their number."""
        return {person.number: person for person in self.people}

    @cached_property
    def only_bearers(self) -> dict[str, int]:
        """The ids of the people whose name is unique on the roster, by the key of that name."""
        return only_bearers(self.people)

    def named(self, name: str) -> list[Person]:
        """Return everybody whose name looks the same to a reader."""
        key = name_key(name)
        return [person for person in self.people if name_key(person.name) == key]

    @property
    def next_number(self) -> int:
        """The number for a new person: after the highest, or else the lowest that is free."""
        highest = self.people[-1].number if self.people else 0
        if highest < MAX_NUMBER:
            return highest + 1
        return next(n for n in range(1, MAX_NUMBER) if n not in self.by_number)

    def titled(self, title: str) -> "Roster":
        """Return a copy with another title."""
        return replace(self, title=title)

    def with_people(self, people: Iterable[Person]) -> "Roster":
        """Return a copy with these people instead, sorted by number."""
        return replace(self, people=in_order(people))

    def with_person(self, person: Person) -> "Roster":
        """Return a copy with this person added, or replaced if their id is on it."""
        return self.with_people((*(one for one in self.people if one.id != person.id), person))

    def without(self, person_ids: Collection[int]) -> "Roster":
        """Return a copy without these people."""
        return self.with_people(one for one in self.people if one.id not in person_ids)


def only_bearers(people: Iterable[Person]) -> dict[str, int]:
    """Return the ids of the people whose name is unique among them, by the key of that name."""
    ids: dict[str, int | None] = {}
    for person in people:
        key = name_key(person.name)
        ids[key] = None if key in ids else person.id
    return {key: person_id for key, person_id in ids.items() if person_id is not None}


def in_order(people: Iterable[Person]) -> tuple[Person, ...]:
    """Return the people sorted by number."""
    return tuple(sorted(people, key=lambda person: (person.number, person.id)))


def by_name(person: Person) -> tuple[SortKey, int]:
    """Return the key to sort people by name; namesakes are sorted by number."""
    return sort_key(person.name), person.number
