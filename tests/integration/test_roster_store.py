"""Rosters in a real database, and across starts of the program."""

from pathlib import Path

from sqlalchemy import Connection, delete, insert, select

from classroom_app.domain import commands as cmd
from classroom_app.domain.absence import absent_people
from classroom_app.domain.actors import SYSTEM
from classroom_app.storage import tables
from tests.helpers.lecture import NINE
from tests.helpers.school import School, open_school


def told(school: School) -> list[tuple[str, list[tuple[int, str]]]]:
    return [
        (one.title, [(person.number, person.name) for person in one.people])
        for one in school.services.rosters.rosters
    ]


async def test_rosters_are_there_at_the_next_start(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        await school.services.rosters.create("가을")
        await school.services.rosters.create("봄", [(2, "이순자"), (1, "김영희")])
    async with open_school(tmp_path, code="TEST002") as school:
        assert told(school) == [("가을", []), ("봄", [(1, "김영희"), (2, "이순자")])]


async def test_every_change_is_stored(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        rosters = school.services.rosters
        made = await rosters.create("봄", [(1, "김영희"), (2, "이순자"), (3, "박철수")])
        kim, lee, park = made.people
        swapped = [
            type(kim)(kim.id, 2, kim.name),
            type(lee)(lee.id, 1, "이순자 님"),
            rosters.new_person(7, "최영수"),
        ]
        assert park not in swapped
        await rosters.save(made.titled("봄 학기").with_people(swapped))
        await rosters.delete((await rosters.create("가을", [(1, "김영희")])).id)
    async with open_school(tmp_path, code="TEST002") as school:
        assert told(school) == [("봄 학기", [(1, "이순자 님"), (2, "김영희"), (7, "최영수")])]
        again = school.services.rosters.rosters[0]
        assert {person.id for person in again.people} >= {kim.id, lee.id}


async def test_a_class_keeps_its_roster_and_no_id_is_given_twice(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        services = school.services
        made = await services.rosters.create("봄", [(1, "김영희")])
        opened = await services.instructor.open_class(
            school.session.lesson.id, "ROST01", roster_id=made.id
        )
        assert opened.roster_id == made.id
        await services.rosters.delete(made.id)
    async with open_school(tmp_path, code="TEST001") as school:
        services = school.services
        assert school.session.roster_id is None
        summary = services.classroom.summary("ROST01")
        assert summary is not None
        again = await services.classroom.recover(summary.id)
        assert again.roster_id == made.id
        assert (await services.rosters.create("가을")).id > made.id, "the class has the old one"
        await services.classroom.execute(again.id, cmd.EndSession(), services.instructor.actor)


async def test_a_person_of_before_is_nobody_else_later(tmp_path: Path) -> None:
    """A class refers to people by their ids, also after they were taken from the roster."""
    async with open_school(tmp_path) as school:
        await school.sign_in("김영희")
        made = await school.services.rosters.create("봄", [(1, "김영희")])
        database = school.program._database
        assert database is not None
        people = tables.session_participants

        def refer(connection: Connection) -> None:
            connection.execute(people.update().values(person_id=made.people[0].id))
            connection.execute(delete(tables.roster_people))

        await database.write(refer)
    async with open_school(tmp_path, code="TEST001") as school:
        assert school.services.rosters.new_person(1, "이순자").id > made.people[0].id


async def test_the_instructors_phone_sees_how_many_are_yet_to_come(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        services = school.services
        cookie = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
        address = "/api/sessions/{}/board"
        plain = await school.http.get(address.format("TEST001"), headers=cookie)
        assert (plain.status_code, "expected" in plain.json()) == (200, False)
        made = await services.rosters.create("봄", [(1, "김영희"), (2, "이순자"), (3, "박철수")])
        opened = await services.instructor.open_class(
            school.session.lesson.id, "ROST01", roster_id=made.id
        )
        school.session = opened
        await school.student("Guest")
        person = made.people[1]
        await services.classroom.execute(
            opened.id, cmd.SignIn(person.name, person_id=person.id), SYSTEM
        )
        board = (await school.http.get(address.format("ROST01"), headers=cookie)).json()
        assert (board["here"], board["expected"]) == (1, 4)
        await services.rosters.delete(made.id)
        board = (await school.http.get(address.format("ROST01"), headers=cookie)).json()
        assert "expected" not in board


async def test_the_roster_of_a_class_is_known_after_a_kill(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        made = await school.services.rosters.create("봄", [(1, "김영희"), (2, "이순자")])
        opened = await school.services.instructor.open_class(
            school.session.lesson.id, "ROST01", roster_id=made.id
        )
        person = made.people[0]
        await school.services.classroom.execute(
            opened.id, cmd.SignIn(person.name, person_id=person.id), SYSTEM
        )
    async with open_school(tmp_path, code="ROST01") as school:
        roster = school.services.rosters.roster(school.session.roster_id)
        assert roster is not None
        absent = absent_people(school.session, roster)
        assert [one.name for one in absent] == ["이순자"]


async def test_rosters_come_back_with_a_backup(tmp_path: Path) -> None:
    folder, backup = tmp_path / "data", tmp_path / "backup.zip"
    async with open_school(folder) as school:
        services = school.services
        made = await services.rosters.create("봄", [(7, "김영희"), (8, "이순자")])
        opened = await services.instructor.open_class(
            school.session.lesson.id, "ROST01", roster_id=made.id
        )
        for session in (opened, school.session):
            await services.classroom.execute(
                session.id, cmd.EndSession(), services.instructor.actor
            )
        await services.backups.write(backup, lambda _done, _total: None)
        await services.rosters.delete(made.id)
        await services.rosters.create("가을", [(1, "박철수")])
        await services.backups.stage(backup, lambda _done, _total: None)
    async with open_school(folder, code="AGAIN1") as school:
        assert told(school) == [("봄", [(7, "김영희"), (8, "이순자")])]
        record = await school.services.reports.record(opened.id)
        assert [person.name for person in record.report.absent] == ["김영희", "이순자"]


async def test_what_was_noted_of_people_goes_with_their_roster(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        services = school.services
        made = await services.rosters.create("봄", [(1, "김영희")])
        kept = await services.rosters.create("가을", [(1, "박철수")])
        database = school.program._database
        assert database is not None

        def note(connection: Connection) -> None:
            for person in (*made.people, *kept.people):
                row = {"session_id": school.session.id, "person_id": person.id, "mark": "ABSENT"}
                row |= {"user_id": 1, "corrected_at": NINE}
                connection.execute(insert(tables.attendance_corrections), row)

        await database.write(note)
        await services.rosters.delete(made.id)
        noted = await database.read(
            lambda c: list(c.scalars(select(tables.attendance_corrections.c.person_id)))
        )
        assert noted == [kept.people[0].id]
