"""Clients that share no code with the server: OkHttp and Gson on the JVM, and Node's `ws`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.end2end.clients import StartClient
from tests.helpers.device import picture
from tests.helpers.phone import Phone
from tests.helpers.real_program import RealProgram
from tests.helpers.school import HOST

CLIENTS = Path(__file__).parent / "clients"
JARS = [f"/usr/share/java/{name}.jar" for name in ("okhttp", "okio", "gson")]
NODE = str(Path(sys.executable).with_name("node"))


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
    return [
        rest,
        f"ws://{HOST}:{program.port}/ws/sessions/{program.code}/",
        f"android-{name}",
        program.code,
        name,
    ]


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
    program: RealProgram, android_app: list[str], start_client: StartClient
) -> None:
    instructor = await program.instructor()
    await instructor.send("next_step", subtask_id=6)
    await instructor.expect("step_changed")
    app = await start_client(*android_app, *address(program, "민수"))
    assert (await app.told("joined"))["session"]["currentSubtaskDetail"]["order"] == 3
    assert (await app.heard("step_changed"))["id"] == 6
    await instructor.close()
    await program.kill()
    await app.told("lost")
    await program.start()
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
        NODE, str(CLIENTS / "student.mjs"), program.url, program.code, "영희 & 친구"
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
    assert (await instructor.expect_picture())["help_request_id"] == 1
    await student.do('{"type":"cancel_help"}')
    assert (await student.heard("cancel_help_confirmed"))["help_request_id"] == 1
    await student.do('{"type":"heartbeat","data":{"timestamp":17}}')
    assert (await student.heard("heartbeat_ack"))["timestamp"] == 17
    for command, status in (("pause", "PAUSED"), ("resume", "IN_PROGRESS")):
        await instructor.send(f"{command}_session")
        assert (await student.heard("session_status_changed"))["status"] == status
    await instructor.close()
    assert await program.stop() == 0
    assert (await student.told("closed"))["code"] == 1001


async def test_a_student_on_nodes_ws_comes_back_after_a_power_cut(
    program: RealProgram, start_client: StartClient
) -> None:
    student = await start_client(
        NODE, str(CLIENTS / "student.mjs"), program.url, program.code, "영희"
    )
    await student.told("opened")
    await student.do('{"type":"join"}')
    await student.heard("join_confirmed")
    await student.do('{"type":"step_complete","subtask_id":5}')
    await student.heard("step_complete_confirmed")
    await program.kill()
    await student.told("lost")
    await program.start()
    await student.told("opened")
    await student.do('{"type":"join"}')
    snapshot = await student.heard("join_confirmed")
    assert (snapshot["user_name"], snapshot["completed_subtasks"]) == ("영희", [5])
