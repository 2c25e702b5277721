"""The lesson to take home, over real sockets: for whom, when, how often it is made."""

import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest

from classroom_app.application.handout import Handout, handout_of
from classroom_app.application.handout_job import HandoutJob
from classroom_app.bootstrap.handout_process import HandoutProcess
from classroom_app.domain import commands as cmd
from classroom_app.domain.lesson_edits import with_picture
from classroom_app.domain.marks import Area
from classroom_app.gui.handout.handout_paper import HandoutPaper
from classroom_app.storage.eraser import SqlEraser
from classroom_app.system import side_process
from tests.helpers.drafts import PIXEL
from tests.helpers.school import School, open_school
from tests.helpers.timing import PATIENCE_S

ADDRESS = "/api/sessions/TEST001/handout"


class CountingMaker:
    """Makes a file that says what it was asked for; `gate` holds it back."""

    def __init__(self) -> None:
        self.asked: list[Handout] = []
        self.gate, self.reached = asyncio.Event(), asyncio.Event()
        self.gate.set()
        self.fails = False

    async def __call__(self, job: HandoutJob) -> bytes:
        handout = job.handout
        self.asked.append(handout)
        self.reached.set()
        await self.gate.wait()
        if self.fails:
            raise OSError("no paper")
        return f"%PDF {[step.number for step in handout.steps]}".encode()


@pytest.fixture
async def maker() -> CountingMaker:
    return CountingMaker()


@pytest.fixture
async def school(tmp_path: Path, maker: CountingMaker) -> AsyncIterator[School]:
    async with open_school(tmp_path) as school:
        school.services.handouts.maker = maker
        yield school


