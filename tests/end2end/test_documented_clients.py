"""The clients of docs/PROTOCOL.md, in three languages, each against the real program."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end2end.clients import StartClient
from tests.helpers.real_program import RealProgram

CLIENTS = Path(__file__).parents[2] / "docs" / "clients"
JAVA_LIBRARIES = "/usr/share/java"


@pytest.fixture(scope="session")
def kotlin(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    folder = tmp_path_factory.mktemp("kotlin")
    class_path = ":".join(
        f"{JAVA_LIBRARIES}/{name}.jar" for name in ("okhttp", "okio", "gson", "kotlin-stdlib")
    )
    source = str(CLIENTS / "Client.kt")
    subprocess.run(["kotlinc", "-Werror", "-cp", class_path, "-d", folder, source], check=True)
    return ["java", "-cp", f"{folder}:{class_path}", "ClientKt"]


@pytest.fixture(params=["python", "javascript", "kotlin"])
def command(request: pytest.FixtureRequest) -> list[str]:
    """The command that starts a client, up to its arguments."""
    match request.param:
        case "python":
            return [sys.executable, str(CLIENTS / "client.py")]
        case "javascript":
            return [str(Path(sys.executable).with_name("node")), str(CLIENTS / "client.mjs")]
        case _:
            compiled: list[str] = request.getfixturevalue("kotlin")
            return compiled


async def test_a_documented_client_takes_part_in_a_class(
    command: list[str], program: RealProgram, start_client: StartClient
) -> None:
    instructor = await program.instructor()
    client = await start_client(*command, program.url, program.code, "영희 & 친구")
    await client.says("joined as 영희 & 친구, WAITING")
    assert (await instructor.expect("participant_joined"))["user_name"] == "영희 & 친구"
    await instructor.send("next_step")
    await client.says("step 1 of 4: 1단계")
    await client.says("IN_PROGRESS")
    await client.do("done")
    await client.says("step_complete_confirmed 4")
    assert (await instructor.expect("progress_updated"))["subtask_id"] == 4

    await client.do("help 버튼이 안 보여요")
    await client.says("request_help_confirmed")
    asked = await instructor.expect("help_requested")
    assert asked["message"] == "버튼이 안 보여요"
    request_id = asked["help_request_id"]
    await instructor.send("resolve_help", help_request_id=request_id, status="ON_THE_WAY")
    await client.says("help: ON_THE_WAY")
    await client.do("cancel")
    await client.says("cancel_help_confirmed")
    await instructor.send("instructor_message", message="여기를 보세요")
    told = await instructor.expect("instructor_message")
    await client.says(f"{told['user_name']}: 여기를 보세요")
    await instructor.send("next_step")
    await client.says("step 2 of 4: 2단계")
    await instructor.close()

    # The power goes; what is done meanwhile is sent once the program is back.
    await program.kill()
    await client.says("connecting again")
    await client.do("done")
    await program.start()
    await client.says("joined as 영희 & 친구, IN_PROGRESS")
    await client.says("step 2 of 4: 2단계")
    await client.says("step_complete_confirmed 5")

    instructor = await program.instructor()
    await instructor.send("pause_session")
    await client.says("PAUSED")
    await instructor.send("end_session")
    await client.says("ENDED")
    await client.do("done")
    await client.says("error session_ended: The session has ended")
    await instructor.close()
    assert await program.stop() == 0
    await client.says("connecting again")
    await client.do("done")  # too late: the next class of this code is another one
    await program.start()
    await client.says("joined as 영희 & 친구, WAITING")
    instructor = await program.instructor()
    await instructor.send("next_step")
    await client.says("step 1 of 4: 1단계")
    await client.do("done")
    assert (await instructor.expect("progress_updated"))["subtask_id"] == 4
    await instructor.close()


async def test_a_documented_client_says_why_it_is_not_let_in(
    command: list[str], program: RealProgram, start_client: StartClient
) -> None:
    client = await start_client(*command, program.url, "NOSUCH", "Kim")
    await client.says("not let in: unknown_session: No session has this code")
    assert await client.ended() == 0
