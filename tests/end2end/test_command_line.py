"""PROTOCOL.md §9: the command line, with the real program."""

import asyncio
import json
import os
import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from classroom_app import __version__
from classroom_app.protocol.lesson_file import FORMAT
from tests.helpers.child import Child
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.real_program import RealProgram, ask_to_stop
from tests.helpers.school import HOST, LESSON
from tests.helpers.stored import one_of, rows_of
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S

# As installed; under Wine nothing is, and it is started as the script would start it.
PROGRAM = [str(Path(sys.executable).with_name("classroom-app"))]
STOPS = ["SIGTERM", "SIGINT", "SIGHUP"]
if sys.platform == "win32":
    PROGRAM = [sys.executable, "-m", "classroom_app"]
    STOPS = ["asked"]
HERE = ("--host", HOST, "--port", "0")


async def begin(*arguments: str) -> Child:
    return await Child.start(*PROGRAM, *arguments, environment=SCREEN)


@asynccontextmanager
async def running(*arguments: str) -> AsyncIterator[tuple[str, Child]]:
    """Start the program and give its line; afterwards it must stop in order and say no more."""
    program = await begin(*arguments)
    line = await program.line()
    try:
        yield line, program
    finally:
        await program.ask_to_end()
        ended = await program.finish()
    assert ended == (0, "", "")


async def stop_by(how: str, program: Child) -> None:
    """Send a signal, or ask as the system does."""
    if how == "asked":
        await program.ask_to_end()
    else:
        program.process.send_signal(signal.Signals[how])


async def fails(*arguments: str) -> str:
    """Start the program and return the one line with which it refuses to."""
    status, out, errors = await (await begin("--headless", *arguments)).finish()
    assert (status, out, errors.count("\n")) == (2, "", 1), errors
    return errors


def opened(line: str) -> tuple[str, str]:
    """Return the address and the code in the program's line, to the letter."""
    match = re.fullmatch(r"Listening on (http://127\.0\.0\.1:\d+)  session ([A-Z0-9]+)", line)
    assert match is not None, line
    return match[1], match[2]


# What it says -------------------------------------------------------------------------------------


def test_the_version_is_said_without_anything_else() -> None:
    said = subprocess.run(
        [*PROGRAM, "--version"], capture_output=True, text=True, check=True, timeout=PATIENCE_S
    )
    assert (said.stdout, said.stderr) == (f"classroom-app {__version__}\n", "")


@pytest.mark.parametrize("stop", STOPS)
async def test_it_serves_without_a_lesson(tmp_path: Path, stop: str) -> None:
    async with running("--headless", *HERE, "--data-dir", str(tmp_path)) as (line, program):
        match = re.fullmatch(r"Listening on (http://127\.0\.0\.1:\d+)", line)
        assert match is not None, line
        async with httpx.AsyncClient(base_url=match[1], trust_env=False) as http:
            assert (await http.get("/healthz")).json()["sessions"] == []
        await stop_by(stop, program)


@pytest.mark.parametrize("stop", STOPS[:2])
async def test_it_is_stopped_before_it_serves(tmp_path: Path, stop: str) -> None:
    folder = tmp_path / "data"
    program = await begin("--headless", *HERE, "--data-dir", str(folder))
    async with asyncio.timeout(PATIENCE_S * 2):
        while not folder.exists():
            assert program.process.returncode is None, program.errors
            await asyncio.sleep(0)
    await stop_by(stop, program)
    ended = await program.finish()
    assert (ended.status, ended.errors) == (0, "")


# Python only prints what is raised in a finalizer.
LOST_CTRL_C = """
import signal, sys
from classroom_app import cli

class Finalized:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

config_of = cli.config_of

def config_after_ctrl_c(arguments):
    Finalized()
    return config_of(arguments)

cli.config_of = config_after_ctrl_c
raise SystemExit(cli.main(sys.argv[1:]))
"""


async def test_a_ctrl_c_that_python_loses_in_the_start_ends_the_program(tmp_path: Path) -> None:
    arguments = ("--headless", *HERE, "--data-dir", str(tmp_path / "data"))
    program = await Child.start(sys.executable, "-c", LOST_CTRL_C, *arguments, environment=SCREEN)
    ended = await program.finish()
    assert ended.status == 0
    assert "KeyboardInterrupt" in ended.errors, "it was lost"


async def test_the_window_opens_on_the_class(tmp_path: Path) -> None:
    """The same program with a window: nothing is asked, the class can be joined at once."""
    arguments = ("--data-dir", str(tmp_path), "--lesson", str(LESSON), "--code", "win-1")
    async with running(*HERE, *arguments, "--language", "ko") as (line, _):
        url, code = opened(line)
        assert code == "WIN1"
        async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
            assert (await http.post("/api/sessions/WIN1/join?name=Kim")).status_code == 201