def as_student(cookie: str, **more: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={cookie}", **more}


async def test_the_steps_that_were_reached_go_home(school: School, maker: CountingMaker) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.NextStep())
    await school.execute(cmd.NextStep())
    early = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert (early.status_code, early.json()["error"]["code"]) == (403, "forbidden")
    assert maker.asked == []
    await school.execute(cmd.EndSession())
    answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert answer.status_code == 200
    assert answer.content == b"%PDF [1, 2]"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    kind, plain, named = answer.headers["Content-Disposition"].split("; ")
    assert (kind, plain) == ("attachment", 'filename="lesson.pdf"')
    name = unquote(named.removeprefix("filename*=UTF-8''"), errors="strict")
    assert name == f"{school.session.lesson.title}.pdf"
    assert not name.isascii()
    known = as_student(cookie, **{"If-None-Match": answer.headers["ETag"]})
    again = await school.http.get(ADDRESS, headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == answer.headers["ETag"]
    head = await school.http.head(ADDRESS, headers=as_student(cookie))
    assert (head.status_code, head.headers["Content-Length"]) == (200, "11")
    assert len(maker.asked) == 1


async def test_a_whole_class_asks_and_it_is_made_once(school: School, maker: CountingMaker) -> None:
    cookies = [await school.student_cookie(f"Student {number}") for number in range(12)]
    await school.execute(cmd.NextStep())
    await school.execute(cmd.EndSession())
    maker.gate.clear()
    asking = [
        asyncio.create_task(school.http.get(ADDRESS, headers=as_student(cookie)))
        for cookie in cookies
    ]
    gone = asking.pop()
    async with asyncio.timeout(PATIENCE_S):
        await maker.reached.wait()
    gone.cancel()
    maker.gate.set()
    answers = await asyncio.gather(*asking)
    assert {answer.content for answer in answers} == {b"%PDF [1]"}
    assert len(maker.asked) == 1


async def test_it_is_for_members_of_the_class_alone(tmp_path: Path, maker: CountingMaker) -> None:
    async with open_school(tmp_path, code="OTHER1") as school:
        foreign = await school.student_cookie("Lee")
        await school.execute(cmd.EndSession())
    async with open_school(tmp_path, code="TEST001") as school:
        school.services.handouts.maker = maker
        removed = await school.student("Park")
        removed_cookie = await school.student_cookie("Choi")
        (_, choi) = school.session.participants.values()
        await school.execute(cmd.RemoveParticipant(choi.id))
        await school.execute(cmd.EndSession())
        for cookie in ("", foreign, "made-up", removed_cookie):
            answer = await school.http.get(ADDRESS, headers=as_student(cookie))
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
        for path in ("/../handout", "/handout/..%2f..%2finstructor.key", "/handout/x.pdf"):
            answer = await school.http.get(
                f"/api/sessions/TEST001{path}", headers=as_student(foreign)
            )
            assert answer.status_code == 404, path
        assert removed is not None
    assert maker.asked == []


async def test_it_is_there_after_the_end_whatever_comes_then(
    tmp_path: Path, maker: CountingMaker
) -> None:
    """The same code again, and the program started again: the class stays who it was."""
    async with open_school(tmp_path) as school:
        cookie = await school.student_cookie("Kim")
        await school.execute(cmd.NextStep())
        await school.execute(cmd.EndSession())
    async with open_school(tmp_path) as school:
        school.services.handouts.maker = maker
        newcomer = await school.student_cookie("Lee")
        answer = await school.http.get(ADDRESS, headers=as_student(cookie))
        assert (answer.status_code, answer.content) == (200, b"%PDF [1]")
        early = await school.http.get(ADDRESS, headers=as_student(newcomer))
        assert early.status_code == 403
        instructor = await school.instructor_cookie()
        answer = await school.http.get(ADDRESS, headers=as_student(instructor))
        assert answer.status_code == 403, "for the instructor, a code is its latest class"


async def test_there_is_none_of_a_class_that_another_computer_has_deleted(
    tmp_path: Path, maker: CountingMaker
) -> None:
    async with open_school(tmp_path) as school:
        cookie = await school.student_cookie("Kim")
        await school.execute(cmd.EndSession())
        session_id = school.session.id
    async with open_school(tmp_path, code="TEST002") as school:
        school.services.handouts.maker = maker
        database = school.program._database
        assert database is not None
        await SqlEraser(database, tmp_path).erase_classes([session_id])
        async with asyncio.timeout(PATIENCE_S):
            answer = await school.http.get(ADDRESS, headers=as_student(cookie))
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")
        assert school.services.classroom.summary("TEST001") is None
    assert maker.asked == []


async def test_none_goes_home_that_may_show_what_was_covered(
    school: School, maker: CountingMaker
) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.NextStep())
    await school.execute(cmd.EndSession())
    lessons, lesson_id = school.services.lessons, school.session.lesson.id
    lesson = with_picture(await lessons.draft(lesson_id), 0, PIXEL)
    covered = [await lessons.cover(PIXEL, Area(0, 0, 1, 1))]
    await school.http.get(ADDRESS, headers=as_student(cookie))
    maker.gate.clear()
    maker.reached.clear()
    await lessons.save(lesson_id, lesson, covered)
    being_made = asyncio.create_task(school.http.get(ADDRESS, headers=as_student(cookie)))
    async with asyncio.timeout(PATIENCE_S):
        await maker.reached.wait()
    await lessons.save(lesson_id, lesson, covered)
    maker.gate.set()
    assert (await being_made).status_code == 200
    for _twice in range(2):
        await school.http.get(ADDRESS, headers=as_student(cookie))
    assert len(maker.asked) == 3, "anew after each, and then kept"


async def test_what_cannot_be_made_is_tried_again(school: School, maker: CountingMaker) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.EndSession())
    maker.fails = True
    answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_failed")
    maker.fails = False
    answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert answer.content == b"%PDF [1, 2, 3]", "a class that reached no step gets all of them"
    school.services.handouts.maker = None
    answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


async def test_the_stop_of_the_program_waits_for_none(school: School, maker: CountingMaker) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.EndSession())
    maker.gate.clear()
    asking = asyncio.create_task(school.http.get(ADDRESS, headers=as_student(cookie)))
    async with asyncio.timeout(PATIENCE_S):
        await maker.reached.wait()
        await school.services.handouts.stop()
        answer = await asking
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_failed")
    late = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert late.status_code == 404


