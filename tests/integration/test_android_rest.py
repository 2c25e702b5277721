"""The Android app's REST addresses, over real sockets."""

import asyncio
import gzip
import json
import logging
import re
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.protocol import limits
from classroom_app.server.android.screenshot_files import KEPT_PER_PHONE
from tests.helpers.device import Device, picture, rest_url
from tests.helpers.free_ports import free_pair
from tests.helpers.phone import cookie_of
from tests.helpers.school import HOST, LESSON, School, open_school
from tests.helpers.timing import PATIENCE_S

JOIN = "/api/sessions/join/"


@pytest.fixture
async def device(open_house: School) -> AsyncIterator[Device]:
    async with Device(open_house) as device:
        yield device


def error_of(response: httpx.Response) -> tuple[int, str]:
    """Return the status and the code, after checking the form of the error."""
    error = response.json()["error"]
    assert set(error) == {"code", "message"}
    assert error["message"]
    assert response.headers["content-type"] == "application/json"
    return response.status_code, error["code"]


async def rest_port(school: School) -> int | None:
    port: int | None = (await school.http.get("/healthz")).json()["rest_port"]
    return port


# The listener ------------------------------------------------------------------------------------


async def test_listens_on_the_port_after_the_main_one(tmp_path: Path) -> None:
    port = free_pair()
    async with open_school(tmp_path / "data", guests=True, port=port) as school:
        assert await rest_port(school) == port + 1
        async with Device(school) as device:
            assert (await device.join()).status_code == 201
    with socket.socket() as probe:
        is_refused = probe.connect_ex((HOST, port + 1)) != 0
        # Linux connects a socket to itself when it happens to get that very port.
        assert is_refused or probe.getsockname() == probe.getpeername()


async def test_is_off_until_a_class_lets_guests_in(school: School) -> None:
    assert await rest_port(school) is None
    services = school.services
    lesson_id = await services.lessons.import_file(LESSON)
    await services.instructor.open_class(lesson_id, "OPEN01", guests_allowed=True)
    await school.program.android.settled()
    assert await rest_port(school) == school.program.android.port
    async with Device(school) as device:
        assert (await device.join(code="OPEN01")).status_code == 201
        assert error_of(await device.join()) == (403, "forbidden")
        assert error_of(await device.report(1)) == (404, "unknown_session")


