"""What was deleted is gone: from the tables, and from every byte of the data folder."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.report_service import UnknownClassError
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain import commands as cmd
from classroom_app.domain.class_report import Outcome
from classroom_app.domain.lesson_draft import Picture
from classroom_app.domain.lesson_edits import with_picture, with_picture_covered
from classroom_app.domain.marks import Area
from classroom_app.storage.eraser import PENDING
from tests.helpers.drafts import lesson_of
from tests.helpers.past_class import PastClass, held_class
from tests.helpers.sample import HandClock, picture, picture_bytes
from tests.helpers.school import School, open_school
from tests.helpers.stored import rows_of

NAME, WORDS, DEVICE = "지울사람칠삼일", "이 말은 지워져야 한다 5190", "device-to-forget-2260"
OTHER = "남을사람구구"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", clock=HandClock()) as school:
        yield school


async def class_with_a_picture(school: School) -> PastClass:
    """End the open class, in which somebody asked for help with a picture."""
    held = PastClass(school.services, school.session)
    response = await school.sign_in(NAME, device_id=DEVICE)
    phone = await school.connect(response.headers["set-cookie"].split("=")[1].split(";")[0])
    await phone.join()
    await school.student(OTHER)
    await school.execute(cmd.NextStep())
    for _again in range(2):
        await phone.send("request_help", message=WORDS, screenshot=picture(size=(60, 90)))
        await phone.expect("request_help_confirmed")
        await school.pictures_settled()
    user_id = response.json()["user_id"]
    await school.execute(cmd.SendMessage(f"{NAME}, 여기를 보세요", user_id))
    await held.end()
    return held


def where(folder: Path, *needles: str | bytes) -> dict[str, list[str]]:
    """Return which files of a folder hold any of these bytes."""
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            hits = [
                str(needle)
                for needle in needles
                if (needle.encode() if isinstance(needle, str) else needle) in content
            ]
            if hits:
                found[path.name] = hits
    return found


async def test_a_class_is_gone_to_the_last_byte(school: School) -> None:
    folder, services = school.program.config.data_dir, school.services
    held = await class_with_a_picture(school)
    token = school.session.code
    await held_class(services, "999111", OTHER)
    copy = folder / "classroom-before-0001-20260101T000000.db"
    copy.write_bytes(NAME.encode())
    shot = picture_bytes(size=(60, 90))
    assert {"classroom.db-wal", copy.name} <= where(folder, NAME, WORDS, shot).keys()
    await services.privacy.erase_classes([held.session.id])
    assert where(folder, NAME, WORDS, DEVICE, token, shot) == {}
    assert not (folder / "screenshots" / str(held.session.id)).exists()
    assert [past.code for past in await services.reports.past_classes()] == ["999111"]
    with pytest.raises(UnknownClassError):
        await services.reports.record(held.session.id)
    assert services.classroom.summary(token) is None
    assert where(folder, OTHER), "the others stay"


async def test_a_student_is_gone_everywhere(school: School) -> None:
    folder, services = school.program.config.data_dir, school.services
    first = await class_with_a_picture(school)
    second = await held_class(services, "999111", NAME, OTHER)
    traces = await services.privacy.traces(
        next(p.id for p in first.session.participants.values() if p.name == NAME)
    )
    assert [trace.session_id for trace in traces] == [first.session.id, second.session.id]
    await services.privacy.erase_student(traces)
    assert where(folder, NAME, WORDS, DEVICE, picture_bytes(size=(60, 90))) == {}
    reports = [(await services.reports.record(n.session.id)).report for n in (first, second)]
    for report in reports:
        assert [line.name for line in report.students] == [OTHER]
        assert report.students[0].outcome is Outcome.STAYED
    assert reports[1].steps[0].done == 1, "counted as if they had never come"


async def test_a_student_who_is_gone_may_be_deleted_again(school: School) -> None:
    services = school.services
    held = PastClass(services, school.session)
    await school.student(NAME)
    await school.execute(cmd.SendMessage("여러분, 여기를 보세요"))
    await held.end()
    traces = await services.privacy.traces(next(iter(held.session.participants)))
    for _again in range(2):
        await services.privacy.erase_student(traces)
    kinds = rows_of(school.program.config.data_dir, "SELECT kind FROM session_events")
    assert kinds == [("SessionOpened",), ("InstructorSpoke",), ("SessionEnded",)]


async def test_the_same_device_under_another_name_is_the_same_person(school: School) -> None:
    services = school.services
    one = await PastClass.open(services, "111222")
    await one.join("Kim")
    await one.end()
    other = await PastClass.open(services, "333444")
    person, _new = await services.classroom.sign_in(
        other.session.id, cmd.SignIn("Kim Younghee", "device-Kim")
    )
    await other.end()
    assert len(await services.privacy.traces(person.id)) == 2


async def test_what_is_old_goes(school: School) -> None:
    clock, services = school.program.clock, school.services
    assert isinstance(clock, HandClock)
    old = await class_with_a_picture(school)
    clock.seconds += timedelta(days=31).total_seconds()
    await held_class(services, "999111", OTHER)
    found = await services.privacy.older_than(30)
    assert [one.id for one in found] == [old.session.id]
    assert await services.privacy.older_than(32) == []
    await services.privacy.erase_classes([one.id for one in found])
    assert where(school.program.config.data_dir, NAME, WORDS) == {}
    assert len(await services.reports.past_classes()) == 1


async def test_a_class_that_goes_on_cannot_be_deleted(school: School) -> None:
    services, session = school.services, school.session
    phone = await school.student(NAME)
    person = next(iter(session.participants.values()))
    traces = await services.privacy.traces(person.id)
    for work in (
        services.privacy.erase_classes([session.id]),
        services.privacy.erase_student(traces),
    ):
        with pytest.raises(ClassRunningError, match=r"end it first"):
            await work
    assert (await phone.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"


async def test_a_running_class_is_not_disturbed_and_the_scrub_comes_later(school: School) -> None:
    folder, services = school.program.config.data_dir, school.services
    past = await held_class(services, "999111", NAME, OTHER)
    phone = await school.student("박순자")
    await services.privacy.erase_classes([past.session.id])
    assert (folder / PENDING).exists(), "the file is not written anew under a class"
    assert (await phone.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"
    with pytest.raises(UnknownClassError):
        await services.reports.record(past.session.id)
    await school.execute(cmd.EndSession())
    await services.privacy.settled()
    assert not (folder / PENDING).exists()
    assert where(folder, NAME) == {}
    assert where(folder, "박순자")


async def test_a_power_cut_before_the_scrub_is_made_good_at_the_start(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    async with open_school(folder) as school:
        past = await held_class(school.services, "999111", NAME, OTHER)
        await school.services.privacy.erase_classes([past.session.id])
    engine = create_engine(f"sqlite:///{folder / 'classroom.db'}")
    with engine.begin() as connection:  # what a file looks like that nobody has scrubbed
        connection.execute(text("CREATE TABLE scratch (words TEXT)"))
        connection.execute(text("INSERT INTO scratch VALUES (:words)"), {"words": WORDS})
        connection.execute(text("DROP TABLE scratch"))
    engine.dispose()
    (folder / PENDING).touch()
    (folder / ".before-restore-20260101T000000.zip.part").write_bytes(WORDS.encode())
    orphans = [
        folder / "screenshots" / "77" / "a.png",
        folder / "screenshots" / "1" / "help-99-a.png",
    ]
    for orphan in orphans:
        orphan.parent.mkdir(parents=True, exist_ok=True)
        orphan.write_bytes(WORDS.encode())
    program = Program(Config(data_dir=folder))
    await asyncio.to_thread(program.prepare)
    await program.stop()
    assert not (folder / PENDING).exists()
    assert where(folder, NAME, WORDS) == {}


async def test_phones_of_a_deleted_class_are_strangers(school: School) -> None:
    cookie = await school.student_cookie(NAME)
    await school.execute(cmd.EndSession())
    await school.services.privacy.erase_classes([school.session.id])
    response = await school.http.get(
        f"/api/sessions/{school.session.code}/subtasks", headers={"Cookie": f"sessionid={cookie}"}
    )
    assert response.status_code in (403, 404)


async def test_of_a_covered_picture_no_byte_is_left(school: School) -> None:
    folder = school.program.config.data_dir
    lessons, privacy = school.services.lessons, school.services.privacy
    name = bytes(range(7, 207)) * 3
    original = Picture("image/png", picture_bytes("PNG") + name)
    lesson = with_picture(lesson_of("One"), 0, original)
    lesson_id = await lessons.save(None, lesson)
    assert where(folder, name)
    covered = await lessons.cover(original, Area(0, 0, 1, 1))
    await lessons.save(
        lesson_id, with_picture_covered(lesson, original, covered.picture), [covered]
    )
    await privacy.note_deleted()
    assert (folder / PENDING).exists(), "a power cut does not have it forgotten"
    await privacy.scrub_if_due()
    assert (folder / PENDING).exists(), "not while a class goes on"
    await school.execute(cmd.EndSession())
    await privacy.settled()
    assert not (folder / PENDING).exists()
    assert where(folder, name) == {}
