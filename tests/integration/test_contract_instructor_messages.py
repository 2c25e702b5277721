"""PROTOCOL.md §5: what instructors send, and what everybody receives, over real sockets."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.protocol import limits
from classroom_app.server.bounds import Bounds
from tests.helpers.phone import Message, Phone
from tests.helpers.sample import error_of, flat
from tests.helpers.school import School, open_school
from tests.helpers.stored import one_of, rows_of

VAST = int("9" * 4_000)
STATUSES = ("WAITING", "IN_PROGRESS", "PAUSED", "ENDED")
WAYS: dict[str, list[str]] = {
    "WAITING": [],
    "IN_PROGRESS": ["next_step"],
    "PAUSED": ["next_step", "pause_session"],
    "ENDED": ["end_session"],
}
HELP = {"help_request_id": 1, "status": "ON_THE_WAY"}
# The command, its fields, where it is allowed, and what everybody hears then.
COMMANDS: list[tuple[str, dict[str, Any], tuple[str, ...], str]] = [
    ("next_step", {}, ("WAITING", "IN_PROGRESS"), "step_changed"),
    ("next_step", {"subtask_id": 3}, ("WAITING", "IN_PROGRESS"), "step_changed"),
    ("undo_start", {}, ("IN_PROGRESS",), "session_status_changed"),
    ("pause_session", {}, ("IN_PROGRESS",), "session_status_changed"),
    ("resume_session", {}, ("PAUSED",), "session_status_changed"),
    ("end_session", {}, STATUSES[:3], "session_status_changed"),
    ("instructor_message", {"message": "잘했어요"}, STATUSES[:3], "instructor_message"),
    ("resolve_help", HELP, STATUSES[:3], "help_updated"),
    ("mark_visited", {"participant_id": 1}, STATUSES[:3], "visit_updated"),
    ("set_comfort", {"larger_text": True}, STATUSES[:3], "comfort_updated"),
]


async def open_another(school: School, code: str) -> School:
    """Open one more class in the same program."""
    (lesson_id,) = [lesson.id for lesson in await school.services.lessons.lessons()]
    session = await school.services.instructor.open_class(lesson_id, code)
    return School(school.program, session)


async def quiet(school: School, name: str = "Kim") -> Phone:
    return await school.student(name, presence=False)


# Each command in each status ----------------------------------------------------------------------


@pytest.mark.parametrize("status", STATUSES)
async def test_each_command_in_this_status(school: School, status: str) -> None:
    for number, (kind, data, allowed, heard) in enumerate(COMMANDS):
        room = await open_another(school, f"ROOM{number}")
        student, instructor = await quiet(room), await room.instructor()
        asked = await student.ask("request_help")
        for command in WAYS[status]:
            await instructor.send(command)
        await instructor.send("heartbeat", timestamp=0)
        await instructor.expect("heartbeat_ack")
        if kind == "resolve_help":
            data = {**data, "help_request_id": asked["help_request_id"]}
        if "participant_id" in data:
            data = {"participant_id": next(iter(room.session.participants))}
        answer = await instructor.ask(kind, **data)
        if status in allowed:
            assert answer["type"] == heard, (kind, status)
        else:
            assert error_of(answer) == ("invalid_state", kind)
            assert status in answer["error"]
            await instructor.hears_nothing_but()
        assert (room.session.status == "ENDED") is (
            status == "ENDED" or (kind == "end_session" and status in allowed)
        )
        await room.close()


async def test_students_hear_each_change_and_so_does_the_sender(school: School) -> None:
    student, silent = await quiet(school), await school.student_phone("Silent")
    sender, other = await school.instructor(), await school.instructor()
    everybody = (sender, other, student, silent)

    async def all_hear(kind: str) -> Message:
        heard = [await phone.receive() for phone in everybody]
        assert heard == [heard[0]] * len(everybody)
        assert heard[0]["type"] == kind
        return heard[0]

    await sender.send("next_step", message="시작합니다")
    first = await all_hear("step_changed")
    assert (first["subtask"]["id"], first["data"]["order"]) == (1, 1)
    changed = flat(await all_hear("session_status_changed"))
    assert changed == {"status": "IN_PROGRESS", "message": "세션이 시작되었습니다"}
    await other.send("next_step")
    assert (await all_hear("step_changed"))["subtask"]["id"] == 2
    for kind, status, text in (
        ("pause_session", "PAUSED", "세션이 일시정지되었습니다"),
        ("resume_session", "IN_PROGRESS", "세션이 재개되었습니다"),
    ):
        await sender.send(kind)
        changed = flat(await all_hear("session_status_changed"))
        assert changed == {"status": status, "message": text}
    await other.send("instructor_message", message="천천히 하세요")
    words = flat(await all_hear("instructor_message"))
    assert words == {
        "message": "천천히 하세요",
        "user_name": school.services.instructor.profile.name,
        "message_id": school.session.said[-1].number,
    }
    await sender.send("end_session")
    changed = flat(await all_hear("session_status_changed"))
    assert changed == {"status": "ENDED", "message": "세션이 종료되었습니다"}
    for phone in everybody:
        await phone.hears_nothing_but()


async def test_the_desktops_buttons_run_the_same_commands(school: School) -> None:
    student, instructor = await quiet(school), await school.instructor()
    await school.execute(cmd.NextStep(2))
    assert (await student.receive())["subtask"]["id"] == 2
    assert (await student.receive())["status"] == "IN_PROGRESS"
    await instructor.hears_nothing_but(
        "participant_joined", "step_changed", "session_status_changed"
    )


# next_step ----------------------------------------------------------------------------------------


async def test_steps_forward_back_and_again(school: School) -> None:
    student, instructor = await quiet(school), await school.instructor()
    for asked, expected in ((None, 1), (1, 1), (3, 3), (2, 2), (None, 3)):
        data = {} if asked is None else {"subtask_id": asked}
        await instructor.send("next_step", **data)
        assert (await student.expect("step_changed"))["subtask"]["id"] == expected
    assert [m["type"] for m in student.passed] == ["session_status_changed"]
    for _ in range(2):
        answer = await instructor.ask_past("next_step", "step_changed", "session_status_changed")
        assert error_of(answer) == ("invalid_state", "next_step")
        assert "IN_PROGRESS" in answer["error"]
    await student.hears_nothing_but()
    await instructor.send("next_step", subtask_id=3)  # the last one may be started again
    assert (await student.receive())["subtask"]["id"] == 3


async def test_a_step_that_is_none_is_refused(school: School) -> None:
    instructor, student = await school.instructor(), await quiet(school)
    await instructor.expect("participant_joined")
    for number in (0, -1, 4, 2**64, VAST):
        answer = await instructor.ask("next_step", subtask_id=number)
        assert error_of(answer) == ("unknown_subtask", "next_step")
    no_numbers: list[Any] = [1.0, True, "1", [1], {}]
    for wrong in no_numbers:
        answer = await instructor.ask("next_step", subtask_id=wrong)
        assert error_of(answer) == ("invalid_field", "next_step")
    assert error_of(await instructor.ask("next_step", message=1)) == ("invalid_field", "next_step")
    await student.hears_nothing_but()
    query = "SELECT count(*) FROM session_step_controls"
    assert one_of(school.program.config.data_dir, query) == 0


# instructor_message -------------------------------------------------------------------------------


async def test_words_for_one_student(school: School) -> None:
    kim, lee = await quiet(school, "Kim"), await quiet(school, "Lee")
    sender = await school.instructor()
    await sender.send("instructor_message", message="이리 오세요", user_id=3)
    name = school.services.instructor.profile.name
    for phone in (lee, sender):
        words = await phone.receive()
        number = school.session.said[-1].number
        assert flat(words) == {"message": "이리 오세요", "user_name": name, "message_id": number}
    await kim.hears_nothing_but()


async def test_words_have_a_limit_and_an_address(school: School) -> None:
    student, sender = await quiet(school), await school.instructor()
    await sender.send("instructor_message", message="🙂" * 2_000)
    assert (await student.receive())["message"] == "🙂" * 2_000
    await sender.expect("instructor_message")
    refused: list[dict[str, Any]] = [
        {},
        {"message": None},
        {"message": 1},
        {"message": "🙂" * 2_001},
        *({"message": "x", "user_id": wrong} for wrong in (0, 1, 99, -1, 2**70, VAST)),
        *({"message": "x", "user_id": wrong} for wrong in ("2", True, 2.0, [2])),
    ]
    for data in refused:
        answer = await sender.ask("instructor_message", **data)
        assert error_of(answer) == ("invalid_field", "instructor_message"), str(data)[:50]
    await student.hears_nothing_but()


async def test_nobody_of_another_class_is_spoken_to(school: School) -> None:
    other = await open_another(school, "OTHER1")
    stranger, sender = await quiet(other), await school.instructor()
    user_id = (await stranger.ask("join"))["user_id"]
    answer = await sender.ask("instructor_message", message="x", user_id=user_id)
    assert error_of(answer) == ("invalid_field", "instructor_message")
    await stranger.hears_nothing_but()
    await other.close()


# resolve_help -------------------------------------------------------------------------------------


async def test_answering_a_call_for_help(school: School) -> None:
    watcher, student = await quiet(school, "Watcher"), await quiet(school)
    await student.ask("request_help")
    sender, other = await school.instructor(), await school.instructor()
    for status, words in (("ON_THE_WAY", "가요"), ("ON_THE_WAY", None), ("RESOLVED", None)):
        data = {} if words is None else {"message": words}
        await sender.send("resolve_help", help_request_id=1, status=status, **data)
        told = {"help_request_id": 1, "status": status}
        response = await student.receive()
        assert response["type"] == "help_response"
        number = None if status == "RESOLVED" else school.session.said[-1].number
        assert flat(response) == {**told, "message": words, "message_id": number}
        for instructor in (sender, other):
            assert flat(await instructor.receive()) == {**told, "user_id": 3}
    await watcher.hears_nothing_but()
    # It is over: who answers too late is told so, and nobody else hears of it.
    answer = await other.ask("resolve_help", help_request_id=1, status="RESOLVED")
    assert error_of(answer) == ("invalid_state", "resolve_help")
    assert "RESOLVED" in answer["error"]
    await student.ask("request_help")
    await student.ask("cancel_help")
    await other.expect("help_updated")
    answer = await other.ask("resolve_help", help_request_id=2, status="ON_THE_WAY")
    assert error_of(answer) == ("invalid_state", "resolve_help")
    await student.hears_nothing_but()


async def test_a_call_that_this_session_does_not_have(school: School) -> None:
    other = await open_another(school, "OTHER1")
    stranger, sender = await quiet(other), await school.instructor()
    foreign = (await stranger.ask("request_help"))["help_request_id"]
    wrong_ids: list[Any] = [foreign, 0, -1, 99, 2**64, VAST, "1", True, 1.0, None]
    for wrong in wrong_ids:
        answer = await sender.ask("resolve_help", help_request_id=wrong, status="RESOLVED")
        assert error_of(answer) == ("invalid_field", "resolve_help"), str(wrong)[:20]
    await quiet(school)
    mine = await school.student("Lee")
    request_id = (await mine.ask("request_help"))["help_request_id"]
    wrong_statuses: list[Any] = ["PENDING", "CANCELLED", "resolved", "", None, 1]
    for status in wrong_statuses:
        answer = await sender.ask_past(
            "resolve_help",
            *("participant_joined", "help_requested"),
            help_request_id=request_id,
            status=status,
        )
        assert error_of(answer) == ("invalid_field", "resolve_help")
    await stranger.hears_nothing_but()
    await mine.hears_nothing_but()
    await other.close()


# Who is who ---------------------------------------------------------------------------------------


async def test_instructors_are_not_announced_and_send_nothing_of_students(school: School) -> None:
    student, first = await school.student("Kim"), await school.instructor()
    second = await school.instructor()
    for kind in (
        *("step_complete", "request_help", "help_request", "cancel_help", "progress_update"),
    ):
        data = {"subtask_id": 1} if kind in ("step_complete", "progress_update") else {}
        assert error_of(await first.ask(kind, **data)) == ("forbidden", kind)
    assert (await first.ask("heartbeat", timestamp=1.5))["timestamp"] == 1.5
    await second.close()
    await school.execute(cmd.EndSession())
    assert (await first.receive())["type"] == "session_status_changed"
    heard = await student.hears_nothing_but("session_status_changed")
    assert len(heard) == 1


async def test_an_instructor_joins_unannounced_and_gets_the_snapshot(school: School) -> None:
    student, instructor = await school.student("Kim"), await school.instructor()
    await school.execute(cmd.NextStep())
    await instructor.expect("step_changed")
    await instructor.expect("session_status_changed")
    for _ in range(2):
        confirmed = await instructor.ask("join", presence=False)
        assert confirmed["type"] == "join_confirmed"
        assert confirmed["data"] == {
            k: v for k, v in confirmed.items() if k not in ("type", "data")
        }
        assert confirmed["session_code"] == school.session.code
        assert confirmed["user_id"] == school.services.instructor.profile.user_id
        assert confirmed["user_name"] == school.services.instructor.profile.name
        assert confirmed["participant_id"] is None
        assert (confirmed["status"], confirmed["subtask"]["id"]) == ("IN_PROGRESS", 1)
        assert confirmed["total_steps"] == len(school.session.lesson.subtasks)
        assert (confirmed["completed_subtasks"], confirmed["open_help_request"]) == ([], None)
    await school.execute(cmd.EndSession())
    await instructor.expect("session_status_changed")
    assert (await instructor.ask("join"))["status"] == "ENDED"
    heard = await student.hears_nothing_but("step_changed", "session_status_changed")
    assert [each["type"] for each in heard].count("step_changed") == 1


async def test_one_instructor_leaves_and_the_others_lead_on(school: School) -> None:
    instructors = [await school.instructor() for _ in range(3)]
    await instructors[0].close()
    await instructors[1].send("next_step")
    assert (await instructors[2].receive())["type"] == "step_changed"


async def test_who_leaves_is_told_of_but_not_who_never_joined(school: School) -> None:
    watcher, instructor = await school.student("Watcher"), await school.instructor()
    silent = await school.student_phone("Silent")
    await silent.close()
    cookie = await school.student_cookie("Kim")
    old = await school.connect(cookie)
    await old.join()
    new = await school.connect(cookie)  # takes the place: nobody has left
    assert await old.close_code() == 4001
    await new.join()
    await new.close()
    for phone in (watcher, instructor):
        heard = [await phone.receive() for _ in range(3)]
        assert [m["type"] for m in heard] == [
            "participant_joined",
            "participant_joined",
            "participant_left",
        ]
        assert {m["user_name"] for m in heard} == {"Kim"}
        await phone.hears_nothing_but()


# What everybody sees ------------------------------------------------------------------------------


async def test_everybody_sees_broadcasts_in_the_same_order(school: School) -> None:
    """Two instructors lead at once while phones come and go; late ones see the end of the same."""
    first, second = await school.instructor(), await school.instructor()
    phones = [await quiet(school, f"S{n}") for n in range(6)]

    async def lead(instructor: Phone, steps: tuple[int, ...]) -> None:
        for number, step in enumerate(steps):
            await instructor.send("next_step", subtask_id=step)
            await instructor.send("instructor_message", message=f"{step} {number}")

    async def late() -> Phone:
        return await quiet(school, "Late")

    *_, latecomer = await asyncio.gather(
        lead(first, (1, 2, 3, 2, 1)), lead(second, (3, 3, 1, 2, 2)), late()
    )
    await first.send("heartbeat", timestamp=1)
    await first.expect("heartbeat_ack")
    await second.send("heartbeat", timestamp=1)
    await second.expect("heartbeat_ack")

    async def seen(phone: Phone) -> list[Any]:
        heard = await phone.hears_nothing_but(
            *("step_changed", "session_status_changed", "instructor_message"),
            *("participant_joined", "participant_left"),
        )
        return [
            m["data"]
            for m in (*phone.passed, *heard)
            if m["type"] in ("step_changed", "instructor_message")
        ]

    orders = [await seen(phone) for phone in (*phones, first, second)]
    assert orders == [orders[0]] * 8
    assert len(orders[0]) == 20
    last = await seen(latecomer)
    assert last == orders[0][len(orders[0]) - len(last) :]


async def test_what_is_heard_is_on_the_disk(school: School) -> None:
    student, instructor = await quiet(school), await school.instructor()
    data_dir = school.program.config.data_dir

    def stored() -> tuple[Any, ...]:
        query = "SELECT status, current_subtask_id FROM lecture_sessions"
        return rows_of(data_dir, query)[0]

    for kind, told, expected in (
        ("next_step", "step_changed", ("IN_PROGRESS", 1)),
        ("next_step", "step_changed", ("IN_PROGRESS", 2)),
        ("pause_session", "session_status_changed", ("PAUSED", 2)),
        ("resume_session", "session_status_changed", ("IN_PROGRESS", 2)),
        ("end_session", "session_status_changed", ("ENDED", 2)),
    ):
        await instructor.send(kind)
        await student.expect(told)
        assert stored() == expected
        if expected == ("IN_PROGRESS", 1):
            await student.expect("session_status_changed")


async def test_the_matching_fields_of_a_step(school: School) -> None:
    student, instructor = await quiet(school), await school.instructor()
    await instructor.send("next_step", subtask_id=3)
    changed = await student.expect("step_changed")
    step = {
        "id": 3,
        "title": "Step 3: Try it",
        "order_index": 3,
        "target_action": None,
        "guide_text": "See that a notification arrives",
        "voice_guide_text": "Now wait for a notification.",
        "text": "Notifications",
        "target_package": "com.android.settings",
    }
    assert changed == {
        "type": "step_changed",
        "subtask": step,
        "data": {**step, "order": 3, "order_index": 2},
    }


# The end ------------------------------------------------------------------------------------------


async def test_after_the_end_connections_stay_for_a_minute_and_then_close(tmp_path: Path) -> None:
    assert Bounds().after_end_s == limits.AFTER_END_S == 60.0
    async with open_school(tmp_path, bounds=Bounds(after_end_s=1.0)) as school:
        student, instructor = await quiet(school), await school.instructor()
        loop = asyncio.get_running_loop()
        began = loop.time()
        await instructor.send("end_session")
        for phone in (student, instructor):
            assert await phone.close_code() == 1000
            assert [m["type"] for m in phone.passed] == ["session_status_changed"]
        assert loop.time() - began > 0.9


# Participant status -------------------------------------------------------------------------------


async def test_the_status_of_a_participant(school: School) -> None:
    data_dir = school.program.config.data_dir

    def status() -> Any:
        return one_of(data_dir, "SELECT status FROM session_participants")

    watcher = await school.instructor()
    cookie = await school.student_cookie("Kim")
    assert status() == "WAITING"
    phone = await school.connect(cookie)
    await phone.hears_nothing_but()
    assert status() == "WAITING"
    await phone.join()
    assert status() == "ACTIVE"
    for subtask_id in (1, 2):
        await phone.ask("step_complete", subtask_id=subtask_id)
        assert status() == "ACTIVE"
    await phone.ask("step_complete", subtask_id=3)
    assert status() == "COMPLETED"
    await phone.close()
    await watcher.expect("participant_left")
    assert status() == "DISCONNECTED"
    phone = await school.connect(cookie)
    await phone.hears_nothing_but()
    assert status() == "WAITING"
    await phone.join()
    assert status() == "COMPLETED"


async def test_a_step_noted_by_the_instructor_is_told_stored_and_taken_back(school: School) -> None:
    """From the desk alone: a phone that does not know `step_reopened` reads the next snapshot."""
    instructor = await school.instructor()
    cookie = await school.student_cookie("Kim")
    kim = await school.connect(cookie)
    await kim.join(presence=False)
    await school.execute(cmd.NextStep())
    await kim.expect("session_status_changed")
    await school.execute(cmd.MarkDone(1, 1))
    assert flat(await kim.expect("step_complete_confirmed"))["subtask_id"] == 1
    assert (await instructor.expect("progress_updated"))["status"] == "completed"
    folder = school.program.config.data_dir
    done = "SELECT participant_id, subtask_id FROM subtask_completions"
    assert rows_of(folder, done) == [(1, 1)]
    await school.execute(cmd.MarkNotDone(1, 1))
    assert flat(await kim.expect("step_reopened"))["subtask_id"] == 1
    assert (await instructor.expect("progress_updated"))["status"] == "in_progress"
    assert rows_of(folder, done) == []
    actions = "SELECT action, subtask_id FROM session_step_controls ORDER BY id"
    assert rows_of(folder, actions) == [
        ("START_STEP", 1),
        ("MARK_DONE", 1),
        ("MARK_NOT_DONE", 1),
    ]
    again = await school.connect(cookie)
    assert flat(await again.ask("join"))["completed_subtasks"] == []
    assert (await again.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"
    assert rows_of(folder, done) == [(1, 1)]


async def test_marks_of_one_transaction_leave_what_was_said_last(school: School) -> None:
    await quiet(school)
    marks = [cmd.MarkDone(1, 1), cmd.MarkNotDone(1, 1), cmd.MarkDone(1, 1), cmd.MarkDone(1, 2)]
    await asyncio.gather(*(school.execute(mark) for mark in [*marks, cmd.MarkNotDone(1, 2)]))
    done = "SELECT participant_id, subtask_id FROM subtask_completions"
    assert rows_of(school.program.config.data_dir, done) == [(1, 1)]