async def test_a_class_goes_on_when_the_port_is_taken(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    port = free_pair()
    with socket.socket() as taken:
        taken.bind((HOST, port + 1))
        taken.listen()
        async with open_school(tmp_path / "data", guests=True, port=port) as school:
            assert await rest_port(school) is None
            assert str(port + 1) in (school.services.network.android_fault or "")
            assert (await (await school.connect()).join())["type"] == "join_confirmed"
    assert f"port {port + 1} isn't available" in caplog.text


# Joining -----------------------------------------------------------------------------------------


async def test_joins_and_is_told_all_about_the_session(open_house: School, device: Device) -> None:
    await open_house.execute(cmd.NextStep(3))
    response = await device.join("김학생")
    assert response.status_code == 201
    body = response.json()
    step = {
        "id": 3,
        "task": 1,
        "task_title": "알림 켜기",
        "title": "Step 3: Try it",
        "description": None,
        "order": 3,
        "order_index": 3,
        "target_app": "com.android.settings",
        "target_action": None,
        "guide_text": "See that a notification arrives",
        "voice_guide_text": "Now wait for a notification.",
        "view_id": None,
        "text": "Notifications",
        "content_description": None,
        "target_package": "com.android.settings",
        "target_class": None,
    }
    session = body.pop("session")
    joined_at = body.pop("joined_at")
    assert joined_at.endswith("Z")
    assert body == {"message": "세션에 참가했습니다", "participant_id": 1, "my_status": "WAITING"}
    assert session.pop("created_at").endswith("Z")
    assert session.pop("started_at").endswith("Z")
    assert session == {
        "id": open_house.session.id,
        "lecture": {"id": 1, "title": "알림 켜기"},
        "instructor": {"id": 1, "name": open_house.services.instructor.profile.name},
        "title": "알림 켜기",
        "session_code": "TEST001",
        "status": "IN_PROGRESS",
        "current_subtask": step,
        "currentSubtaskDetail": step,
        "subtasks": [
            {"id": 1, "title": "Step 1: Open Settings", "order_index": 1},
            {"id": 2, "title": "Step 2: Enable Notifications", "order_index": 2},
            {"id": 3, "title": "Step 3: Try it", "order_index": 3},
        ],
        "total_steps": 3,
        "my_status": "WAITING",
        "scheduled_at": None,
        "ended_at": None,
    }


async def test_before_the_first_step_there_is_none(device: Device) -> None:
    session = (await device.join()).json()["session"]
    assert session["current_subtask"] is None
    assert session["currentSubtaskDetail"] is None
    assert session["status"] == "WAITING"


async def test_the_same_device_is_the_same_participant(open_house: School, device: Device) -> None:
    first = await device.join("민수", code=" test-001 ")
    again = await device.join("다른 이름")
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json()["participant_id"] == first.json()["participant_id"]
    assert again.json()["message"] == "세션에 다시 참가했습니다"
    async with Device(open_house, "device-2") as other:
        await other.join("민수")
    names = [p.name for p in open_house.session.participants.values()]
    assert names == ["민수", "민수 (2)"]


async def test_joining_over_rest_and_over_the_socket_is_the_same(
    open_house: School, device: Device
) -> None:
    phone = await open_house.connect()
    confirmed = await phone.join(device_id=device.device_id, name="민수")
    response = await device.join("민수")
    assert response.status_code == 200
    assert response.json()["participant_id"] == confirmed["participant_id"]
    assert response.json()["my_status"] == "ACTIVE"


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"session_code": "NOSUCH", "device_id": "d", "name": "n"}, (404, "unknown_session")),
        ({"session_code": "?", "device_id": "d", "name": "n"}, (404, "unknown_session")),
        ({"device_id": "d", "name": "n"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "name": "n"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "", "name": "n"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "d" * 201, "name": "n"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": 7, "name": "n"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "d"}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "d", "name": " "}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "d", "name": "n" * 41}, (400, "invalid_field")),
        ({"session_code": "TEST001", "device_id": "d", "name": "a\nb"}, (400, "invalid_field")),
    ],
)
async def test_a_join_that_is_refused(
    device: Device, fields: dict[str, Any], expected: tuple[int, str]
) -> None:
    assert error_of(await device.http.post(JOIN, json=fields)) == expected


async def test_a_closed_door_lets_nobody_new_in(open_house: School, device: Device) -> None:
    await device.join()
    await open_house.execute(cmd.SetLocked(True))
    assert (await device.join()).status_code == 200
    async with Device(open_house, "device-2") as late:
        assert error_of(await late.join()) == (403, "locked")


async def test_a_full_class_lets_nobody_new_in(open_house: School) -> None:
    services = open_house.services
    session = await services.classroom.open_session(
        open_house.session.lesson, "SMALL1", 1, guests_allowed=True, max_participants=1
    )
    async with Device(open_house) as first, Device(open_house, "device-2") as second:
        assert (await first.join(code=session.code)).status_code == 201
        refused = await second.join(code=session.code)
        assert error_of(refused) == (503, "full")
        assert refused.headers["retry-after"] == "5"


async def test_the_end_is_the_end(open_house: School, device: Device) -> None:
    await device.join()
    await open_house.execute(cmd.EndSession())
    assert error_of(await device.join()) == (410, "session_ended")
    assert error_of(await device.report(1)) == (410, "session_ended")
    assert error_of(await device.upload(picture())) == (410, "session_ended")


async def test_a_class_that_was_not_taken_up_is_not_open(tmp_path: Path) -> None:
    async with open_school(tmp_path / "data", guests=True, code="FIRST1"):
        pass
    async with (
        open_school(tmp_path / "data", guests=True, code="OTHER1") as school,
        Device(school) as device,
    ):
        assert error_of(await device.join(code="FIRST1")) == (503, "unknown_session")


