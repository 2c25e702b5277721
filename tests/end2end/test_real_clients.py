"""Clients that share no code with the server: OkHttp and Gson on the JVM, and Node's `ws`."""

import asyncio
import json
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from classroom_app.protocol.lesson_file import FORMAT
from tests.end2end.clients import Client
from tests.helpers.device import picture
from tests.helpers.free_ports import free_pair
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.school import HOST, LESSON
from tests.helpers.timing import PATIENCE_S

CODE = "REAL01"
CLIENTS = Path(__file__).parent / "clients"
JARS = [f"/usr/share/java/{name}.jar" for name in ("okhttp", "okio", "gson")]
NODE = str(Path(sys.executable).with_name("node"))

StartClient = Callable[..., Awaitable[Client]]


class RealProgram:
    """The program as its own process, on one port, and whoever leads the class."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.port = data_dir, free_pair()
        self.process: Process | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    async def start(self, lesson: Path, code: str = CODE) -> None:
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "classroom_app", "--headless", "--guests", "--host", HOST),
            *("--port", str(self.port), "--data-dir", str(self.data_dir)),
            *("--lesson", str(lesson), "--code", code),
            stdout=PIPE,
        )
        assert self.process.stdout is not None
        async with asyncio.timeout(PATIENCE_S * 2):
            line = (await self.process.stdout.readline()).decode()
        assert line == f"Listening on {self.url}  session {code}\n"

    async def end(self, *, kill: bool = False) -> int:
        assert self.process is not None
        process, self.process = self.process, None
        if kill:
            process.kill()
        else:
            process.terminate()
        async with asyncio.timeout(PATIENCE_S):
            await process.communicate()
        assert process.returncode is not None
        return process.returncode

    async def instructor(self) -> Phone:
        key = (self.data_dir / "instructor.key").read_text("ascii").strip()
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:
            response = await http.post(
                "/api/instructor/login", headers={"Authorization": f"Bearer {key}"}
            )
        url = f"ws://{HOST}:{self.port}/ws/sessions/{CODE}/"
        phone = await Phone.open(url, cookie_of(response))
        await phone.hears_nothing_but()
        return phone


@pytest.fixture
def long_lesson(tmp_path: Path) -> Path:
    """A lesson of four steps."""
    path = tmp_path / "long.json"
    steps = [{"title": f"{n}단계", "guide_text": "🙂 눌러 주세요"} for n in range(1, 5)]
    path.write_text(json.dumps({"format": FORMAT, "title": "긴 수업", "subtasks": steps}), "utf-8")
    return path


@pytest.fixture
async def program(tmp_path: Path, long_lesson: Path) -> AsyncIterator[RealProgram]:
    """A class on the second lesson of its database, so that no step's number is its id."""
    program = RealProgram(tmp_path / "data")
    await program.start(LESSON, "FIRST1")
    assert await program.end() == 0
    await program.start(long_lesson)
    yield program
    if program.process is not None:
        assert await program.end() == 0


@pytest.fixture
async def start_client() -> AsyncIterator[StartClient]:
    """Starts clients, and sees to it that all of them end, and end well."""
    clients: list[Client] = []

    async def start(*command: str) -> Client:
        clients.append(await Client.start(*command))
        return clients[-1]

    yield start
    assert [await client.stop() for client in clients] == [0] * len(clients)


