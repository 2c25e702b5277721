"""What one desk changes, ends and deletes, as the others see it: whole programs on one database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from classroom_app.application import instructor_service
from classroom_app.application.classroom import CodeInUseElsewhereError
from classroom_app.application.live_sessions import ClassGoneError
from classroom_app.application.privacy_service import ClassRunningError
from classroom_app.application.shared_lists import Topic, Topics
from classroom_app.domain import commands as cmd
from classroom_app.domain.transitions import SessionStatus
from classroom_app.system.stored_pictures import PICTURE_FOLDER
from tests.helpers.drafts import lesson_of
from tests.helpers.school import School
from tests.helpers.timing import PATIENCE_S
from tests.postgresql.test_desks import ROOM_1, ROOM_2, Desks, desks

__all__ = ["desks"]


class Ears:
    """What a desk's window would hear."""

    def __init__(self, school: School) -> None:
        self._heard: asyncio.Queue[Topics] = asyncio.Queue()
        school.services.changes.subscribe(self._heard.put_nowait)

    async def until(self, topic: Topic) -> None:
        """Return once it is told that such was changed."""
        async with asyncio.timeout(PATIENCE_S):
            while topic not in await self._heard.get():
                pass


async def listening(desks: Desks) -> tuple[School, School, Ears]:
    """Two desks with a class each, and what the second one hears from now on."""
    first, second = await desks.start(ROOM_1, "ROOM01"), await desks.start(ROOM_2, "ROOM02")
    ears = Ears(second)
    await ears.until(Topic.CLASSES)  # all, when it begins to listen
    return first, second, ears


async def test_a_roster_of_one_desk_is_known_at_the_other(desks: Desks) -> None:
    first, second, ears = await listening(desks)
    made = await first.services.rosters.create("Spring", [(1, "Kim")])
    token = await first.services.seat_cards.token_of(made.id)
    await ears.until(Topic.ROSTERS)
    while second.services.seat_cards.roster_id_of(token) is None:
        await ears.until(Topic.ROSTERS)
    assert second.services.rosters.rosters == [made]


async def test_a_lesson_of_one_desk_is_listed_at_the_other(desks: Desks) -> None:
    first, second, ears = await listening(desks)
    lesson_id = await first.services.lessons.save(None, lesson_of("One", title="New"))
    await ears.until(Topic.LESSONS)
    stored = await second.services.lessons.stored(lesson_id)
    assert stored.writer == ROOM_1
    assert "New" in [one.title for one in await second.services.lessons.lessons()]


async def test_the_history_says_where_a_class_was_led(desks: Desks) -> None:
    first, second, ears = await listening(desks)
    await first.student("Kim")
    assert await second.services.reports.past_classes() == [], "both go on"
    await first.execute(cmd.EndSession())
    await ears.until(Topic.CLASSES)
    (past,) = await second.services.reports.past_classes()
    assert (past.id, past.computer, past.is_own) == (first.session.id, ROOM_1, False)
    record = await second.services.reports.record(past.id)
    assert [student.name for student in record.report.students] == ["Kim"]
    (own,) = await first.services.reports.past_classes()
    assert (own.computer, own.is_own) == (ROOM_1, True)


async def test_a_class_that_is_led_elsewhere_cannot_be_deleted(desks: Desks) -> None:
    first, second, _ears = await listening(desks)
    kim = await first.student("Kim")
    privacy = second.services.privacy
    with pytest.raises(ClassRunningError, match=ROOM_1) as refused:
        await privacy.erase_classes([first.session.id])
    assert (refused.value.title, refused.value.computer) == (first.session.title, ROOM_1)
    (participant_id,) = first.session.participants
    with pytest.raises(ClassRunningError, match=ROOM_1):
        await privacy.erase_student(await privacy.traces(participant_id))
    assert await privacy.older_than(-1) == []
    await first.execute(cmd.NextStep())
    await kim.close()
    await desks.stop(ROOM_1)
    assert [old.id for old in await privacy.older_than(-1)] == [first.session.id]
    await privacy.erase_classes([first.session.id])
    assert [past.id for past in await second.services.reports.past_classes()] == []