async def test_guessing_codes_is_slowed_on_both_ports(open_house: School, device: Device) -> None:
    for _ in range(limits.WRONG_TRIES):
        assert error_of(await device.join(code="WRONG1")) == (404, "unknown_session")
    slowed = await device.join()
    assert error_of(slowed) == (429, "rate_limited")
    assert 0 < int(slowed.headers["retry-after"]) <= limits.FIRST_WAIT_S
    assert (await open_house.sign_in("Browser")).status_code == 429
    async with Device(open_house, address="127.0.0.2") as elsewhere:
        assert (await elsewhere.join()).status_code == 201


async def test_a_class_of_sixty_behind_one_address_joins_at_once(open_house: School) -> None:
    devices = [Device(open_house, f"device-{n}") for n in range(60)]
    responses = await asyncio.gather(
        *(device.join(f"학생 {n}") for n, device in enumerate(devices))
    )
    assert {response.status_code for response in responses} == {201}
    for device in devices:
        await device.http.aclose()


# Completing --------------------------------------------------------------------------------------


async def test_a_completion_is_one_and_the_same_as_the_sockets(
    open_house: School, device: Device
) -> None:
    instructor = await open_house.instructor()
    await device.join("민수")
    response = await device.report(1)
    assert response.status_code == 200
    body = response.json()
    assert body["next_subtask"].pop("task_title") == "알림 켜기"
    assert body["next_subtask"]["id"] == 2
    assert body["next_subtask"]["title"] == "Step 2: Enable Notifications"
    assert {k: v for k, v in body.items() if k != "next_subtask"} == {
        "success": True,
        "message": "단계를 완료했습니다",
        "completed_subtasks": [1],
    }
    updated = await instructor.expect("progress_updated")
    assert (updated["user_name"], updated["subtask_id"]) == ("민수", 1)
    assert updated["status"] == "completed"
    assert (await device.report(1)).json()["completed_subtasks"] == [1]
    phone = await device.open_socket()
    confirmed = await phone.ask_past("step_complete", "session_status_changed", subtask_id=1)
    assert confirmed["type"] == "step_complete_confirmed"
    assert (await device.report(3)).json()["next_subtask"] is None
    heard = await instructor.hears_nothing_but("participant_joined", "progress_updated")
    assert [m["subtask_id"] for m in heard if m["type"] == "progress_updated"] == [3]


async def test_what_the_socket_completed_rest_knows(open_house: School, device: Device) -> None:
    await device.join()
    phone = await device.open_socket()
    await phone.ask_past("step_complete", "session_status_changed", subtask_id=2)
    assert (await device.report(1)).json()["completed_subtasks"] == [2, 1]


async def test_a_step_that_is_not_done_yet_is_progress(open_house: School, device: Device) -> None:
    instructor = await open_house.instructor()
    await device.join()
    body = (await device.report(2, is_completed=False, completed_at=None)).json()
    assert (body["success"], body["completed_subtasks"]) == (True, [])
    assert (await instructor.expect("progress_updated"))["status"] == "in_progress"


async def test_a_report_that_is_refused(open_house: School, device: Device) -> None:
    assert error_of(await device.report(1)) == (403, "forbidden")
    person = (await device.join()).json()["participant_id"]
    assert error_of(await device.report(99)) == (400, "unknown_subtask")
    path = f"/api/sessions/{open_house.session.id}/report-completion/"
    assert error_of(await device.post(path, subtask_id="1")) == (400, "invalid_field")
    assert error_of(await device.post(path)) == (400, "invalid_field")
    elsewhere = "/api/sessions/99/report-completion/"
    assert error_of(await device.post(elsewhere, subtask_id=1)) == (404, "unknown_session")
    await open_house.execute(cmd.RemoveParticipant(person))
    assert error_of(await device.report(1)) == (403, "forbidden")


async def test_one_phone_may_not_flood(device: Device) -> None:
    await device.join()
    answers = [await device.report(1) for _ in range(limits.MESSAGE_BURST * 4)]
    slowed = [answer for answer in answers if answer.status_code == 429]
    assert slowed
    assert error_of(slowed[0]) == (429, "rate_limited")
    assert slowed[0].headers["retry-after"] == "1"


