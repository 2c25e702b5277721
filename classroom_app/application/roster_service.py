"""The rosters: read once and kept in memory; each change is stored before it is visible.

Where computers share a database, changes by others are read when the database reports them.
"""

import asyncio
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from msgspec import structs

from classroom_app.domain.collation import sort_key
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.domain.names import clean_name, name_key
from classroom_app.domain.numbered import IdSource, Numbered
from classroom_app.domain.roster import (
    MAX_NUMBER,
    MAX_PEOPLE,
    MAX_TITLE_LENGTH,
    Person,
    Roster,
)
from classroom_app.domain.roster_merge import MergedRoster
from classroom_app.domain.sheet import Sheet


class RosterStore(Protocol):
    """Stores rosters; methods may raise `StorageError` and then change nothing."""

    async def rosters(self) -> list[Roster]:
        """Return all rosters with their people."""

    async def save(self, before: Roster | None, after: Roster) -> MergedRoster | None:
        """Store the changes from `before` (None for a new roster) to `after`.

        Return the roster as stored, merged with what others have changed since; None if it no
        longer exists.
        """

    async def delete(self, roster_id: int) -> None:
        """Delete a roster with its people."""


class RosterFiles(Protocol):
    """Reads spreadsheet files."""

    async def read(self, path: Path) -> list[Sheet]:
        """Return the tables in a file, at least one, none of them empty.

        Raises:
            SheetError: it is of another kind, too large, damaged, or empty.
            OSError: it cannot be read.
        """


class UnknownRosterError(ValueError):
    """The roster no longer exists: it was deleted meanwhile."""

    def __str__(self) -> str:
        """Name the fault."""
        return "this roster was deleted meanwhile"


class UnknownTitleError(ValueError):
    """No roster has this title."""

    def __init__(self, title: str) -> None:
        super().__init__(title)
        self.title = title

    def __str__(self) -> str:
        """Name the fault and the way out."""
        return f"there is no roster {self.title!r}: make it in the window first, under People"