async def test_little_is_kept(school: School, maker: CountingMaker) -> None:
    """What is kept of handouts has a bound; the last one is always kept."""
    service = school.services.handouts
    service._most_bytes = 15
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.NextStep())
    await school.execute(cmd.EndSession())
    await school.http.get(ADDRESS, headers=as_student(cookie))
    lesson_id = school.session.lesson.id
    other = await school.services.instructor.open_class(lesson_id, "AGAIN1")
    answer = await school.http.post("/api/sessions/AGAIN1/join", params={"name": "Lee"})
    newer = answer.cookies["sessionid"]
    school.http.cookies.clear()
    actor = school.services.instructor.actor
    for _ in range(2):
        await school.services.classroom.execute(other.id, cmd.NextStep(), actor)
    await school.services.classroom.execute(other.id, cmd.EndSession(), actor)
    answer = await school.http.get("/api/sessions/AGAIN1/handout", headers=as_student(newer))
    assert answer.content == b"%PDF [1, 2]"
    assert list(service._kept) == [(lesson_id, (1, 2))]


async def test_a_real_one_comes_whole_to_a_phone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(HandoutPaper, "pdf")  # it is painted in another process
    async with open_school(tmp_path) as school:
        cookie = await school.student_cookie("Kim")
        await school.execute(cmd.NextStep())
        await school.execute(cmd.EndSession())
        async with asyncio.timeout(PATIENCE_S):
            answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert answer.content.startswith(b"%PDF-1")
    assert answer.content.endswith(b"%%EOF\n")
    assert b"/Lang (ko)" in answer.content
    assert len(answer.content) == int(answer.headers["Content-Length"])


# Says that it is ready, takes the job, and then nothing more.
HANGS = (sys.executable, "-I", "-c", "import os, time; os.write(1, b'!'); time.sleep(600)")


async def asked_of_one_that_hangs(
    school: School, cookie: str, monkeypatch: pytest.MonkeyPatch
) -> tuple["asyncio.Task[httpx.Response]", "subprocess.Popen[bytes]"]:
    """Ask for a handout; return that, and the process that is at it."""
    begun: list[subprocess.Popen[bytes]] = []
    start = side_process.start

    def noted(command: Sequence[str]) -> "subprocess.Popen[bytes]":
        begun.append(start(command))
        return begun[-1]

    monkeypatch.setattr(side_process, "start", noted)
    school.services.handouts.maker = HandoutProcess(HANGS)
    asking = asyncio.create_task(school.http.get(ADDRESS, headers=as_student(cookie)))
    async with asyncio.timeout(PATIENCE_S):
        while not begun:
            await asyncio.to_thread(time.sleep, 0.01)
    return asking, begun[0]


async def test_a_process_that_is_killed_is_told_and_the_next_one_makes_it(
    school: School, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.EndSession())
    asking, process = await asked_of_one_that_hangs(school, cookie, monkeypatch)
    process.kill()
    async with asyncio.timeout(PATIENCE_S):
        answer = await asking
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_failed")
    assert "could not be made" in caplog.text
    caplog.clear()
    school.services.handouts.maker = HandoutProcess()
    async with asyncio.timeout(PATIENCE_S):
        answer = await school.http.get(ADDRESS, headers=as_student(cookie))
    assert answer.content.startswith(b"%PDF-1")


async def test_the_stop_ends_a_process_that_paints(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That of phones, and that of the instructor's own PDF."""
    service = school.services.handouts
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.EndSession())
    asking, process = await asked_of_one_that_hangs(school, cookie, monkeypatch)
    lesson = await school.services.lessons.draft(school.session.lesson.id)
    own = asyncio.create_task(service.pdf(HandoutJob(handout_of(lesson))))
    await asyncio.sleep(0)
    begun = time.monotonic()
    async with asyncio.timeout(PATIENCE_S):
        await school.program.stop()
    assert time.monotonic() - begun < PATIENCE_S / 3, "Windows gives five seconds for it all"
    assert process.returncode is not None
    asked = (await asyncio.wait({asking}, timeout=PATIENCE_S))[0]
    assert asked, "the phone is not kept waiting either"
    asking.exception()
    assert (await asyncio.wait({own}, timeout=PATIENCE_S))[0]
    assert own.cancelled()
    with pytest.raises(OSError, match="about to stop"):
        await service.pdf(HandoutJob(handout_of(lesson)))