# Pictures ----------------------------------------------------------------------------------------


async def test_a_picture_is_kept_for_instructors_alone(open_house: School, device: Device) -> None:
    participant = (await device.join("민수")).json()["participant_id"]
    response = await device.upload(picture())
    assert response.status_code == 201
    body = response.json()
    assert body.pop("created_at").endswith("Z")
    url = body.pop("image_url")
    assert body == {
        "id": 1,
        "session": open_house.session.id,
        "participant": participant,
        "device_id": device.device_id,
        "participant_name": "민수",
        "captured_at": "2026-01-01T00:00:00.123000Z",
    }
    assert url == f"{open_house.base_url}/api/screenshots/1"
    student = {"Cookie": f"sessionid={await open_house.student_cookie('Curious')}"}
    assert error_of(await open_house.http.get(url)) == (403, "forbidden")
    assert error_of(await open_house.http.get(url, headers=student)) == (403, "forbidden")
    cookie = {"Cookie": f"sessionid={await open_house.instructor_cookie()}"}
    shown = await open_house.http.get(url, headers=cookie)
    assert shown.headers["content-type"] == "image/jpeg"
    assert shown.content.startswith(b"\xff\xd8\xff")
    missing = await open_house.http.get(f"{open_house.base_url}/api/screenshots/9", headers=cookie)
    assert error_of(missing) == (404, "not_found")


async def test_only_the_newest_pictures_of_a_phone_are_kept(
    open_house: School, device: Device
) -> None:
    await device.join()
    urls = [
        (await device.upload(picture("PNG"), captured_at=None)).json()["image_url"]
        for _ in range(KEPT_PER_PHONE + 2)
    ]
    folder = open_house.services.picture_home / "screenshots"
    assert len(list(folder.rglob("*.png"))) == KEPT_PER_PHONE
    cookie = {"Cookie": f"sessionid={await open_house.instructor_cookie()}"}
    found = [(await open_house.http.get(url, headers=cookie)).status_code for url in urls]
    assert found == [404, 404] + [200] * KEPT_PER_PHONE
    next(folder.rglob("*.png")).unlink()
    found = [(await open_house.http.get(url, headers=cookie)).status_code for url in urls]
    assert found.count(200) == KEPT_PER_PHONE - 1


@pytest.mark.parametrize("image_data", ["", "no base64!", "bm8gcGljdHVyZQ==", picture("GIF"), None])
async def test_what_is_no_picture_is_refused(device: Device, image_data: str | None) -> None:
    await device.join()
    path = f"/api/sessions/{device.school.session.id}/screenshots/upload/"
    response = await device.post(path, image_data=image_data, captured_at=0)
    assert error_of(response) == (400, "invalid_field")
    assert "image_data must be" in response.json()["error"]["message"]


async def test_an_upload_that_is_refused(open_house: School, device: Device) -> None:
    assert error_of(await device.upload(picture())) == (403, "forbidden")
    await device.join()
    assert error_of(await device.upload(picture(), captured_at=-1)) == (400, "invalid_field")
    assert error_of(await device.upload(picture(), captured_at=10**30)) == (400, "invalid_field")
    assert error_of(await device.upload("A" * 2_500_000)) == (413, "invalid_field")
    assert not (open_house.services.picture_home / "screenshots").exists()


async def test_a_disk_that_takes_no_picture_is_said(open_house: School, device: Device) -> None:
    await device.join()
    (open_house.services.picture_home / "screenshots").write_text("in the way")
    refused = await device.upload(picture())
    assert error_of(refused) == (503, "storage_failed")
    assert refused.headers["retry-after"] == "5"


# Logs --------------------------------------------------------------------------------------------