class RosterService:
    """Returns rosters from memory, without waiting; only changes wait until they are stored."""

    def __init__(self, store: RosterStore, ids: IdSource, files: RosterFiles) -> None:
        self._store, self._ids, self._files = store, ids, files
        self._rosters: dict[int, Roster] = {}
        self._changing = asyncio.Lock()
        self._listeners: list[Callable[[int], None]] = []
        self._erased: set[int] = set()

    async def start(self) -> None:
        """Read all rosters.

        Raises:
            StorageError: they could not be read.
        """
        self._rosters = {roster.id: roster for roster in await self._store.rosters()}

    async def refresh(self) -> None:
        """Read what other computers have changed, and notify listeners of each changed roster.

        Raises:
            StorageError: they could not be read; those in memory are unchanged.
        """
        async with self._changing:
            before = self._rosters
            read = [self._without_erased(one) for one in await self._store.rosters()]
            self._rosters = {roster.id: roster for roster in read}
        for roster_id in before.keys() | self._rosters.keys():
            if before.get(roster_id) != self._rosters.get(roster_id):
                self._tell(roster_id)

    def forget_people(self, person_ids: Iterable[int]) -> None:
        """Drop people who were erased from storage, and prevent them from being stored again."""
        gone = set(person_ids)
        self._erased |= gone
        for roster in self.rosters:
            if not gone.isdisjoint(roster.by_id):
                self._rosters[roster.id] = self._without_erased(roster)
                self._tell(roster.id)

    @property
    def rosters(self) -> list[Roster]:
        """All rosters, sorted by title."""
        return sorted(self._rosters.values(), key=lambda one: (sort_key(one.title), one.id))

    def roster(self, roster_id: int | None) -> Roster | None:
        """Return a roster; None for None, or if it was deleted."""
        return None if roster_id is None else self._rosters.get(roster_id)

    def titled(self, title: str) -> Roster:
        """Return the roster whose title looks the same to a reader.

        Raises:
            UnknownTitleError: there is none.
        """
        wanted = name_key(title)
        for roster in self.rosters:
            if name_key(roster.title) == wanted:
                return roster
        raise UnknownTitleError(title)

    def subscribe(self, listener: Callable[[int], None]) -> Callable[[], None]:
        """Call `listener` with the id of each roster that was created, changed or deleted.

        Return a function that unsubscribes it.
        """
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def new_person(self, number: int, name: str) -> Person:
        """Return a new person, on no roster yet, with an id that was never assigned before."""
        return Person(self._ids.next_id(Numbered.PERSON), number, name)

    async def read_file(self, path: Path) -> list[Sheet]:
        """Return the tables in a file of names, to be reviewed before anybody is added.

        Raises:
            SheetError: it is of another kind, too large, damaged, or empty.
            OSError: it cannot be read.
        """
        return await self._files.read(path)

    async def create(self, title: str, people: Iterable[tuple[int, str]] = ()) -> Roster:
        """Create a roster of people given by number and name.

        Raises:
            Refused: `invalid_field`, as `checked` does.
            StorageError: it could not be stored.
        """
        persons = [self.new_person(number, name) for number, name in people]
        made = Roster(self._ids.next_id(Numbered.ROSTER), title).with_people(persons)
        async with self._changing:
            return (await self._keep(None, made)).roster

    async def save(self, roster: Roster) -> Roster:
        """Store a changed roster, and return it as stored.

        Raises:
            Refused: `invalid_field`, as `checked` does.
            UnknownRosterError: it was deleted meanwhile.
            StorageError: it could not be stored; the roster is unchanged.
        """
        return (await self.change(self._rosters.get(roster.id, roster), roster)).roster

    async def change(self, before: Roster, after: Roster) -> MergedRoster:
        """Store the changes from `before` to `after`, and return the result.

        Changes that other computers have made since are kept (`domain.roster_merge`).

        Raises:
            Refused, UnknownRosterError, StorageError: as `save`.
        """
        async with self._changing:
            if after.id not in self._rosters:
                raise UnknownRosterError(after.id)
            return await self._keep(before, after)

    async def delete(self, roster_id: int) -> None:
        """Delete a roster with its people; classes that were held with it are kept.

        Raises:
            StorageError: it could not be deleted.
        """
        async with self._changing:
            await self._store.delete(roster_id)
            self._rosters.pop(roster_id, None)
        self._tell(roster_id)

    async def _keep(self, before: Roster | None, roster: Roster) -> MergedRoster:
        known = self._rosters.get(roster.id)
        # On a thread: checking thousands of names takes longer than the event loop may be blocked.
        after = self._without_erased(await asyncio.to_thread(checked, roster, known))
        if before is not None:
            before = await asyncio.to_thread(checked, before, known)
        done = await self._store.save(before, after)
        if done is None:
            self._rosters.pop(roster.id, None)
            self._tell(roster.id)
            raise UnknownRosterError(roster.id)
        kept = self._without_erased(done.roster)  # somebody may have been erased meanwhile
        self._rosters[kept.id] = kept
        self._tell(kept.id)
        return structs.replace(done, roster=kept)

    def _without_erased(self, roster: Roster) -> Roster:
        if self._erased.isdisjoint(roster.by_id):
            return roster
        return roster.with_people(p for p in roster.people if p.id not in self._erased)

    def _tell(self, roster_id: int) -> None:
        for listener in tuple(self._listeners):
            listener(roster_id)


def checked(roster: Roster, before: Roster | None = None) -> Roster:
    """Return a roster as it is stored, its names cleaned and its people in order.

    People who are the same in `before` are not checked again.

    Raises:
        Refused: `invalid_field`, if the title, a name or a number is not valid, a number is given
            twice, or there are too many people.
    """
    title = " ".join(roster.title.split())
    if not 1 <= len(title) <= MAX_TITLE_LENGTH:
        raise _refused(f"the title must have 1 to {MAX_TITLE_LENGTH} characters")
    if len(roster.people) > MAX_PEOPLE:
        raise too_many_people()
    if len(roster.by_number) != len(roster.people) or len(roster.by_id) != len(roster.people):
        raise _refused("each number is one person's")
    if any(not 1 <= person.number <= MAX_NUMBER for person in roster.people):
        raise _refused(f"a number is from 1 to {MAX_NUMBER}")
    known = frozenset(before.people) if before is not None else frozenset()
    people = [
        one if one in known else Person(one.id, one.number, clean_name(one.name))
        for one in roster.people
    ]
    return Roster(roster.id, title).with_people(people)


def too_many_people() -> Refused:
    """Return the refusal for adding too many people."""
    return _refused(f"a roster has at most {MAX_PEOPLE} people")


def _refused(message: str) -> Refused:
    return Refused(RefusalCode.INVALID_FIELD, message)