@pytest.fixture(scope="session")
def android_app(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The command that starts the compiled app, up to its arguments."""
    folder = tmp_path_factory.mktemp("java")
    class_path = ":".join(JARS)
    source = str(CLIENTS / "AndroidApp.java")
    subprocess.run(
        ["javac", "-Xlint:all", "-d", str(folder), "-cp", class_path, source], check=True
    )
    return ["java", "-cp", f"{folder}:{class_path}", "AndroidApp"]


def address(program: RealProgram, name: str) -> list[str]:
    """Return the app's two compiled-in addresses and who uses it."""
    rest = f"http://{HOST}:{program.port + 1}/api/"
    return [rest, f"ws://{HOST}:{program.port}/ws/sessions/{CODE}/", f"android-{name}", CODE, name]


async def progress(instructor: Phone) -> tuple[str, int, str]:
    updated = await instructor.expect("progress_updated")
    return updated["user_name"], updated["subtask_id"], updated["status"]


async def test_the_android_app_takes_part_in_a_class(
    program: RealProgram, android_app: list[str], start_client: StartClient
) -> None:
    instructor = await program.instructor()
    app = await start_client(*android_app, *address(program, "민수"))
    joined = await app.told("joined")
    assert joined["session"]["total_steps"] == 4
    assert [step["id"] for step in joined["session"]["subtasks"]] == [4, 5, 6, 7]
    assert (await app.told("opened"))["status"] == 101
    assert (await app.heard("session_status_changed"))["status"] == "WAITING"
    assert (await instructor.expect("participant_joined"))["user_name"] == "민수"

    await instructor.send("next_step")
    step: dict[str, Any] = await app.heard("step_changed")
    assert (step["id"], step["order"], step["title"]) == (4, 1, "1단계")
    assert (await app.heard("session_status_changed"))["status"] == "IN_PROGRESS"
    await app.do("done")
    assert (await app.heard("step_complete_confirmed"))["subtask_id"] == 4
    assert await progress(instructor) == ("민수", 4, "completed")

    await app.do("report 4")
    reported = await app.told("reported")
    assert (reported["success"], reported["completed_subtasks"]) == (True, [4])
    assert reported["next_subtask"]["id"] == 5
    await app.do("report 5")
    assert (await app.told("reported"))["completed_subtasks"] == [4, 5]
    assert await progress(instructor) == ("민수", 5, "completed")

    await app.do("help 6")
    await app.heard("request_help_confirmed")
    assert (await instructor.expect("help_requested"))["subtask_id"] == 6
    await app.do("heartbeat")
    await app.heard("heartbeat_ack")
    await app.do("log CLICK")
    assert (await app.told("logged"))["status"] == "accepted"
    await app.do(f"upload {picture()}")
    assert (await app.told("uploaded"))["participant_name"] == "민수"
    await app.do("upload nonsense")
    assert (await app.told("failed"))["status"] == 400

    for command, status in (("pause", "PAUSED"), ("resume", "IN_PROGRESS"), ("end", "ENDED")):
        await instructor.send(f"{command}_session")
        assert (await app.heard("session_status_changed"))["status"] == status
    await app.do("report 7")
    assert (await app.told("failed"))["status"] == 410
    await instructor.close()


async def test_the_android_app_comes_back_after_a_power_cut(
    program: RealProgram, android_app: list[str], start_client: StartClient, long_lesson: Path
) -> None:
    instructor = await program.instructor()
    await instructor.send("next_step", subtask_id=6)
    await instructor.expect("step_changed")
    app = await start_client(*android_app, *address(program, "민수"))
    assert (await app.told("joined"))["session"]["currentSubtaskDetail"]["order"] == 3
    assert (await app.heard("step_changed"))["id"] == 6
    await instructor.close()
    await program.end(kill=True)
    await app.told("lost")
    await program.start(long_lesson)
    assert (await app.heard("session_status_changed"))["status"] == "IN_PROGRESS"
    assert (await app.heard("step_changed"))["id"] == 6
    instructor = await program.instructor()
    await app.do("done")
    assert (await app.heard("step_complete_confirmed"))["subtask_id"] == 6
    assert await progress(instructor) == ("민수", 6, "completed")
    await instructor.close()


async def test_the_android_app_is_told_why_it_may_not_join(
    program: RealProgram, android_app: list[str], start_client: StartClient
) -> None:
    *addresses, _code, name = address(program, "민수")
    app = await start_client(*android_app, *addresses, "NOSUCH", name)
    failed = await app.told("failed")
    assert failed["status"] == 404
    assert json.loads(failed["body"])["error"]["code"] == "unknown_session"


async def test_a_student_on_nodes_ws(program: RealProgram, start_client: StartClient) -> None:
    instructor = await program.instructor()
    student = await start_client(
        NODE, str(CLIENTS / "student.mjs"), program.url, CODE, "영희 & 친구"
    )
    joined = await student.told("joined")
    assert (joined["httpStatus"], joined["user_name"]) == (201, "영희 & 친구")
    assert (await student.told("opened"))["extensions"] == ""
    await student.do('{"type":"join","data":{}}')
    confirmed = await student.told("message", "join_confirmed")
    assert confirmed["isBinary"] is False
    assert confirmed["data"]["user_name"] == "영희 & 친구"
    assert (await instructor.expect("participant_joined"))["user_name"] == "영희 & 친구"
    await instructor.send("next_step")
    assert (await student.heard("step_changed"))["id"] == 4
    fragments = json.dumps({"type": "step_complete", "subtask_id": 4, "note": "🙂" * 200})
    await student.do(json.dumps({"split": fragments}))
    assert (await student.heard("step_complete_confirmed"))["subtask_id"] == 4
    assert await progress(instructor) == ("영희 & 친구", 4, "completed")
    await student.do('{"binary":"{}"}')
    assert (await student.heard("error"))["code"] == "invalid_json"
    big = {"type": "request_help", "data": {"message": "큰 그림", "screenshot": picture("PNG")}}
    await student.do(json.dumps(big))
    assert (await student.heard("request_help_confirmed"))["position"] == 1
    assert (await instructor.expect("help_requested"))["has_screenshot"] is True
    await instructor.close()
    assert await program.end() == 0
    assert (await student.told("closed"))["code"] == 1001