async def test_a_port_of_ones_own(tmp_path: Path) -> None:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    arguments = ("--host", HOST, "--port", str(port), "--data-dir", str(tmp_path))
    async with running("--headless", *arguments) as (line, _):
        assert line == f"Listening on http://{HOST}:{port}"


# --lesson, --code, --guests -----------------------------------------------------------------------


async def test_the_same_lesson_is_imported_once(tmp_path: Path) -> None:
    data_dir, copy = tmp_path / "data", tmp_path / "another name.json"
    copy.write_bytes(LESSON.read_bytes())
    for lesson in (LESSON, copy):
        arguments = (*HERE, "--data-dir", str(data_dir), "--lesson", str(lesson))
        async with running("--headless", *arguments) as (line, _):
            url, code = opened(line)
            assert re.fullmatch(r"\d{6}", code)  # made up, as none was given
            async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
                answer = await http.get(f"/api/sessions/{code}")
            assert answer.json()["title"] == "알림 켜기"
    assert one_of(data_dir, "SELECT count(*) FROM lessons") == 1
    assert rows_of(data_dir, "SELECT id FROM subtasks") == [(1,), (2,), (3,)]
    assert one_of(data_dir, "SELECT count(*) FROM lecture_sessions") == 2


async def test_a_session_is_taken_up_where_it_stopped_until_it_has_ended(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "CODE01")
    query = "SELECT id, status, current_subtask_id FROM lecture_sessions ORDER BY id"
    await program.start()
    instructor = await program.instructor()
    await instructor.send("next_step", subtask_id=2)
    await instructor.expect("session_status_changed")
    await instructor.send("pause_session")
    await instructor.expect("session_status_changed")
    assert await program.stop() == 0
    assert await instructor.close_code() == 1001
    for number in (1, 2):  # after an orderly stop, and after a power cut
        await program.start()
        assert rows_of(program.data_dir, query) == [(1, "PAUSED", 2)]
        if number == 1:
            await program.kill()
    instructor = await program.instructor()
    await instructor.send("end_session")
    await instructor.expect("session_status_changed")
    assert await program.stop() == 0
    await program.start()  # the code is free for a new one
    expected = [(1, "ENDED", 2), (2, "WAITING", None)]
    assert rows_of(program.data_dir, query) == expected
    assert await program.stop() == 0


async def test_guests_are_let_in_when_asked_for(tmp_path: Path) -> None:
    for guests in ((), ("--guests",)):
        arguments = ("--data-dir", str(tmp_path / f"{len(guests)}"), "--lesson", str(LESSON))
        async with running("--headless", *HERE, *arguments, *guests) as (line, _):
            url, _ = opened(line)
            async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
                health = (await http.get("/healthz")).json()
            assert (health["rest_port"] is not None) is bool(guests)


async def test_another_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'classroom.db'}"
    arguments = ("--data-dir", str(tmp_path / "data"), "--database", url, "--lesson", str(LESSON))
    async with running("--headless", *HERE, *arguments) as (line, _):
        assert one_of(tmp_path, "SELECT session_code FROM lecture_sessions") == opened(line)[1]
    assert not (tmp_path / "data" / "classroom.db").exists()


# What it cannot start with ------------------------------------------------------------------------


@pytest.fixture
def bad_lesson(tmp_path: Path) -> Path:
    path = tmp_path / "bad.json"
    steps: list[Any] = [{"title": "x"}, {"title": "", "target_action": "TAP"}, 3]
    document = {"format": FORMAT, "title": "y" * 256, "subtasks": steps}
    path.write_text(json.dumps(document), "utf-8")
    return path


async def test_a_taken_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        line = await fails("--host", HOST, "--port", port, "--data-dir", str(tmp_path))
    assert f"port {port}" in line
    assert "--port" in line


async def test_a_bad_lesson_names_every_fault_and_imports_nothing(
    tmp_path: Path, bad_lesson: Path
) -> None:
    data_dir = tmp_path / "data"
    line = await fails(*HERE, "--data-dir", str(data_dir), "--lesson", str(bad_lesson))
    places = ("title", "subtasks[2].title", "subtasks[2].target_action", "subtasks[3]")
    assert all(f"{bad_lesson}: {place} must be" in line for place in places), line
    assert not (data_dir / "classroom.db").exists()


async def test_an_unknown_roster_is_named(tmp_path: Path) -> None:
    arguments = ("--data-dir", str(tmp_path / "data"), "--lesson", str(LESSON))
    line = await fails(*HERE, *arguments, "--roster", "봄 학기")
    assert "'봄 학기'" in line
    assert "People" in line


