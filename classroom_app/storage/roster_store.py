"""Rosters and the people on them."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from classroom_app.application.roster_service import too_many_people
from classroom_app.domain.roster import MAX_PEOPLE, Person, Roster, in_order
from classroom_app.domain.roster_merge import MergedRoster, merged
from classroom_app.storage import tables
from classroom_app.storage.database import Database

_rosters, _people = tables.rosters, tables.roster_people
_noted = tables.attendance_corrections
_AT_ONCE = 500


class SqlRosterStore:
    """Implements `application.roster_service.RosterStore`."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self._database, self._now = database, now

    async def rosters(self) -> list[Roster]:
        """Return all rosters with their people."""

        def work(connection: Connection) -> list[Roster]:
            people: dict[int, list[Person]] = defaultdict(list)
            for row in connection.execute(select(_people)):
                people[row.roster_id].append(Person(row.id, row.number, row.name))
            return [
                Roster(row.id, row.title, in_order(people[row.id]))
                for row in connection.execute(select(_rosters).order_by(_rosters.c.id))
            ]

        return await self._database.read(work)

    async def save(self, before: Roster | None, after: Roster) -> MergedRoster | None:
        """Store a roster, merged with what others have changed since `before`; None adds a new one.

        Returns the merged roster, or None if it was deleted meanwhile.
        """
        now = self._now()

        def work(connection: Connection) -> MergedRoster | None:
            if before is None:
                values = {"id": after.id, "title": after.title, "created_at": now}
                connection.execute(insert(_rosters), values)
                _save_people(connection, {}, after)
                return MergedRoster(after)
            of_it = _rosters.c.id == after.id
            known = connection.execute(select(_rosters.c.title).where(of_it)).first()
            if known is None:
                return None
            people = _people_of(connection, after.id)
            stored = Roster(after.id, known.title, in_order(people.values()))
            done = merged(before, after, stored)
            if len(done.roster.people) > MAX_PEOPLE:
                raise too_many_people()
            if known.title != done.roster.title:
                connection.execute(update(_rosters).where(of_it).values(title=done.roster.title))
            _save_people(connection, people, done.roster)
            return done

        return await self._database.write_list(work)

    async def delete(self, roster_id: int) -> None:
        """Delete a roster with its people, and the corrections of their attendance."""

        def work(connection: Connection) -> None:
            listed = select(_people.c.id).where(_people.c.roster_id == roster_id)
            connection.execute(delete(_noted).where(_noted.c.person_id.in_(listed)))
            connection.execute(delete(_people).where(_people.c.roster_id == roster_id))
            connection.execute(delete(_rosters).where(_rosters.c.id == roster_id))

        await self._database.write_list(work)


def _people_of(connection: Connection, roster_id: int) -> dict[int, Person]:
    query = select(_people).where(_people.c.roster_id == roster_id)
    return {row.id: Person(row.id, row.number, row.name) for row in connection.execute(query)}


def _save_people(connection: Connection, before: dict[int, Person], roster: Roster) -> None:
    """Write only the people who differ: their rows hold more than number and name."""
    gone = [person_id for person_id in before if person_id not in roster.by_id]
    for start in range(0, len(gone), _AT_ONCE):
        some = gone[start : start + _AT_ONCE]
        connection.execute(delete(_people).where(_people.c.id.in_(some)))
    changed = [one for one in roster.people if one.id in before and before[one.id] != one]
    renumbered = [one for one in changed if before[one.id].number != one.number]
    of_one = update(_people).where(_people.c.id == bindparam("of"))
    if renumbered:  # numbers are unique, and two people may swap theirs: free them first
        aside = [{"of": one.id, "to": -one.id} for one in renumbered]
        connection.execute(of_one.values(number=bindparam("to")), aside)
    if changed:
        connection.execute(
            of_one.values(number=bindparam("to"), name=bindparam("called")),
            [{"of": one.id, "to": one.number, "called": one.name} for one in changed],
        )
    if new := [one for one in roster.people if one.id not in before]:
        connection.execute(
            insert(_people),
            [
                {"id": one.id, "roster_id": roster.id, "number": one.number, "name": one.name}
                for one in new
            ],
        )
