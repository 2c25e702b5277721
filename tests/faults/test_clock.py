"""A clock that jumps and a PC that sleeps, in mid-class."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from classroom_app.domain import commands as cmd
from tests.faults.books import check_books, check_snapshots, read_books
from tests.faults.honest import HonestInstructor, HonestPhone
from tests.faults.lesson import write_lesson
from tests.faults.size import IS_FULL
from tests.helpers.real_program import RealProgram
from tests.helpers.school import School, open_school
from tests.helpers.stored import rows_of

CODE = "TIME01"
STUDENTS = 8
STEPS = 6
HOUR_S = 3_600
JUMPS = {"+5h": 5 * HOUR_S, "-9h": -9 * HOUR_S, "+400d": 400 * 24 * HOUR_S, "+0": 0}
SLEEP_S = 60.0 if IS_FULL else 2.0
NINE = datetime(2026, 3, 2, 9, tzinfo=UTC)


class SetClock:
    """A clock that somebody sets; what never jumps goes on by itself."""

    def __init__(self, shown: datetime = NINE) -> None:
        self.shown, self._seconds = shown, 0.0

    def now(self) -> datetime:
        return self.shown

    def monotonic(self) -> float:
        self._seconds += 0.001
        return self._seconds


def stamps(data_dir: Path) -> list[str]:
    return [at for (at,) in rows_of(data_dir, "SELECT at FROM session_events ORDER BY id")]


async def waited_s(school: School) -> list[int]:
    """Return how long the board says that people wait for help."""
    cookie = await school.instructor_cookie()
    answer = await school.http.get(
        f"/api/sessions/{school.session.code}/board", headers={"Cookie": f"sessionid={cookie}"}
    )
    return [ticket["waited_s"] for ticket in answer.json()["help"]]


async def test_no_event_is_older_than_the_one_before_it(tmp_path: Path) -> None:
    clock = SetClock()
    async with open_school(tmp_path, clock=clock) as school:
        cookie = await school.student_cookie("Kim")
        phone = await school.connect(cookie)
        await phone.join()
        await school.execute(cmd.NextStep())
        for hours in (-3, 5, -4):
            clock.shown += timedelta(hours=hours)
            await phone.send("request_help")
            await phone.expect("request_help_confirmed")
            clock.shown -= timedelta(minutes=1)
            assert await waited_s(school) == [0]
            await phone.send("step_complete", subtask_id=1)
            await phone.expect("step_complete_confirmed")
            await phone.send("cancel_help")
            await phone.expect("cancel_help_confirmed")
        again = await school.connect(cookie)
        assert (await again.join())["completed_subtasks"] == [1]
    assert stamps(tmp_path) == sorted(stamps(tmp_path))


async def test_a_clock_set_back_while_the_program_was_down(tmp_path: Path) -> None:
    async with open_school(tmp_path, clock=SetClock()) as school:
        phone = await school.student("Kim")
        await phone.ask("request_help")
        await school.execute(cmd.NextStep())
    async with open_school(tmp_path, clock=SetClock(NINE - timedelta(hours=2))) as school:
        assert await waited_s(school) == [0]
        await school.student("Lee")
        await school.execute(cmd.NextStep())
    assert stamps(tmp_path) == sorted(stamps(tmp_path))


# The real program -------------------------------------------------------------------------------


@pytest.fixture
def faked_time(tmp_path: Path) -> dict[str, str]:
    """The environment of a program whose wall clock reads a file each time it is asked."""
    (library,) = Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME_TIMESTAMP_FILE": str(tmp_path / "time"),
        "FAKETIME_NO_CACHE": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
        "NO_FAKE_STAT": "1",
    }


def set_clock(environment: dict[str, str], jump: str) -> None:
    """Set the wall clock, and see that who is asked for the time really says so."""
    Path(environment["FAKETIME_TIMESTAMP_FILE"]).write_text(jump, encoding="utf-8")
    shown = subprocess.run(
        ["date", "+%s"], env={**os.environ, **environment}, check=True, capture_output=True
    )
    assert abs(int(shown.stdout) - datetime.now(UTC).timestamp() - JUMPS[jump]) < 60


class ClassOfPhones:
    """Phones that all stay connected while something happens to the program's time."""

    def __init__(self, program: RealProgram) -> None:
        self.program = program
        self.phones = [HonestPhone(f"S{n}", program.url, CODE) for n in range(STUDENTS)]
        self.instructor = HonestInstructor(program.instructor_key, program.url, CODE)
        self._steps: Iterator[int] = iter(range(1, STEPS + 1))

    async def come_in(self, stack: AsyncExitStack) -> None:
        for caller in (*self.phones, self.instructor):
            await stack.enter_async_context(caller.connected())
        for phone in self.phones:
            await phone.join()

    async def go_on(self) -> None:
        """Do a step, all of them, as if nothing had happened."""
        step = next(self._steps)
        await self.instructor.go_to(step)
        for phone in self.phones:
            assert (await phone.beat())["type"] == "heartbeat_ack"
            assert (await phone.complete(step))["type"] == "step_complete_confirmed"
            await phone.call_for_help(step)

    async def check(self) -> None:
        books = read_books(self.program.database, CODE)
        check_books(books, self.phones, self.instructor)
        for phone in self.phones:
            await phone.join()
        check_snapshots(books, self.phones)
        assert {caller.connections for caller in (*self.phones, self.instructor)} == {1}
        async with httpx.AsyncClient(base_url=self.program.url, trust_env=False) as http:
            assert (await http.get("/healthz")).json()["sessions"][0]["online"] == STUDENTS


async def test_nobody_is_sent_away_when_the_clock_is_set(
    tmp_path: Path, faked_time: dict[str, str], programs: list[RealProgram]
) -> None:
    set_clock(faked_time, "+0")
    lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    program = RealProgram(tmp_path / "data", CODE, lesson=lesson, environment=faked_time)
    programs.append(program)
    await program.start()
    class_of_phones = ClassOfPhones(program)
    begun_at = datetime.now(UTC)
    async with AsyncExitStack() as stack:
        await class_of_phones.come_in(stack)
        for jump in JUMPS:
            set_clock(faked_time, jump)
            await class_of_phones.go_on()
        await class_of_phones.check()
    assert await program.stop() == 0
    assert program.said == ""
    written = [datetime.fromisoformat(at).replace(tzinfo=UTC) for at in stamps(program.data_dir)]
    assert max(written) - begun_at < timedelta(minutes=5)


async def test_a_pc_that_slept_finds_its_class_again(
    tmp_path: Path, programs: list[RealProgram]
) -> None:
    lesson = write_lesson(tmp_path / "lesson.json", STEPS)
    program = RealProgram(tmp_path / "data", CODE, lesson=lesson)
    programs.append(program)
    await program.start()
    class_of_phones = ClassOfPhones(program)
    async with AsyncExitStack() as stack:
        await class_of_phones.come_in(stack)
        await class_of_phones.go_on()
        if sys.platform != "win32":
            os.kill(program.pid, signal.SIGSTOP)
            await asyncio.sleep(SLEEP_S)
            os.kill(program.pid, signal.SIGCONT)
        await class_of_phones.go_on()
        await class_of_phones.check()
    assert await program.stop() == 0
    assert program.said == ""
