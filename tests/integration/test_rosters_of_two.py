"""Rosters, attendance and seat cards that two computers change at once, over one database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from sqlalchemy import Connection, insert

from classroom_app.application.attendance_service import AttendanceSettings, Overruled
from classroom_app.application.ids import SequenceIds
from classroom_app.application.roster_service import RosterService, UnknownRosterError
from classroom_app.application.seat_cards import SeatCards
from classroom_app.domain.attendance import Limits, Mark
from classroom_app.domain.errors import Refused
from classroom_app.domain.roster import MAX_PEOPLE, Roster
from classroom_app.domain.roster_merge import Clash
from classroom_app.storage import tables
from classroom_app.storage.attendance_store import SqlAttendanceStore
from classroom_app.storage.database import Database, make_engine, open_database
from classroom_app.storage.migrate import bring_up_to_date
from classroom_app.storage.roster_files import RosterFilesOnDisk
from classroom_app.storage.roster_store import SqlRosterStore
from classroom_app.storage.seat_card_store import SqlSeatCardStore
from classroom_app.system.paths import migrations_dir
from tests.helpers.lecture import NINE
from tests.helpers.sample import HandClock

NAMES = [(1, "Kim"), (2, "Lee"), (3, "Park")]


class Office:
    """The rosters as one computer has them."""

    def __init__(self, database: Database, ids: SequenceIds) -> None:
        self.database = database
        now = HandClock().now
        self.rosters = RosterService(SqlRosterStore(database, now), ids, RosterFilesOnDisk())
        self.cards = SeatCards(SqlSeatCardStore(database))
        self.attendance = SqlAttendanceStore(database, now)

    async def begin(self) -> None:
        await self.rosters.start()
        await self.cards.start()

    @property
    def only(self) -> Roster:
        (roster,) = self.rosters.rosters
        return roster


Offices = tuple[Office, Office]


@pytest.fixture
async def offices(tmp_path: Path) -> AsyncIterator[Offices]:
    async with open_offices(tmp_path / "classroom.db") as offices:
        yield offices


@asynccontextmanager
async def open_offices(where: str | Path) -> AsyncIterator[Offices]:
    """Two computers that know the same roster; a file lets only one program in."""
    engine = make_engine(where)
    bring_up_to_date(engine, migrations_dir(), HandClock().now())
    database, ids = open_database(engine, HandClock().now), SequenceIds()
    other = (
        database if isinstance(where, Path) else open_database(make_engine(where), HandClock().now)
    )
    offices = Office(database, ids), Office(other, ids)
    await offices[0].rosters.create("Spring", NAMES)
    for office in offices:
        await office.begin()
    yield offices
    for office in offices:
        await office.database.close()


def people(roster: Roster) -> dict[int, str]:
    return {person.number: person.name for person in roster.people}


async def test_what_two_computers_add_is_all_there(offices: Offices) -> None:
    one, other = offices
    await one.rosters.save(one.only.with_person(one.rosters.new_person(4, "Choi")))
    done = await other.rosters.change(
        other.only, other.only.with_person(other.rosters.new_person(4, "Jung"))
    )
    assert people(other.only) == dict(NAMES) | {4: "Choi", 5: "Jung"}
    assert [one.name for one in done.renumbered] == ["Jung"]
    await one.rosters.refresh()
    assert one.only == other.only


async def test_whoever_is_the_second_of_many_nobody_is_lost(offices: Offices) -> None:
    async def add(office: Office, letters: str) -> None:
        for letter in letters:
            person = office.rosters.new_person(office.only.next_number, letter)
            await office.rosters.save(office.only.with_person(person))

    await asyncio.gather(add(offices[0], "abcdefgh"), add(offices[1], "stuvwxyz"))
    for office in offices:
        await office.rosters.refresh()
        assert sorted(person.name for person in office.only.people) == [
            *("Kim", "Lee", "Park"),
            *"abcdefghstuvwxyz",
        ]


async def test_who_renames_as_the_second_is_told(offices: Offices) -> None:
    one, other = offices
    kim = one.only.people[0]
    await one.rosters.save(one.only.with_person(structs.replace(kim, name="Kim One")))
    wanted = structs.replace(kim, name="Kim Two")
    done = await other.rosters.change(other.only, other.only.with_person(wanted))
    assert done.clashes == (Clash(wanted, structs.replace(kim, name="Kim One")),)
    assert people(other.only)[1] == "Kim One"


async def test_what_others_deleted_does_not_come_back(offices: Offices) -> None:
    one, other = offices
    await one.rosters.save(one.only.without({one.only.people[0].id}))
    await other.rosters.save(other.only.titled("Summer"))
    assert people(other.only) == {2: "Lee", 3: "Park"}
    before = other.only
    await one.rosters.delete(before.id)
    with pytest.raises(UnknownRosterError):
        await other.rosters.save(before.titled("Autumn"))
    assert other.rosters.rosters == []


async def test_a_listener_is_told_of_each_roster_that_others_changed(offices: Offices) -> None:
    one, other = offices
    told: list[int] = []
    other.rosters.subscribe(told.append)
    await other.rosters.refresh()
    assert told == []
    await one.rosters.save(one.only.titled("Summer"))
    made = await one.rosters.create("Autumn")
    await other.rosters.refresh()
    assert sorted(told) == sorted({roster.id for roster in one.rosters.rosters})
    told.clear()
    await one.rosters.delete(made.id)
    await other.rosters.refresh()
    assert told == [made.id]
    assert other.only.title == "Summer"


async def test_together_they_cannot_put_too_many_on_a_roster(offices: Offices) -> None:
    one, other = offices
    half = MAX_PEOPLE // 2
    for office in offices:
        new = [office.rosters.new_person(10 + n, f"P{n}") for n in range(half)]
        work = office.rosters.save(office.only.with_people((*office.only.people, *new)))
        if office is one:
            await work
        else:
            with pytest.raises(Refused):
                await work
    await other.rosters.refresh()
    assert len(other.only.people) == half + 3


async def test_cards_that_one_computer_printed_are_good_on_all(offices: Offices) -> None:
    one, other = offices
    roster_id = one.only.id
    first = await one.cards.token_of(roster_id)
    assert await other.cards.token_of(roster_id) == first, "and makes no other, unknowing"
    renewed = await one.cards.renew(roster_id)
    assert await other.cards.renew(roster_id) == renewed, "who renews as the second has it new"
    await other.cards.refresh()
    assert other.cards.roster_id_of(renewed) == roster_id
    assert other.cards.roster_id_of(first) is None
    await one.rosters.delete(roster_id)
    assert other.cards.roster_id_of(await other.cards.renew(roster_id)) is None


async def test_a_mark_that_another_noted_first_stays(offices: Offices) -> None:
    one, other = offices
    person, session_id = one.only.people[0].id, 7
    await one.database.write(lambda connection: _hold_class(connection, session_id, one.only.id))
    mark = (session_id, person, Mark.PRESENT)
    nothing = (session_id, person, None)
    assert await one.attendance.correct([mark], 1, [nothing]) == []
    (overruled,) = await other.attendance.correct([(session_id, person, Mark.ABSENT)], 1, [nothing])
    assert isinstance(overruled, Overruled)
    assert overruled.stands is not None
    assert (overruled.stands.mark, overruled.stands.by) == (Mark.PRESENT, "Teacher")
    assert await other.attendance.correct([mark], 1, [nothing]) == [], "they agree"
    assert await other.attendance.correct([nothing], 1, [mark]) == []
    (overruled,) = await one.attendance.correct([(session_id, person, Mark.ABSENT)], 1, [mark])
    assert overruled.stands is None
    (stored,) = [await one.attendance.corrections(one.only.id)]
    assert stored == []


async def test_limits_and_words_of_two_computers_are_both_there(offices: Offices) -> None:
    one, other = offices
    roster_id = one.only.id

    async def choose(office: Office, **values: Any) -> None:
        await office.attendance.change_settings(
            roster_id, lambda settings: structs.replace(settings, **values)
        )

    await asyncio.gather(
        choose(one, limits=Limits(late_min=3)),
        choose(other, enough=55),
        choose(one, words={"ko": {"issuer": "A"}}),
    )
    assert await one.attendance.settings(roster_id) == AttendanceSettings(
        Limits(late_min=3), 55, {"ko": {"issuer": "A"}}
    )


def _hold_class(connection: Connection, session_id: int, roster_id: int) -> None:
    user = {"id": 1, "name": "Teacher", "role": "INSTRUCTOR", "created_at": NINE}
    connection.execute(insert(tables.users), user)
    lesson = {"id": 1, "title": "L", "language": "en", "content_sha256": "", "created_at": NINE}
    connection.execute(insert(tables.lessons), lesson)
    connection.execute(
        insert(tables.lecture_sessions),
        {
            "id": session_id,
            "lesson_id": 1,
            "instructor_id": 1,
            "title": "L",
            "session_code": "ABCD",
            "status": "ENDED",
            "guests_allowed": False,
            "max_participants": 10,
            "locked": False,
            "rehearsal": False,
            "created_at": NINE,
            "roster_id": roster_id,
        },
    )