async def test_logs_are_taken_and_disturb_nothing(open_house: School, device: Device) -> None:
    instructor = await open_house.instructor()
    await device.join()
    path = "/api/logs/activity/anonymous/"
    entry = {"session": 1, "subtask": None, "event_type": "CLICK", "event_data": {"a": [1]}}
    first = await device.post(path, **entry)
    assert first.status_code == 201
    assert first.json() == {"log_id": 1, "status": "accepted", "message": "ok"}
    assert (await device.post(path, session=99, event_type="?")).json()["log_id"] == 2
    assert (await device.post(path, session=None)).json()["log_id"] == 3
    assert error_of(await device.post(path, session="x")) == (400, "invalid_field")
    assert error_of(await device.post(path, filler="x" * 300_000)) == (413, "invalid_field")
    await instructor.hears_nothing_but()


# What is no request of the app's -----------------------------------------------------------------


async def test_other_addresses_and_methods(device: Device) -> None:
    assert error_of(await device.http.get("/")) == (404, "not_found")
    assert error_of(await device.http.post("/api/sessions/x/report-completion/", json={})) == (
        404,
        "not_found",
    )
    for method in ("GET", "PUT", "DELETE", "OPTIONS"):
        refused = await device.http.request(method, JOIN)
        assert error_of(refused) == (405, "method_not_allowed")
        assert refused.headers["allow"] == "POST"


async def test_no_page_in_a_browser_may_call_it(device: Device) -> None:
    fields = {"session_code": "TEST001", "device_id": "d", "name": "n"}
    for origin in ("http://evil.example", "null", rest_url(device.school)):
        refused = await device.http.post(JOIN, json=fields, headers={"Origin": origin})
        assert error_of(refused) == (403, "forbidden")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 10_000, b"1e999"])
async def test_a_body_that_is_no_json_object(device: Device, body: bytes) -> None:
    assert error_of(await device.http.post(JOIN, content=body)) == (400, "invalid_json")


async def test_a_packed_body_is_not_unpacked(device: Device) -> None:
    packed = gzip.compress(json.dumps({"session_code": "TEST001"}).encode())
    refused = await device.http.post(JOIN, content=packed, headers={"Content-Encoding": "gzip"})
    assert error_of(refused) == (415, "invalid_json")


async def test_a_body_that_never_says_how_long_it_is(device: Device) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(1_000):
            yield b" " * 1_000

    assert error_of(await device.http.post(JOIN, content=endless())) == (413, "invalid_field")


async def raw(school: School, request: bytes) -> bytes:
    """Send bytes and return all that comes back."""
    async with asyncio.timeout(PATIENCE_S):
        reader, writer = await asyncio.open_connection(HOST, school.program.android.port)
        writer.write(request)
        answer = await reader.read()
        writer.close()
        await writer.wait_closed()
    return answer


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n",
        b"POST /api/sessions/join/ HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 5_000 + b"\r\n",
    ],
)
async def test_garbage_is_answered_in_the_same_form(
    open_house: School, garbage: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        head, _, body = (await raw(open_house, garbage)).partition(b"\r\n\r\n")
    assert re.match(rb"HTTP/1\.[01] 400 ", head)
    assert b"aiohttp" not in head
    assert json.loads(body)["error"]["code"] == "invalid_json"
    assert not caplog.records


async def test_a_phone_that_goes_away_in_the_middle_is_nobodys_trouble(
    open_house: School, device: Device, caplog: pytest.LogCaptureFixture
) -> None:
    port = open_house.program.android.port
    head = b"POST /api/sessions/join/ HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
    for _ in range(5):
        _, writer = await asyncio.open_connection(HOST, port)
        writer.write(head)
        await writer.drain()
        writer.transport.abort()
    assert (await device.join()).status_code == 201
    assert not [r for r in caplog.records if r.levelno >= logging.WARNING]


async def test_a_cookie_is_neither_given_nor_asked(open_house: School, device: Device) -> None:
    assert "set-cookie" not in (await device.join()).headers
    cookie = cookie_of(await open_house.sign_in("Browser", device_id="device-9"))
    async with Device(open_house, "device-9") as same:
        joined = await same.http.post(
            JOIN,
            json={"session_code": "TEST001", "device_id": "device-9", "name": "App"},
            headers={"Cookie": f"sessionid={cookie}"},
        )
    assert joined.status_code == 200
    session: ClassSession = open_house.session
    assert [p.name for p in session.participants.values()] == ["학생", "Browser"]
