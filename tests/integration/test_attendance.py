"""Attendance over classes in a real database: read, corrected, remembered, deleted."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec import structs

from classroom_app.application.attendance_service import (
    AttendanceSettings,
    ChangedElsewhereError,
    CourseRecord,
)
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.roster_service import UnknownRosterError
from classroom_app.application.services import Services
from classroom_app.domain import commands as cmd
from classroom_app.domain.attendance import Limits, Mark
from classroom_app.domain.roster import Roster
from tests.helpers import databases
from tests.helpers.course import hold, open_course
from tests.helpers.past_class import PastClass
from tests.helpers.sample import HandClock
from tests.helpers.school import School, open_school
from tests.helpers.stored import rows_of

GONE = "지울사람오삼이"
KIM, LEE = "김영희", "이철수"
P, A = Mark.PRESENT, Mark.ABSENT


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", clock=HandClock()) as school:
        yield school


@pytest.fixture
async def roster(school: School) -> Roster:
    return await open_course(school.services, KIM, LEE, GONE)


def change(school: School, statement: str, *values: object) -> None:
    """Write into the database, beside the running program."""
    databases.change(school.program.config.data_dir, statement, *values)


def marks(course: CourseRecord) -> dict[str, list[Mark]]:
    return {row.person.name: [c.mark for c in row.cells] for row in course.attendance.rows}


async def open_with(services: Services, roster: Roster, code: str) -> PastClass:
    """Open a class with a roster."""
    lesson = (await services.lessons.lessons())[0]
    session = await services.instructor.open_class(lesson.id, code, roster_id=roster.id)
    return PastClass(services, session)


def person_id(roster: Roster, name: str) -> int:
    return next(person.id for person in roster.people if person.name == name)


async def test_a_course_of_two_meetings(school: School, roster: Roster) -> None:
    services = school.services
    first = await hold(services, roster, "111222", KIM, LEE)
    second = await hold(services, roster, "333444", KIM, GONE)
    await hold(services, roster, "555666", LEE, rehearsal=True)
    await hold(services, await open_course(services, LEE, title="금요반"), "777888", LEE)
    course = await services.attendance.course(roster.id)
    ids = [meeting.session_id for meeting in course.attendance.meetings]
    assert ids == [first.session.id, second.session.id], "rehearsals and other rosters left out"
    assert marks(course) == {KIM: [P, P], LEE: [P, A], GONE: [A, P]}
    assert [row.steps for row in course.attendance.rows] == [2, 1, 1]


async def test_the_class_that_goes_on_does_not_count_yet(school: School, roster: Roster) -> None:
    services = school.services
    running = await open_with(services, roster, "111222")
    await running.join(KIM)
    assert (await services.attendance.course(roster.id)).attendance.meetings == []
    await running.end()
    assert marks(await services.attendance.course(roster.id))[KIM] == [P]


async def test_a_correction_is_stored_with_who_and_when_and_can_be_taken_back(
    school: School, roster: Roster
) -> None:
    services = school.services
    held = await hold(services, roster, "111222", KIM)
    lee = person_id(roster, LEE)
    await services.attendance.correct([(held.session.id, lee, P)])
    course = await services.attendance.course(roster.id)
    cell = course.attendance.rows[1].cells[0]
    assert (cell.mark, cell.measured) == (P, A)
    assert cell.correction is not None
    assert cell.correction.by == services.instructor.actor.name
    assert cell.correction.at == services.clock.now()
    await services.attendance.correct([(held.session.id, lee, Mark.PARTIAL)])
    assert marks(await services.attendance.course(roster.id))[LEE] == [Mark.PARTIAL]
    await services.attendance.correct([(held.session.id, lee, None)])
    assert marks(await services.attendance.course(roster.id))[LEE] == [A]


async def test_what_another_computer_chose_meanwhile_stays(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        roster = await open_course(school.services)
        attendance = school.services.attendance
        first, other = {"issuer": "Happy Centre"}, {"issuer": "Other"}
        await attendance.set_limits(roster.id, Limits(5, 20, 0), 70)
        await attendance.keep_words(roster.id, "en", first, {})
        for seen, kept in (({}, other), (other, {})):  # of a moment ago
            with pytest.raises(ChangedElsewhereError):
                await attendance.keep_words(roster.id, "en", kept, seen)
        stale = AttendanceSettings(Limits(late_min=59), 1)
        with pytest.raises(ChangedElsewhereError):
            await attendance.set_limits(roster.id, Limits(late_min=58), 2, stale)
        # Who wants what is there already has no reason to hear of it.
        await attendance.keep_words(roster.id, "en", first, other)
        await attendance.set_limits(roster.id, Limits(5, 20, 0), 70, stale)
        settings = (await attendance.course(roster.id)).settings
        assert (settings.limits, settings.enough) == (Limits(5, 20, 0), 70)
        assert settings.words == {"en": first}


async def test_limits_and_words_are_remembered_over_a_restart(tmp_path: Path) -> None:
    limits = Limits(5, 20, 0)
    async with open_school(tmp_path) as school:
        roster = await open_course(school.services)
        attendance = school.services.attendance
        await attendance.keep_words(roster.id, "ko", {"issuer": "행복복지관"})
        await attendance.set_limits(roster.id, limits, 70)
        await attendance.keep_words(roster.id, "en", {"issuer": "Happy Centre"})
        for bad in (Limits(-1), Limits(241), Limits(partials_per_absence=11)):
            with pytest.raises(ValueError, match="limits"):
                await attendance.set_limits(roster.id, bad, 70)
        await school.services.rosters.save(replace(roster, title="금요반"))
    async with open_school(tmp_path, code="TEST002") as school:
        course = await school.services.attendance.course(roster.id)
        assert course.settings == AttendanceSettings(
            limits,
            70,
            {"ko": {"issuer": "행복복지관"}, "en": {"issuer": "Happy Centre"}},
            "en",
        )
        assert course.attendance.limits == limits


@pytest.mark.parametrize(
    "written",
    [
        *("", "{", "[]", "7", '"x"', '{"words": 7, "enough": "8", "late_min": -1}'),
        '{"words": {"ko": {"issuer": 7, "else": "x"}, "en": []}, "enough": true, "language": 1}',
        '{"words": {"ko": {"issuer": "\\ud800"}}, "late_min": 100000, "early_min": 1.5}',
    ],
)
async def test_settings_that_cannot_be_read_are_as_if_never_chosen(
    school: School, roster: Roster, written: str
) -> None:
    change(school, "UPDATE rosters SET attendance = ? WHERE id = ?", written, roster.id)
    settings = (await school.services.attendance.course(roster.id)).settings
    assert not any(settings.words.values())
    assert structs.replace(settings, words={}) == AttendanceSettings()


async def test_what_was_read_once_is_known_until_somebody_is_deleted(
    school: School, roster: Roster
) -> None:
    services = school.services
    held = await hold(services, roster, "111222", KIM, GONE)
    await services.attendance.course(roster.id)
    traces = await services.privacy.traces(held.people[KIM])
    await services.privacy.erase_student(traces)
    assert marks(await services.attendance.course(roster.id)) == {KIM: [A], LEE: [A], GONE: [P]}
    await services.attendance.correct([(held.session.id, person_id(roster, LEE), P)])
    await services.privacy.erase_classes([held.session.id])
    assert rows_of(school.program.config.data_dir, "SELECT * FROM attendance_corrections") == []
    assert (await services.attendance.course(roster.id)).attendance.meetings == []


async def test_a_roster_that_was_deleted_has_no_attendance(school: School, roster: Roster) -> None:
    services = school.services
    held = await hold(services, roster, "111222", KIM)
    await services.attendance.correct([(held.session.id, person_id(roster, LEE), P)])
    await services.rosters.delete(roster.id)
    with pytest.raises(UnknownRosterError):
        await services.attendance.course(roster.id)


def files_with(folder: Path, name: str) -> dict[str, list[str]]:
    """Return which files hold a name in any of the ways in which it could be written."""
    escaped = name.encode("unicode_escape")
    forms = {
        "UTF-8": name.encode(),
        "UTF-16-LE": name.encode("utf-16-le"),
        "UTF-16-BE": name.encode("utf-16-be"),
        "escaped": escaped,
    }
    found = {
        path.name: [form for form, letters in forms.items() if letters in path.read_bytes()]
        for path in folder.rglob("*")
        if path.is_file()
    }
    return {file: hits for file, hits in found.items() if hits}


async def test_a_person_is_gone_to_the_last_byte(school: School, roster: Roster) -> None:
    folder, services = school.program.config.data_dir, school.services
    await school.execute(cmd.EndSession())  # while a class goes on, the file is not scrubbed
    held = await hold(services, roster, "111222", KIM, GONE)
    gone = person_id(roster, GONE)
    again = await hold(services, await open_course(services, GONE, title="금요반"), "333444", GONE)
    by_number = await open_with(services, roster, "555666")
    await services.classroom.sign_in(
        by_number.session.id, cmd.SignIn(GONE, "another phone", person_id=gone)
    )
    await by_number.end()
    await services.attendance.correct(
        [(held.session.id, gone, P), (held.session.id, person_id(roster, KIM), A)]
    )
    kept = {"words": f"{GONE} 님이 마쳤습니다", "issuer": "행복복지관"}
    await services.attendance.keep_words(roster.id, "ko", kept)
    await services.attendance.course(roster.id)
    assert files_with(folder, GONE)["classroom.db-wal"] == ["UTF-8"]
    person = await services.privacy.person_traces(gone)
    assert person is not None
    assert {entry.title for entry in person.entries} == {"목요 스마트폰반", "금요반"}
    assert {trace.session_id for trace in person.traces} == {
        each.session.id for each in (held, again, by_number)
    }
    assert len(person.of_them_alone.traces) == 1, "where they gave their number"
    await services.privacy.erase_person(person)
    assert files_with(folder, GONE) == {}
    assert files_with(folder, KIM), "the others stay"
    course = await services.attendance.course(roster.id)
    assert marks(course) == {KIM: [A], LEE: [A]}
    assert course.settings.words == {"ko": {"issuer": "행복복지관"}}
    noted = rows_of(folder, "SELECT person_id FROM attendance_corrections")
    assert noted == [(person_id(roster, KIM),)]
    assert await services.privacy.person_traces(gone) is None
    # Somebody whose page of the window still has the list as it was cannot bring them back.
    await services.rosters.save(replace(roster, title="목요반"))
    assert files_with(folder, GONE) == {}


async def test_a_namesake_stays(school: School) -> None:
    services = school.services
    roster = await open_course(services, KIM, LEE, KIM)
    held = await hold(services, roster, "111222", LEE)
    other = await open_with(services, roster, "333444")
    third = roster.people[2]
    seat, _new = await services.classroom.sign_in(
        other.session.id, cmd.SignIn(KIM, "a phone", person_id=third.id)
    )
    await other.end()
    person = await services.privacy.person_traces(roster.people[0].id)
    assert person is not None
    assert [entry.number for entry in person.entries] == [1]
    assert person.traces == []
    namesake = await services.privacy.person_traces(third.id)
    assert namesake is not None
    assert [trace.participant_id for trace in namesake.traces] == [seat.id]
    await services.privacy.erase_person(person)
    left = services.rosters.roster(roster.id)
    assert left is not None
    assert [p.number for p in left.people] == [2, 3]
    assert held.session.id


async def test_nobody_in_a_running_class_is_deleted(school: School, roster: Roster) -> None:
    services = school.services
    running = await open_with(services, roster, "111222")
    await running.join(GONE)
    person = await services.privacy.person_traces(person_id(roster, GONE))
    assert person is not None
    with pytest.raises(ClassRunningError):
        await services.privacy.erase_person(person)
    now = services.rosters.roster(roster.id)
    assert now is not None
    assert len(now.people) == 3
    await running.end()


async def test_reading_many_classes_keeps_the_loop_free(school: School, roster: Roster) -> None:
    services = school.services
    for number in range(6):
        await hold(services, roster, f"90000{number}", KIM, LEE, GONE)
    services.attendance.forget()
    longest = 0.0

    async def watch() -> None:
        """Note the longest turn, as the processor's time of this thread: others may be busy."""
        nonlocal longest
        last = time.thread_time()
        while True:
            await asyncio.sleep(0)
            now = time.thread_time()
            longest, last = max(longest, now - last), now

    watching = asyncio.get_running_loop().create_task(watch())
    course = await services.attendance.course(roster.id)
    watching.cancel()
    assert len(course.attendance.meetings) == 6
    assert longest < 0.05, "seconds of the loop's own thread; Windows counts 16 ms at a time"