async def test_what_one_desk_deletes_no_other_remembers(desks: Desks) -> None:
    first, second, _ears = await listening(desks)
    headers = {"Cookie": f"sessionid={await first.student_cookie('Kim')}"}
    address = f"/api/sessions/{first.session.code}/subtasks"
    await first.student("Lee")
    await first.execute(cmd.EndSession())
    assert (await first.http.get(address, headers=headers)).status_code == 200
    ears = Ears(first)
    kim = next(p for p in first.session.participants.values() if p.name == "Kim")
    pictures = first.services.picture_home / PICTURE_FOLDER / str(first.session.id)
    pictures.mkdir(parents=True)
    of_kim, of_lee = (pictures / f"help-{p}-1.png" for p in first.session.participants)
    for picture in (of_kim, of_lee):
        picture.touch()
    traces = await second.services.privacy.traces(kim.id)
    await second.services.privacy.erase_student(traces)
    await ears.until(Topic.ERASED)
    assert first.services.classroom.session(first.session.id) is None
    assert (await first.http.get(address, headers=headers)).status_code == 403
    assert (of_kim.exists(), of_lee.exists()) == (False, True)
    await second.services.privacy.erase_classes([first.session.id])
    await ears.until(Topic.ERASED)
    assert not pictures.exists()
    assert await first.services.reports.past_classes() == []


async def test_attendance_of_a_course_counts_classes_of_all_desks_that_are_over(
    desks: Desks,
) -> None:
    first, second, ears = await listening(desks)
    roster = await first.services.rosters.create("Spring", [(1, "Kim")])
    await ears.until(Topic.ROSTERS)
    lesson_id = first.session.lesson.id
    led = await first.services.instructor.open_class(lesson_id, "", roster_id=roster.id)
    course = await second.services.attendance.course(roster.id)
    assert not course.attendance.meetings, "it goes on"
    for command in (cmd.NextStep(), cmd.EndSession()):
        await first.services.classroom.execute(led.id, command, first.services.instructor.actor)
    await ears.until(Topic.CLASSES)
    course = await second.services.attendance.course(roster.id)
    assert [meeting.session_id for meeting in course.attendance.meetings] == [led.id]


@contextmanager
def codes_to_come(*codes: str) -> Iterator[None]:
    """Let these codes be made up next."""
    left = iter(codes)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(instructor_service, "make_code", lambda _random, _digits: next(left))
        yield


async def test_no_two_desks_give_one_code(desks: Desks) -> None:
    first, second, _ears = await listening(desks)
    instructor, lesson_id = second.services.instructor, second.session.lesson.id
    with pytest.raises(CodeInUseElsewhereError) as refused:
        await instructor.open_class(lesson_id, "room-01")
    assert refused.value.computer == ROOM_1
    with codes_to_come("ROOM01", "135791"):
        assert (await instructor.open_class(lesson_id)).code == "135791"
    with codes_to_come("ROOM01", "246802"):
        assert (await instructor.new_code(second.session.id)).code == "246802"
    await first.execute(cmd.EndSession())
    assert (await instructor.open_class(lesson_id, "ROOM01")).status is SessionStatus.WAITING


async def test_of_two_desks_that_give_one_code_at_once_one_has_it(desks: Desks) -> None:
    first, second, _ears = await listening(desks)

    async def open_class(school: School) -> str:
        lesson_id = school.session.lesson.id
        return (await school.services.instructor.open_class(lesson_id)).code

    for code, others in (("111222", "333444"), ("555666", "777888"), ("121212", "343434")):
        with codes_to_come(code, code, others, others[::-1]):
            given = await asyncio.gather(open_class(first), open_class(second))
        assert len(set(given)) == 2
        assert code in given


async def test_a_class_that_another_desk_has_deleted_is_not_taken_up(desks: Desks) -> None:
    first, second, _ears = await listening(desks)
    third = await desks.start("ROOM-3", "ROOM03")
    await desks.stop(ROOM_1)
    await second.services.stranded.look()
    (stranded,) = second.services.stranded.classes
    assert stranded.summary.id == first.session.id
    await third.services.privacy.erase_classes([stranded.summary.id])
    with pytest.raises(ClassGoneError):
        await second.services.instructor.recover(stranded.summary)
    assert second.services.classroom.session(stranded.summary.id) is None
