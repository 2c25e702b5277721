"""Visits over real sockets: noted, told, undone, and known after a restart of the program."""

from pathlib import Path
from typing import Any

from classroom_app.domain import commands as cmd
from tests.helpers.phone import Message
from tests.helpers.school import School, open_school
from tests.helpers.set_clock import SetClock


async def not_visited(school: School) -> list[tuple[str, int]]:
    mine = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    path = f"/api/sessions/{school.session.code}/board"
    board: dict[str, Any] = (await school.http.get(path, headers=mine)).json()
    return [(each["user_name"], each["minutes"]) for each in board.get("not_visited", [])]


def told(message: Message) -> tuple[object, ...]:
    return message["user_name"], message["participant_id"], message["unvisited_s"]


async def test_a_visit_is_noted_told_and_undone(tmp_path: Path) -> None:
    clock = SetClock()
    async with open_school(tmp_path, clock=clock) as school:
        kim, _lee = await school.student("Kim"), await school.student("Lee")
        first, second = await school.instructor(), await school.instructor()
        await first.send("mark_visited", participant_id=1)
        assert told(await second.expect("visit_updated")) == ("Kim", 1, None), "before the start"
        await first.expect("visit_updated")
        await school.execute(cmd.NextStep())
        clock.passed_s += 24 * 60
        assert await not_visited(school) == []
        clock.passed_s += 60
        assert await not_visited(school) == [("Kim", 25), ("Lee", 25)]
        await first.send("mark_visited", participant_id=2)
        for remote in (first, second):
            assert told(await remote.expect("visit_updated")) == ("Lee", 2, 0)
        assert await not_visited(school) == [("Kim", 25)]
        clock.passed_s += 5
        await second.send("undo_visit", participant_id=2)
        assert told(await first.expect("visit_updated")) == ("Lee", 2, 25 * 60 + 5)
        assert await not_visited(school) == [("Kim", 25), ("Lee", 25)]
        heard = {each["type"] for each in kim.passed}
        assert "visit_updated" not in heard, "students are not told who was looked after"


async def test_who_is_no_participant_is_refused(school: School) -> None:
    remote = await school.instructor()
    for kind in ("mark_visited", "undo_visit"):
        for data in ({"participant_id": 99}, {"participant_id": "1"}, {}):
            answer = await remote.ask(kind, **data)
            assert (answer["code"], answer["ref"]) == ("invalid_field", kind)


async def test_visits_are_known_after_a_restart(tmp_path: Path) -> None:
    clock = SetClock()
    async with open_school(tmp_path, clock=clock) as school:
        cookies = [await school.student_cookie(name) for name in ("Kim", "Lee")]
        for cookie in cookies:
            await (await school.connect(cookie)).join()
        await school.execute(cmd.NextStep())
        clock.passed_s += 20 * 60
        await school.execute(cmd.MarkVisited(2))
    clock.passed_s += 6 * 60
    async with open_school(tmp_path, clock=clock) as school:
        assert await not_visited(school) == [], "nobody is back yet"
        for cookie in cookies:
            await (await school.connect(cookie)).join()
        assert await not_visited(school) == [("Kim", 26)]


async def test_the_limit_can_be_set_and_is_short_in_a_rehearsal(school: School) -> None:
    limit = school.services.classroom.visit_limit
    assert limit.seconds(school.session) == 25 * 60
    limit.minutes = 10
    assert limit.seconds(school.session) == 600
    lesson = school.session.lesson.id
    rehearsal = await school.services.instructor.open_class(lesson, rehearsal=True)
    assert limit.seconds(rehearsal) == 120
    limit.minutes = 0
    assert limit.seconds(rehearsal) is None