async def test_every_fault_is_named_at_once(tmp_path: Path, bad_lesson: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("no folder")
    with socket.socket() as taken:
        taken.bind((HOST, 0))
        taken.listen()
        line = await fails(
            *("--host", HOST, "--port", str(taken.getsockname()[1])),
            *("--data-dir", str(in_the_way / "data"), "--database", "nonsense"),
            *("--lesson", str(bad_lesson), "--code", "JOIN"),
        )
    for named in ("--port", "--data-dir", "--database", str(bad_lesson), "'JOIN'"):
        assert named in line, line


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (("--data-dir", "{tmp}/file/data"), "{tmp}/file"),
        (("--lesson", "{tmp}/none.json"), "{tmp}/none.json"),
        (("--lesson", "{tmp}"), "{tmp}"),
        (("--lesson", os.devnull), "it is no file"),
        (("--lesson", "{lesson}", "--code", "1234567890ABC"), "'1234567890ABC'"),
        (("--database", "sqlite://"), "--database"),
        (("--database", "sqlite:///{tmp}/none/x.db"), "{tmp}/none"),
        (("--database", "sqlite:///{tmp}/file"), "{tmp}/file"),
        (("--database", "oracle+none://u@h/db"), "driver"),
        (("--database", "postgresql://u:hidden@h/db"), "password"),
        (("--database", "postgresql://u:hidden@h:port/db"), "--database"),
        (("--host", "no.such.host.invalid"), "--host"),
    ],
)
async def test_one_line_says_what_is_wrong(
    tmp_path: Path, arguments: tuple[str, ...], named: str
) -> None:
    (tmp_path / "file").write_text("neither folder nor database")
    given = [argument.format(tmp=tmp_path, lesson=LESSON) for argument in arguments]
    line = await fails(*HERE, "--data-dir", str(tmp_path / "data"), *given)
    assert line.startswith("classroom-app: ")
    assert named.format(tmp=tmp_path).replace("/", os.sep) in line.replace("/", os.sep)
    assert "hidden" not in line


async def test_a_newer_database_together_with_a_bad_code(tmp_path: Path) -> None:
    arguments = ("--data-dir", str(tmp_path), "--lesson", str(LESSON))
    async with running("--headless", *HERE, *arguments):
        pass
    with closing(sqlite3.connect(tmp_path / "classroom.db")) as file:
        file.execute("UPDATE alembic_version SET version_num = '9999'")
        file.commit()
    line = await fails(*HERE, *arguments, "--code", "?!")
    assert "9999" in line
    assert "newer version" in line
    assert "'?!'" in line


# The clean stop -----------------------------------------------------------------------------------

STUDENTS = 20


async def storm(phone: Phone, confirmed: set[int], is_blowing: asyncio.Event) -> int | None:
    """Send without end until the line is cut; return the code of the close."""
    try:
        while True:
            for subtask_id in (1, 2, 3):
                await phone.send("step_complete", subtask_id=subtask_id)
                await phone.send("request_help", message="?")
                await phone.send("cancel_help")
                confirmed.add((await phone.expect("step_complete_confirmed"))["subtask_id"])
                is_blowing.set()
    except ConnectionClosed:
        return phone.socket.close_code


async def test_a_clean_stop_in_a_storm(tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "STORM1")
    await program.start()
    phones = []
    async with httpx.AsyncClient(base_url=program.url, trust_env=False) as http:
        for number in range(STUDENTS):
            answer = await http.post(f"/api/sessions/STORM1/join?name=S{number}")
            http.cookies.clear()
            url = program.url.replace("http", "ws")
            phone = await Phone.open(f"{url}/ws/sessions/STORM1/", cookie_of(answer))
            await phone.join(presence=False)
            phones.append(phone)
    instructor = await program.instructor()
    confirmed: list[set[int]] = [set() for _ in phones]
    blowing = [asyncio.Event() for _ in phones]
    storms = [
        asyncio.create_task(storm(*each)) for each in zip(phones, confirmed, blowing, strict=True)
    ]
    for event in blowing:
        await event.wait()
    assert program.process is not None
    process = program.process
    await ask_to_stop(process)
    async with asyncio.timeout(PATIENCE_S):
        assert set(await asyncio.gather(*storms)) == {1001}
        assert await instructor.close_code() == 1001
        assert await process.wait() == 0
    assert program.said == ""
    query = (
        "SELECT subtask_id FROM subtask_completions WHERE participant_id = ? ORDER BY subtask_id"
    )
    for participant_id, steps in enumerate(confirmed, start=1):
        stored = [step for (step,) in rows_of(program.data_dir, query, participant_id)]
        assert steps <= set(stored)
    states = rows_of(program.data_dir, "SELECT DISTINCT status FROM session_participants")
    assert states == [("DISCONNECTED",)]
    assert not list(program.data_dir.glob("classroom.db-wal"))
