"""The guide's own messages, example by example, and its scenarios, over a real socket."""

import asyncio
import json
import time
from typing import Any

import websockets

from tests.helpers.phone import Phone
from tests.helpers.school import School

FIRST, SECOND = 1, 2


def has(message: dict[str, Any], expected: dict[str, Any]) -> None:
    """Check that a message has these flat fields, and the same in `data`."""
    for name, value in expected.items():
        assert message[name] == value, (name, message)
        if name != "type":
            assert message["data"][name] == value, (name, message)


async def test_join(school: School) -> None:
    phone = await school.connect(await school.student_cookie("Test Student"))
    has(
        await phone.ask("join"),
        {
            "type": "join_confirmed",
            "session_code": "TEST001",
            "user_id": 2,
            "message": "세션에 참가했습니다",
        },
    )


async def test_heartbeat(school: School) -> None:
    phone = await school.student("Test Student")
    has(
        await phone.ask("heartbeat", timestamp=1234567890),
        {"type": "heartbeat_ack", "timestamp": 1234567890},
    )


async def test_step_complete(school: School) -> None:
    instructor = await school.instructor()
    phone = await school.student("Test Student")
    has(
        await phone.ask("step_complete", subtask_id=FIRST),
        {
            "type": "step_complete_confirmed",
            "subtask_id": FIRST,
            "message": "단계를 완료했습니다",
        },
    )
    has(
        await instructor.expect("progress_updated"),
        {
            "type": "progress_updated",
            "user_id": 2,
            "user_name": "Test Student",
            "subtask_id": FIRST,
            "status": "completed",
        },
    )


async def test_request_help(school: School) -> None:
    instructor = await school.instructor()
    phone = await school.student("Test Student")
    await phone.send("request_help", subtask_id=FIRST, message="이 단계를 이해하지 못했습니다")
    has(
        await instructor.expect("help_requested"),
        {
            "type": "help_requested",
            "user_id": 2,
            "user_name": "Test Student",
            "subtask_id": FIRST,
            "message": "이 단계를 이해하지 못했습니다",
        },
    )


async def test_next_step(school: School) -> None:
    instructor = await school.instructor()
    phone = await school.student("Test Student")
    await instructor.send("next_step", subtask_id=SECOND, message="다음 단계입니다")
    for receiver in (phone, instructor):
        changed = await receiver.expect("step_changed")
        assert changed["subtask"] == {
            "id": SECOND,
            "title": "Step 2: Enable Notifications",
            "order_index": 2,
            "target_action": "CLICK",
            "guide_text": "Please enable notifications",
            "voice_guide_text": None,
        }
        assert changed["data"] == {**changed["subtask"], "order": 2, "order_index": 1}


async def test_pause_resume_end(school: School) -> None:
    instructor = await school.instructor()
    phone = await school.student("Test Student")
    await instructor.send("next_step")
    for command, status, text in (
        (None, "IN_PROGRESS", "세션이 시작되었습니다"),
        ("pause_session", "PAUSED", "세션이 일시정지되었습니다"),
        ("resume_session", "IN_PROGRESS", "세션이 재개되었습니다"),
        ("end_session", "ENDED", "세션이 종료되었습니다"),
    ):
        if command is not None:
            await instructor.send(command)
        for receiver in (phone, instructor):
            has(
                await receiver.expect("session_status_changed"),
                {"type": "session_status_changed", "status": status, "message": text},
            )


async def test_participant_joined_and_left(school: School) -> None:
    watcher = await school.student("Watcher")
    student = await school.student("New Student")
    has(
        await watcher.expect("participant_joined"),
        {
            "type": "participant_joined",
            "user_id": 3,
            "user_name": "New Student",
            "role": "STUDENT",
        },
    )
    await student.close()
    has(
        await watcher.expect("participant_left"),
        {"type": "participant_left", "user_id": 3, "user_name": "New Student"},
    )


async def test_scenario_1_a_student_takes_part(open_house: School) -> None:
    phone = await open_house.connect()
    assert (await phone.ask("join"))["type"] == "join_confirmed"
    now_ms = int(time.time() * 1000)
    assert (await phone.ask("heartbeat", timestamp=now_ms))["timestamp"] == now_ms
    assert (await phone.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"


async def test_scenario_2_an_instructor_leads(school: School) -> None:
    instructor = await school.instructor()
    await instructor.send("next_step", subtask_id=2, message="다음 단계로 이동합니다")
    assert (await instructor.expect("step_changed"))["subtask"]["id"] == 2
    await instructor.expect("session_status_changed")
    await instructor.send("pause_session")
    assert (await instructor.expect("session_status_changed"))["status"] == "PAUSED"
    await instructor.send("resume_session")
    assert (await instructor.expect("session_status_changed"))["status"] == "IN_PROGRESS"


async def test_scenario_3_the_python_script(open_house: School) -> None:
    """The guide's script as it stands, but for the address and what it prints."""
    uri = open_house.socket_url.replace("127.0.0.1", "localhost")
    async with websockets.connect(uri, proxy=None) as websocket:
        await websocket.send(json.dumps({"type": "join", "data": {}}))
        assert json.loads(await websocket.recv())["type"] == "join_confirmed"

        await websocket.send(
            json.dumps({"type": "heartbeat", "data": {"timestamp": int(time.time())}})
        )
        assert json.loads(await websocket.recv())["type"] == "heartbeat_ack"

        await websocket.send(json.dumps({"type": "step_complete", "data": {"subtask_id": 1}}))
        assert json.loads(await websocket.recv())["type"] == "step_complete_confirmed"


async def test_flat_fields_and_aliases_of_older_apps(school: School) -> None:
    phone = await school.student("Older app")
    await phone.socket.send('{"type":"step_complete","subtask_id":1,"unknown":[1]}')
    assert (await phone.receive())["type"] == "step_complete_confirmed"
    assert (await phone.ask("help_request", message="?"))["type"] == "request_help_confirmed"


async def test_everybody_sees_broadcasts_in_the_same_order(school: School) -> None:
    phones: list[Phone] = [await school.student(f"S{n}", presence=False) for n in range(5)]
    instructor = await school.instructor()
    for subtask_id in (1, 2, 3, 1, 2, 3):
        await instructor.send("next_step", subtask_id=subtask_id)

    async def steps(phone: Phone) -> list[int]:
        return [(await phone.expect("step_changed"))["subtask"]["id"] for _ in range(6)]

    seen = await asyncio.gather(*(steps(phone) for phone in (*phones, instructor)))
    assert seen == [[1, 2, 3, 1, 2, 3]] * 6
