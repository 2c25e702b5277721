"""Questions over real sockets: what phones send and hear, what is stored, what a restart keeps."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.answers import answer_counts
from classroom_app.protocol.lesson_file import read_lesson_file
from classroom_app.protocol.question_fields import question_of
from classroom_app.server import repeat_limit
from classroom_app.storage.foreign_database import rebuild
from classroom_app.system.paths import migrations_dir
from tests.helpers.asking_lesson import ASKED, ASKING, write_asking_lesson
from tests.helpers.device import Device
from tests.helpers.phone import cookie_of
from tests.helpers.school import School, open_school
from tests.helpers.stored import one_of, rows_of

ANSWERS = "SELECT participant_id, subtask_id, answer FROM subtask_completions ORDER BY 1, 2"


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    lesson = write_asking_lesson(tmp_path)
    async with open_school(tmp_path / "data", guests=True, lesson=lesson) as school:
        yield school


def data_of(school: School) -> Path:
    return school.program.config.data_dir


def session_counts(school: School) -> tuple[int, ...]:
    session = school.services.classroom.session(school.session.id)
    assert session is not None
    counts = answer_counts(session, ASKING)
    assert counts is not None
    return counts.counts


async def test_a_phone_is_asked_answers_and_changes_its_mind(school: School) -> None:
    kim = await school.student("Kim")
    teacher = await school.instructor()
    await school.execute(cmd.NextStep(ASKING))
    changed = await kim.expect("step_changed")
    for step in (changed["subtask"], changed["data"]):
        assert step["question"] == {"text": ASKED.text, "answers": list(ASKED.answers)}
    await teacher.expect("step_changed")
    confirmed = await kim.ask_past(
        "step_complete", "session_status_changed", subtask_id=ASKING, answer=1
    )
    assert (confirmed["type"], confirmed["answer"]) == ("step_complete_confirmed", 1)
    assert confirmed["data"]["answer"] == 1
    assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 1)]
    again = await kim.ask("step_complete", subtask_id=ASKING, answer=0)
    assert (again["type"], again["answer"]) == ("step_complete_confirmed", 0)
    assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 0)]
    older = await kim.ask("step_complete", subtask_id=ASKING)
    assert (older["type"], older["answer"]) == ("step_complete_confirmed", 0)
    heard = await teacher.hears_nothing_but("session_status_changed", "progress_updated")
    assert [message["type"] for message in heard].count("progress_updated") == 1
    assert all("answer" not in message for message in heard), "nobody is exposed"


async def test_the_answer_that_comes_after_the_next_step_is_told_not_taken(school: School) -> None:
    kim = await school.student("Kim")
    await school.execute(cmd.NextStep(ASKING))
    await kim.ask_past(
        "step_complete", "step_changed", "session_status_changed", subtask_id=ASKING, answer=1
    )
    await school.execute(cmd.NextStep())
    late = await kim.ask_past("step_complete", "step_changed", subtask_id=ASKING, answer=2)
    assert (late["type"], late["answer"]) == ("step_complete_confirmed", 1)
    assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 1)]


@pytest.mark.parametrize("answer", [-1, 3, 6, True, "1", 0.5, [0]])
async def test_what_is_no_answer_is_named(school: School, answer: object) -> None:
    kim = await school.student("Kim")
    error = await kim.ask("step_complete", subtask_id=ASKING, answer=answer)
    assert (error["type"], error["code"]) == ("error", "invalid_field")
    assert error["error"].startswith("answer")
    assert rows_of(data_of(school), ANSWERS) == []


async def test_a_step_without_a_question_takes_no_answer(school: School) -> None:
    kim = await school.student("Kim")
    for answer in (0, 5, None):
        done = await kim.ask("step_complete", subtask_id=1, answer=answer)
        assert done["type"] == "step_complete_confirmed"
        assert "answer" not in done
    assert rows_of(data_of(school), ANSWERS) == [(1, 1, None)]


async def test_the_app_answers_over_rest(school: School) -> None:
    async with Device(school) as device:
        await device.join()
        done = await device.report(ASKING, answer=2)
        assert done.status_code == 200
        assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 2)]
        assert (await device.report(ASKING, answer=0)).status_code == 200
        assert (await device.report(ASKING)).status_code == 200, "an app that knows no questions"
        assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 0)]
        for answer in (3, -1, "a"):
            wrong = await device.report(ASKING, answer=answer)
            assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "invalid_field")


async def test_a_restart_keeps_answers_and_what_is_shown(tmp_path: Path) -> None:
    lesson = write_asking_lesson(tmp_path)
    async with open_school(tmp_path / "data", lesson=lesson) as school:
        cookie = cookie_of(await school.sign_in("Kim"))
        kim = await school.connect(cookie)
        assert "answers" not in await kim.join()
        await school.execute(cmd.NextStep(ASKING))
        await kim.send("step_complete", subtask_id=ASKING, answer=0)
        await kim.expect("step_complete_confirmed")
        await kim.send("step_complete", subtask_id=ASKING, answer=2)
        await kim.expect("step_complete_confirmed")
        await school.execute(cmd.ShowAnswers(ASKING, shown=True))
    async with open_school(tmp_path / "data", lesson=lesson) as school:
        assert session_counts(school) == (0, 0, 1)
        assert school.session.answers_shown == {ASKING}
        kim = await school.connect(cookie)
        snapshot = await kim.join()
        assert snapshot["answers"] == {str(ASKING): 2}
        changed = await kim.ask("step_complete", subtask_id=ASKING, answer=1)
        assert changed["answer"] == 1
        assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 1)]


async def test_the_instructor_shows_and_hides_the_answers(school: School) -> None:
    teacher, kim = await school.instructor(), await school.student("Kim")
    await school.execute(cmd.NextStep(ASKING))
    headers = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    url = f"/api/sessions/{school.session.code}/board"
    board = (await school.http.get(url, headers=headers)).json()
    assert (board["answers"], board["answers_shown"]) == ([0, 0, 0], False)
    await kim.send("step_complete", subtask_id=ASKING, answer=1)
    await kim.expect("step_complete_confirmed")
    await teacher.send("show_answers", subtask_id=ASKING)
    told = await teacher.expect("answers_shown")
    assert (told["subtask_id"], told["shown"]) == (ASKING, True)
    board = (await school.http.get(url, headers=headers)).json()
    assert (board["answers"], board["answers_shown"]) == ([0, 1, 0], True)
    await teacher.send("show_answers", subtask_id=ASKING, shown=False)
    assert (await teacher.expect("answers_shown"))["shown"] is False
    await kim.hears_nothing_but("step_changed", "session_status_changed")
    forbidden = await kim.ask("show_answers", subtask_id=ASKING)
    assert (forbidden["type"], forbidden["code"]) == ("error", "forbidden")


async def test_a_step_marked_as_not_done_loses_the_answer_until_it_is_done(school: School) -> None:
    kim = await school.student("Kim")
    await kim.ask("step_complete", subtask_id=ASKING, answer=1)
    commands = (cmd.MarkNotDone(1, ASKING), cmd.MarkDone(1, ASKING))
    await asyncio.gather(*(school.execute(each) for each in commands))  # one transaction
    assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 1)]
    assert (await kim.expect("step_complete_confirmed"))["answer"] == 1
    await school.execute(cmd.MarkNotDone(1, ASKING))
    assert rows_of(data_of(school), ANSWERS) == []
    assert session_counts(school) == (0, 0, 0)


async def test_answers_of_one_transaction_are_stored_in_order(school: School) -> None:
    kim = await school.student("Kim")
    for answer in (0, 1, 2, 1):
        await kim.send("step_complete", subtask_id=ASKING, answer=answer)
    assert [(await kim.expect("step_complete_confirmed"))["answer"] for _ in range(4)] == [
        *(0, 1, 2, 1)
    ]
    assert rows_of(data_of(school), ANSWERS) == [(1, ASKING, 1)]


async def test_who_changes_for_ever_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_BURST", 4.0)
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_PER_S", 0.0)
    lesson = write_asking_lesson(tmp_path)
    async with open_school(tmp_path / "data", lesson=lesson) as school:
        kim = await school.student("Kim")
        for number in range(5):  # the first of them is no change
            done = await kim.ask("step_complete", subtask_id=ASKING, answer=number % 2)
            assert done["type"] == "step_complete_confirmed"
        error = await kim.ask("step_complete", subtask_id=ASKING, answer=1)
        assert error["code"] == "rate_limited"
        assert "once a second" in error["error"]
        same = await kim.ask("step_complete", subtask_id=ASKING, answer=0)
        assert same["type"] == "step_complete_confirmed", "what changes nothing never waits"


async def test_a_deleted_student_leaves_no_answer(school: School) -> None:
    kim = await school.student("Kim")
    await kim.ask("step_complete", subtask_id=ASKING, answer=1)
    await kim.ask("step_complete", subtask_id=ASKING, answer=2)
    await school.execute(cmd.EndSession())
    privacy = school.services.privacy
    await privacy.erase_student(await privacy.traces(1))
    assert rows_of(data_of(school), ANSWERS) == []
    kinds = "SELECT COUNT(*) FROM session_events WHERE kind IN ('StepCompleted', 'AnswerChanged')"
    assert one_of(data_of(school), kinds) == 0


async def test_an_exported_lesson_has_its_question(school: School, tmp_path: Path) -> None:
    await school.services.lessons.export_file(school.session.lesson.id, tmp_path / "out.lesson")
    draft = read_lesson_file((tmp_path / "out.lesson").read_bytes())
    assert [step.question for step in draft.subtasks] == [None, ASKED, None]
    stored = rows_of(data_of(school), "SELECT question FROM subtasks ORDER BY id")
    assert [question is None for (question,) in stored] == [True, False, True]


async def test_a_restored_backup_has_questions_and_answers(school: School, tmp_path: Path) -> None:
    kim = await school.student("Kim")
    await kim.ask("step_complete", subtask_id=ASKING, answer=2)
    copy, rebuilt = tmp_path / "copy.db", tmp_path / "rebuilt" / "classroom.db"
    rebuilt.parent.mkdir()
    with (
        closing(sqlite3.connect(data_of(school) / "classroom.db")) as file,
        closing(sqlite3.connect(copy)) as target,
    ):
        file.backup(target)
    await asyncio.to_thread(rebuild, copy, rebuilt, migrations_dir(), lambda: None)
    assert rows_of(rebuilt.parent, ANSWERS) == [(1, ASKING, 2)]
    question = one_of(rebuilt.parent, "SELECT question FROM subtasks WHERE id = ?", ASKING)
    assert question_of(question) == ASKED
