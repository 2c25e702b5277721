"""PROTOCOL.md §4: what students send, row by row, over real sockets."""

import asyncio
import base64
import json
from typing import Any

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.server import help_pictures, repeat_limit
from tests.helpers.heavy_pictures import many_scans
from tests.helpers.phone import Message, Phone
from tests.helpers.sample import error_of, flat, picture, picture_bytes
from tests.helpers.school import School, open_school
from tests.helpers.stored import one_of, rows_of
from tests.helpers.timing import PATIENCE_S

VAST = "1" + "0" * 6_000


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow this computer is, a picture that nothing keeps waiting comes with its words."""
    monkeypatch.setattr(help_pictures, "SOON_S", PATIENCE_S)


async def lead_to(school: School, status: str) -> None:
    """Bring the class into a status."""
    ways: dict[str, list[cmd.InstructorCommand]] = {
        "WAITING": [],
        "IN_PROGRESS": [cmd.NextStep()],
        "PAUSED": [cmd.NextStep(), cmd.PauseSession()],
        "ENDED": [cmd.EndSession()],
    }
    for command in ways[status]:
        await school.execute(command)


async def quiet_student(school: School, name: str = "Kim") -> Phone:
    return await school.student(name, presence=False)


async def say_raw(phone: Phone, text: str) -> Message:
    await phone.socket.send(text)
    return await phone.receive()


# Each message in each status ----------------------------------------------------------------------

MESSAGES: list[tuple[str, dict[str, Any], str | None]] = [
    ("join", {}, "join_confirmed"),
    ("heartbeat", {"timestamp": 1}, "heartbeat_ack"),
    ("step_complete", {"subtask_id": 2}, "step_complete_confirmed"),
    ("request_help", {}, "request_help_confirmed"),
    ("help_request", {"subtask_id": 1, "message": "?"}, "request_help_confirmed"),
    ("cancel_help", {}, "cancel_help_confirmed"),
    ("progress_update", {"subtask_id": 1}, None),
]


@pytest.mark.parametrize("status", ["WAITING", "IN_PROGRESS", "PAUSED"])
async def test_every_message_is_taken_until_the_end(school: School, status: str) -> None:
    await lead_to(school, status)
    phone = await quiet_student(school)
    for kind, data, reply in MESSAGES:
        if reply is None:
            await phone.send(kind, **data)
            await phone.hears_nothing_but()
        else:
            assert (await phone.ask(kind, **data))["type"] == reply


async def test_after_the_end_only_a_heartbeat_is_answered(school: School) -> None:
    phone, instructor = await quiet_student(school), await school.instructor()
    await lead_to(school, "ENDED")
    await phone.expect("session_status_changed")
    await instructor.expect("session_status_changed")
    for kind, data, _ in MESSAGES:
        answer = await phone.ask(kind, **data)
        if kind == "heartbeat":
            assert flat(answer) == {"timestamp": 1}
        else:
            assert error_of(answer) == ("session_ended", kind)
    # What is wrong besides does not count any more, and nothing was done.
    assert error_of(await phone.ask("step_complete", subtask_id=99))[0] == "session_ended"
    await instructor.hears_nothing_but()
    assert rows_of(school.program.config.data_dir, "SELECT * FROM subtask_completions") == []


@pytest.fixture
async def silent(school: School) -> Phone:
    """A phone that has signed in and not joined."""
    return await school.connect(await school.student_cookie("Silent"))


async def test_before_its_join_a_phone_may_only_send_heartbeats(
    school: School, silent: Phone
) -> None:
    for kind, data, _ in MESSAGES[1:]:
        answer = await silent.ask(kind, **data)
        if kind == "heartbeat":
            assert flat(answer) == {"timestamp": 1}
        else:
            assert error_of(answer) == ("not_joined", kind)
    await school.execute(cmd.NextStep())
    assert (await silent.receive())["type"] == "step_changed"  # it hears broadcasts already


# join ---------------------------------------------------------------------------------------------


async def test_the_snapshot_of_a_new_phone(school: School) -> None:
    phone = await school.connect(await school.student_cookie("김하나"))
    assert flat(await phone.ask("join")) == {
        "session_code": "TEST001",
        "class_id": school.session.class_id,
        "user_id": 2,
        "message": "세션에 참가했습니다",
        "participant_id": 1,
        "user_name": "김하나",
        "status": "WAITING",
        "subtask": None,
        "total_steps": 3,
        "completed_subtasks": [],
        "open_help_request": None,
        "heartbeat_s": 2.5,
        "picture_spread_s": 2.0,
        "open_help_status": None,
        "open_help_position": None,
        "open_help_message": None,
    }


async def test_the_snapshot_of_a_late_and_of_a_returning_phone(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone = await school.connect(cookie)
    await phone.join()
    await school.execute(cmd.NextStep(2))
    await phone.ask_past("step_complete", "step_changed", "session_status_changed", subtask_id=2)
    await phone.ask("step_complete", subtask_id=1)
    request = (await phone.ask("request_help"))["help_request_id"]
    await school.execute(cmd.PauseSession())
    await phone.close()
    step = {
        "id": 2,
        "title": "Step 2: Enable Notifications",
        "order_index": 2,
        "target_action": "CLICK",
        "guide_text": "Please enable notifications",
        "voice_guide_text": None,
    }
    again = flat(await (await school.connect(cookie)).ask("join"))
    assert (again["status"], again["subtask"]) == ("PAUSED", step)
    assert sorted(again["completed_subtasks"]) == [1, 2]
    assert again["open_help_request"] == request
    late = flat(await (await school.student_phone("Lee")).ask("join"))
    assert (late["status"], late["subtask"], late["total_steps"]) == ("PAUSED", step, 3)
    assert (late["completed_subtasks"], late["open_help_request"]) == ([], None)


async def test_a_repeated_join_is_confirmed_and_not_announced(school: School) -> None:
    watcher = await school.student("Watcher")
    phone = await school.student("Kim")
    await watcher.expect("participant_joined")
    first = flat(await phone.ask("join"))
    assert first["user_name"] == "Kim"
    await phone.ask("step_complete", subtask_id=1)
    assert flat(await phone.ask("join"))["completed_subtasks"] == [1]
    await watcher.hears_nothing_but()
    # Another connection's first join is announced again; that one was replaced is not.
    cookie = await school.student_cookie("Lee")
    for _ in range(2):
        await (await school.connect(cookie)).join()
    heard = await watcher.hears_nothing_but("participant_joined")
    assert [message["user_name"] for message in heard] == ["Lee", "Lee"]


async def test_who_joins_is_announced_to_others_and_not_to_oneself(school: School) -> None:
    instructor, watcher = await school.instructor(), await school.student("Watcher")
    silent = await school.student_phone("Silent")
    await silent.hears_nothing_but()
    phone = await school.student("Kim")
    for other in (watcher, instructor, silent):
        joined = await other.expect("participant_joined")
        while joined["user_name"] == "Watcher":
            joined = await other.expect("participant_joined")
        assert flat(joined) == {"user_id": 4, "user_name": "Kim", "role": "STUDENT"}
    await phone.hears_nothing_but()
    await phone.close()
    for other in (watcher, instructor, silent):
        assert flat(await other.expect("participant_left")) == {"user_id": 4, "user_name": "Kim"}


async def test_who_wants_no_presence_is_announced_all_the_same(school: School) -> None:
    watcher = await school.student("Watcher")
    quiet = await school.student("Quiet", presence=False)
    assert (await watcher.expect("participant_joined"))["user_name"] == "Quiet"
    await (await school.student("Kim")).close()
    await watcher.expect("participant_left")
    await quiet.hears_nothing_but()
    await quiet.ask("join")  # says nothing of it, and changes nothing
    await school.student("Lee")
    await watcher.expect("participant_joined")
    await quiet.hears_nothing_but()
    await quiet.ask("join", presence=True)
    await school.student("Choi")
    assert (await quiet.expect("participant_joined"))["user_name"] == "Choi"
    no_booleans: list[Any] = [0, 1, "false", {}]
    for wrong in no_booleans:
        assert error_of(await watcher.ask_past("join", "participant_joined", presence=wrong)) == (
            "invalid_field",
            "join",
        )


async def test_nothing_is_sent_between_a_join_and_its_confirmation(open_house: School) -> None:
    """Thirty guests join at once: each hears of the others, but first of its own join."""
    phones = [await open_house.connect() for _ in range(30)]
    for number, phone in enumerate(phones):
        await phone.send("join", name=f"S{number}")
        if number == 15:
            await open_house.execute(cmd.NextStep())
    for number, phone in enumerate(phones):
        first = await phone.receive()
        assert (first["type"], first["user_name"]) == ("join_confirmed", f"S{number}")


# heartbeat ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "number",
    ["0", "-1", "1.5", "1e3", "-0.0", "1764031234567", "18446744073709551616", "9" * 400, "1e-7"],
)
async def test_a_heartbeat_is_answered_with_the_same_number(school: School, number: str) -> None:
    phone = await quiet_student(school)
    answer = await say_raw(phone, f'{{"type":"heartbeat","data":{{"timestamp":{number}}}}}')
    assert answer["type"] == "heartbeat_ack"
    assert flat(answer) == {"timestamp": json.loads(number)}


async def test_a_heartbeat_without_a_number_is_refused(school: School) -> None:
    phone = await quiet_student(school)
    for wrong in ("true", '"1"', "null", "[]", "{}", "1e999", "-1e999", VAST, f"-{VAST}"):
        answer = await say_raw(phone, f'{{"type":"heartbeat","data":{{"timestamp":{wrong}}}}}')
        assert error_of(answer) == ("invalid_field", "heartbeat"), wrong[:20]
    assert error_of(await phone.ask("heartbeat")) == ("invalid_field", "heartbeat")


async def test_a_heartbeat_is_sent_on_to_nobody(school: School) -> None:
    instructor, watcher = await school.instructor(), await quiet_student(school, "Watcher")
    await (await quiet_student(school)).ask("heartbeat", timestamp=1)
    await instructor.hears_nothing_but("participant_joined")
    await watcher.hears_nothing_but()


# step_complete ------------------------------------------------------------------------------------


async def test_a_completion_is_confirmed_and_told_to_instructors_alone(school: School) -> None:
    instructor, watcher = await school.instructor(), await quiet_student(school, "Watcher")
    phone = await quiet_student(school)
    answer = await phone.ask("step_complete", subtask_id=1)  # before the first next_step
    assert answer["type"] == "step_complete_confirmed"
    assert flat(answer) == {"subtask_id": 1, "message": "단계를 완료했습니다"}
    assert flat(await instructor.expect("progress_updated")) == {
        "user_id": 3,
        "user_name": "Kim",
        "subtask_id": 1,
        "status": "completed",
    }
    await watcher.hears_nothing_but()


async def test_a_repeated_completion_is_confirmed_and_stored_once(school: School) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    answers = [await phone.ask("step_complete", subtask_id=3) for _ in range(3)]
    assert {answer["type"] for answer in answers} == {"step_complete_confirmed"}
    assert answers[0] == answers[1] == answers[2]
    heard = await instructor.hears_nothing_but("participant_joined", "progress_updated")
    assert [m["type"] for m in heard].count("progress_updated") == 1
    query = "SELECT participant_id, subtask_id FROM subtask_completions"
    assert rows_of(school.program.config.data_dir, query) == [(1, 3)]


async def test_a_completion_is_on_the_disk_when_it_is_confirmed(school: School) -> None:
    phone = await quiet_student(school)
    for done, subtask_id in enumerate((2, 3, 1), start=1):
        await phone.ask("step_complete", subtask_id=subtask_id)
        count = one_of(school.program.config.data_dir, "SELECT count(*) FROM subtask_completions")
        assert count == done


WHOLE_NUMBERS = ["0", "-1", "4", "9223372036854775808", "-99999999999999999999", "9" * 400, VAST]
NO_WHOLE_NUMBERS = ["1.0", "1.5", "1e0", "true", '"1"', "[1]", "{}", "1e999"]


@pytest.mark.parametrize("kind", ["step_complete", "progress_update", "request_help"])
async def test_a_subtask_is_named_by_its_id(school: School, kind: str) -> None:
    phone = await quiet_student(school)
    for number in WHOLE_NUMBERS:
        answer = await say_raw(phone, f'{{"type":"{kind}","data":{{"subtask_id":{number}}}}}')
        assert error_of(answer) == ("unknown_subtask", kind), number[:20]
        assert len(answer["error"]) < 200
    for number in NO_WHOLE_NUMBERS:
        answer = await say_raw(phone, f'{{"type":"{kind}","data":{{"subtask_id":{number}}}}}')
        assert error_of(answer) == ("invalid_field", kind), number
    if kind != "request_help":
        assert error_of(await phone.ask(kind)) == ("invalid_field", kind)
        assert error_of(await phone.ask(kind, subtask_id=None)) == ("invalid_field", kind)


# progress_update ----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", ["completed", "COMPLETED", "Completed"])
async def test_a_completed_progress_counts_as_completing(school: School, status: str) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    await phone.ask("request_help", subtask_id=2)
    await phone.send("progress_update", subtask_id=2, status=status)
    assert (await phone.receive())["type"] == "help_response"
    updated = flat(await instructor.expect("progress_updated"))
    assert (updated["subtask_id"], updated["status"]) == (2, status)
    assert (await instructor.expect("help_updated"))["status"] == "RESOLVED"
    assert (await phone.ask("join"))["completed_subtasks"] == [2]
    # Said again, it is passed on as every progress is, and counts no second time.
    await phone.send("progress_update", subtask_id=2, status=status)
    assert (await instructor.expect("progress_updated"))["status"] == status
    assert (await phone.ask("step_complete", subtask_id=2))["type"] == "step_complete_confirmed"
    await instructor.hears_nothing_but()
    query = "SELECT count(*) FROM subtask_completions"
    assert one_of(school.program.config.data_dir, query) == 1


async def test_any_other_progress_is_passed_on_as_it_is(school: School) -> None:
    instructor, watcher = await school.instructor(), await quiet_student(school, "Watcher")
    phone = await quiet_student(school)
    await phone.send("progress_update", subtask_id=1)
    assert flat(await instructor.expect("progress_updated")) == {
        "user_id": 3,
        "user_name": "Kim",
        "subtask_id": 1,
        "status": "in_progress",
    }
    for status in ("x", "🙂" * 32, " half way ", "<b>"):
        await phone.send("progress_update", subtask_id=2, status=status)
        assert (await instructor.expect("progress_updated"))["status"] == status
    await phone.hears_nothing_but()  # it has no reply
    await watcher.hears_nothing_but()
    for wrong in ("", "x" * 33, 1, True, ["a"]):
        answer = await phone.ask("progress_update", subtask_id=1, status=wrong)
        assert error_of(answer) == ("invalid_field", "progress_update")
    await instructor.hears_nothing_but()
    assert (await phone.ask("join"))["completed_subtasks"] == []


# request_help and cancel_help ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["request_help", "help_request"])
async def test_a_call_for_help(school: School, kind: str) -> None:
    instructor, watcher = await school.instructor(), await quiet_student(school, "Watcher")
    phone = await quiet_student(school)
    answer = await phone.ask(kind, subtask_id=1, message="어디예요?", screenshot=picture())
    assert answer["type"] == "request_help_confirmed"
    assert flat(answer) == {"help_request_id": 1, "position": 1, "message": "도움을 요청했습니다"}
    assert flat(await instructor.expect("help_requested")) == {
        "user_id": 3,
        "user_name": "Kim",
        "subtask_id": 1,
        "message": "어디예요?",
        "help_request_id": 1,
        "has_screenshot": True,
    }
    await phone.hears_nothing_but()
    await watcher.hears_nothing_but()


async def test_a_bare_call_for_help(school: School) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    await phone.ask("request_help", subtask_id=None, message=None, screenshot=None)
    asked = flat(await instructor.expect("help_requested"))
    assert (asked["subtask_id"], asked["message"], asked["has_screenshot"]) == (None, None, False)


async def test_a_repeated_call_updates_the_one_that_is_open(school: School) -> None:
    instructor = await school.instructor()
    first, second = await quiet_student(school, "Kim"), await quiet_student(school, "Lee")
    await first.ask("request_help", message="하나")
    assert (await second.ask("request_help", message="둘"))["position"] == 2
    again = flat(await first.ask("help_request", subtask_id=2, message="셋"))
    assert (again["help_request_id"], again["position"]) == (1, 1)
    asked = [await instructor.expect("help_requested") for _ in range(3)]
    assert [(m["help_request_id"], m["subtask_id"], m["message"]) for m in asked] == [
        (1, None, "하나"),
        (2, None, "둘"),
        (1, 2, "셋"),
    ]
    await second.hears_nothing_but()
    query = "SELECT id, participant_id, subtask_id, message, status FROM help_requests ORDER BY id"
    assert rows_of(school.program.config.data_dir, query) == [
        (1, 1, 2, "셋", "PENDING"),
        (2, 2, None, "둘", "PENDING"),
    ]


async def test_an_unchanged_call_is_sent_on_again_and_stored_once(school: School) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    first = await phone.ask("request_help", message="어디예요?")
    for _ in range(3):
        assert await phone.ask("request_help", message="어디예요?") == first
    heard = await instructor.hears_nothing_but("participant_joined", "help_requested")
    calls = [message for message in heard if message["type"] == "help_requested"]
    assert len(calls) == 4
    assert calls == [calls[0]] * 4
    count = "SELECT count(*) FROM session_events WHERE kind = 'HelpRequested'"
    assert one_of(school.program.config.data_dir, count) == 1


async def test_calls_that_change_all_the_time_have_a_limit(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_BURST", 3.0)
    async with open_school(school.program.config.data_dir.parent / "limited") as limited:
        phone = await limited.student("Kim", presence=False)
        for number in range(3):
            answer = await phone.ask("request_help", message=str(number))
            assert answer["type"] == "request_help_confirmed"
        assert error_of(await phone.ask("request_help", message="4")) == (
            "rate_limited",
            "request_help",
        )
        done = await phone.ask("step_complete", subtask_id=1)
        assert done["type"] == "step_complete_confirmed", "steps never wait for it"


async def test_the_words_of_a_call_have_a_limit(school: School) -> None:
    phone = await quiet_student(school)
    assert (await phone.ask("request_help", message="🙂" * 500))["position"] == 1
    for wrong in ("🙂" * 501, 5, True, ["?"]):
        answer = await phone.ask("request_help", message=wrong)
        assert error_of(answer) == ("invalid_field", "request_help")
        assert "message" in answer["error"]


def padded(size: int) -> str:
    """Return a whole picture of exactly so many bytes, in base64."""
    content = picture_bytes("JPEG")
    return base64.b64encode(content + b"\0" * (size - len(content))).decode()


async def test_the_picture_of_a_call_has_a_limit(school: School) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    for kind in ("JPEG", "PNG"):
        await phone.ask("request_help", screenshot=picture(kind))
        await instructor.expect_picture()
        await school.pictures_settled()
    answer = await phone.ask("request_help", screenshot=padded(1_500_000))
    assert answer["type"] == "request_help_confirmed"
    await school.pictures_settled()
    path = one_of(school.program.config.data_dir, "SELECT screenshot_path FROM help_requests")
    assert (school.services.picture_home / path).stat().st_size == 1_500_000
    no_pictures = [padded(1_500_001), picture("GIF"), picture("PNG")[:100], "?", "aGFsbG8=", 7]
    for wrong in no_pictures:
        answer = await phone.ask("help_request", screenshot=wrong)
        assert error_of(answer) == ("invalid_field", "help_request")
        assert "screenshot" in answer["error"]


async def test_words_come_first_where_their_picture_takes_long(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_pictures, "SOON_S", 0)
    instructor, phone = await school.instructor(), await quiet_student(school)
    await phone.ask("request_help", message="어디예요?", screenshot=picture())
    words = flat(await instructor.expect("help_requested"))
    assert flat(await instructor.expect("help_requested")) == {**words, "has_screenshot": True}
    assert (words["message"], words["has_screenshot"]) == ("어디예요?", False)
    await phone.hears_nothing_but()


async def test_a_call_stands_whose_picture_turns_out_late_to_be_none(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_pictures, "SOON_S", 0)
    instructor, phone = await school.instructor(), await quiet_student(school)
    broken = base64.b64encode(picture_bytes("PNG")[:-30]).decode()
    answer = await phone.ask("request_help", message="어디예요?", screenshot=broken)
    assert answer["type"] == "request_help_confirmed"
    refused = flat(await phone.expect("help_picture_refused"))
    assert (refused["help_request_id"], refused["code"]) == (1, "invalid_field")
    assert "screenshot must be" in refused["error"]
    heard = await instructor.hears_nothing_but("participant_joined", "help_requested")
    asked = [m for m in heard if m["type"] == "help_requested"]
    assert [(m["message"], m["has_screenshot"]) for m in asked] == [("어디예요?", False)]
    data_dir = school.program.config.data_dir
    assert one_of(data_dir, "SELECT screenshot_path FROM help_requests") is None
    assert not list((school.services.picture_home / "screenshots").rglob("*.*"))


async def test_the_picture_of_a_call_that_was_taken_back_is_not_kept(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(help_pictures, "SOON_S", 0)
    phone = await quiet_student(school)
    await phone.send("request_help", screenshot=picture())
    await phone.send("cancel_help")
    await phone.expect("cancel_help_confirmed")
    await school.pictures_settled()
    await phone.hears_nothing_but()
    assert not list((school.services.picture_home / "screenshots").rglob("*.*"))


async def test_a_picture_that_would_never_be_decoded_keeps_nobody_waiting(school: School) -> None:
    phone, other = await quiet_student(school), await school.student("Lee", presence=False)
    heavy = base64.b64encode(many_scans(3_000)).decode()
    async with asyncio.timeout(PATIENCE_S / 2):
        answer = await phone.ask("request_help", screenshot=heavy)
        assert error_of(answer) == ("invalid_field", "request_help")
        assert (await phone.ask("request_help", screenshot=picture()))["position"] == 1
        await other.hears_nothing_but()


async def test_cancelling(school: School) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    nothing = await phone.ask("cancel_help")
    assert (nothing["type"], flat(nothing)) == ("cancel_help_confirmed", {"help_request_id": None})
    await instructor.hears_nothing_but("participant_joined")
    await phone.ask("request_help")
    assert flat(await phone.ask("cancel_help")) == {"help_request_id": 1}
    assert flat(await instructor.expect("help_updated")) == {
        "help_request_id": 1,
        "user_id": 2,
        "status": "CANCELLED",
    }
    assert flat(await phone.ask("cancel_help")) == {"help_request_id": None}
    assert (await phone.ask("join"))["open_help_request"] is None
    assert (await phone.ask("request_help"))["help_request_id"] == 2
    heard = await instructor.hears_nothing_but("help_requested")
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("named", "done", "resolves"), [(2, 2, True), (None, 1, True), (2, 1, False)]
)
async def test_completing_the_step_that_a_call_names_resolves_it(
    school: School, named: int | None, done: int, resolves: bool
) -> None:
    instructor, phone = await school.instructor(), await quiet_student(school)
    await phone.ask("request_help", subtask_id=named)
    assert (await phone.ask("step_complete", subtask_id=done))["type"] == "step_complete_confirmed"
    if resolves:
        response = await phone.receive()
        assert response["type"] == "help_response"
        told = {"help_request_id": 1, "status": "RESOLVED"}
        assert flat(response) == {**told, "message": None, "message_id": None}
        assert flat(await instructor.expect("help_updated")) == {**told, "user_id": 2}
    await phone.hears_nothing_but()
    await instructor.hears_nothing_but("participant_joined", "help_requested", "progress_updated")
    snapshot = await phone.ask("join")
    assert snapshot["open_help_request"] == (None if resolves else 1)


async def test_places_in_the_queue(school: School) -> None:
    instructor = await school.instructor()
    phones = [await quiet_student(school, f"S{n}") for n in range(4)]
    places = [(await phone.ask("request_help", subtask_id=1))["position"] for phone in phones]
    assert places == [1, 2, 3, 4]
    # On the way is not gone: everybody keeps the place.
    await instructor.send("resolve_help", help_request_id=1, status="ON_THE_WAY")
    assert (await phones[0].receive())["type"] == "help_response"
    for phone in phones:
        await phone.hears_nothing_but()
    # One in the middle gives up: those behind move, those before do not.
    await phones[1].ask("cancel_help")
    for number, place in ((2, 2), (3, 3)):
        moved = await phones[number].receive()
        assert moved["type"] == "help_position"
        assert flat(moved) == {"help_request_id": number + 1, "position": place}
    # The first is done, by finishing the step: all move up.
    await phones[0].send("step_complete", subtask_id=1)
    for number, place in ((2, 1), (3, 2)):
        assert (await phones[number].receive())["position"] == place
    await instructor.send("resolve_help", help_request_id=3, status="RESOLVED")
    assert [(await phones[2].receive())["type"]] == ["help_response"]
    assert (await phones[3].receive())["position"] == 1
    heard = await phones[0].hears_nothing_but("step_complete_confirmed", "help_response")
    assert [m["type"] for m in heard] == ["step_complete_confirmed", "help_response"]


async def test_a_place_that_changed_while_a_phone_was_away_is_told_when_it_is_back(
    school: School,
) -> None:
    first = await quiet_student(school, "First")
    await first.ask("request_help")
    cookie = await school.student_cookie("Kim")
    phone = await school.connect(cookie)
    await phone.join(presence=False)
    assert (await phone.ask("request_help"))["position"] == 2
    await phone.close()
    await first.ask("cancel_help")
    back = await school.connect(cookie)
    assert (await back.ask("join", presence=False))["open_help_request"] == 2
    assert flat(await back.receive()) == {"help_request_id": 2, "position": 1}
    await back.close()
    again = await school.connect(cookie)  # and then it knows
    await again.join(presence=False)
    await again.hears_nothing_but()


async def test_a_call_that_is_opened_again_has_a_place_again(school: School) -> None:
    phones = [await quiet_student(school, f"S{n}") for n in range(2)]
    for phone in phones:
        await phone.ask("request_help")
    await school.execute(cmd.ResolveHelp(1, HelpStatus.RESOLVED))
    await phones[0].expect("help_response")
    assert (await phones[1].expect("help_position"))["position"] == 1
    await school.execute(cmd.ReopenHelp(1))
    assert (await phones[0].expect("help_position"))["position"] == 1
    assert (await phones[1].expect("help_position"))["position"] == 2


# The order of what is heard -----------------------------------------------------------------------


async def test_replies_keep_the_order_of_their_requests(school: School) -> None:
    """All requests are on the way before the first answer."""
    phone = await quiet_student(school)
    asked: list[tuple[str, dict[str, Any]]] = [
        ("step_complete", {"subtask_id": 1}),
        ("heartbeat", {"timestamp": 1}),
        ("request_help", {"subtask_id": 2, "screenshot": picture()}),
        ("nonsense", {}),
        ("step_complete", {"subtask_id": 1}),
        ("join", {}),
        ("step_complete", {"subtask_id": 99}),
        ("step_complete", {"subtask_id": 2}),
        ("cancel_help", {}),
        ("heartbeat", {"timestamp": 2}),
    ]
    for kind, data in asked:
        await phone.send(kind, **data)
    heard = [await phone.receive() for _ in range(len(asked) + 1)]
    assert [(m["type"], m.get("ref")) for m in heard] == [
        ("step_complete_confirmed", None),
        ("heartbeat_ack", None),
        ("request_help_confirmed", None),
        ("error", "nonsense"),
        ("step_complete_confirmed", None),
        ("join_confirmed", None),
        ("error", "step_complete"),
        ("step_complete_confirmed", None),
        ("help_response", None),
        ("cancel_help_confirmed", None),
        ("heartbeat_ack", None),
    ]


async def test_a_student_may_not_lead(school: School) -> None:
    phone, silent = await quiet_student(school), await school.student_phone("Silent")
    commands: dict[str, dict[str, Any]] = {
        "next_step": {},
        "undo_start": {},
        "pause_session": {},
        "resume_session": {},
        "end_session": {},
        "instructor_message": {"message": "x"},
        "resolve_help": {"help_request_id": 1, "status": "RESOLVED"},
        "mark_visited": {"participant_id": 1},
        "undo_visit": {"participant_id": 1},
        "set_comfort": {"larger_text": True},
    }
    for kind, data in commands.items():
        assert error_of(await phone.ask(kind, **data)) == ("forbidden", kind)
        assert error_of(await silent.ask(kind, **data)) == ("forbidden", kind)
    assert school.session.status == "WAITING"
