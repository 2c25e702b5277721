"""PROTOCOL.md §6: every error, over the socket and over HTTP, and that none harms others."""

import unicodedata
from collections.abc import AsyncIterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from classroom_app.application.notices import Stored
from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.server.bounds import Bounds
from tests.helpers.raw import exchange, request
from tests.helpers.sample import HandClock, JournalMaker, error_of, picture
from tests.helpers.school import School, open_school, refusal
from tests.integration.test_helper_routes import helper

# What is sent by a student who has joined: the code and the `ref` that it is answered with.
STUDENT_FAULTS: list[tuple[str | bytes, str, str | None]] = [
    ("", "invalid_json", None),
    ("{", "invalid_json", None),
    ("{}x", "invalid_json", None),
    ("[]", "invalid_json", None),
    ('"heartbeat"', "invalid_json", None),
    ("null", "invalid_json", None),
    ("1e999", "invalid_json", None),
    ("{'type':'join'}", "invalid_json", None),
    ('{"type":"join",}', "invalid_json", None),
    ('{"type":"heartbeat","timestamp":NaN}', "invalid_json", None),
    ('{"type":"heartbeat","timestamp":Infinity}', "invalid_json", None),
    ('{"type":"join","name":"\\ud800"}', "invalid_json", None),
    ("[" * 100_000, "invalid_json", None),
    ('{"a":' * 100_000, "invalid_json", None),
    (b'{"type":"heartbeat","data":{"timestamp":1}}', "invalid_json", None),
    (b"", "invalid_json", None),
    ("{}", "unknown_type", None),
    ('{"type":null}', "unknown_type", None),
    ('{"type":7}', "unknown_type", None),
    ('{"type":["join"]}', "unknown_type", None),
    ('{"data":{"type":"join"}}', "unknown_type", None),
    ('{"type":""}', "unknown_type", ""),
    ('{"type":"Join"}', "unknown_type", "Join"),
    ('{"type":"join "}', "unknown_type", "join "),
    ('{"type":"join_confirmed","data":{}}', "unknown_type", "join_confirmed"),
    ('{"type":"없음","data":[]}', "unknown_type", "없음"),
    ('{"type":"heartbeat"}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","data":[]}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","timestamp":"1"}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","timestamp":null}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","timestamp":1e999}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","timestamp":-1e999}', "invalid_field", "heartbeat"),
    ('{"type":"heartbeat","timestamp":' + "9" * 5_000 + "}", "invalid_field", "heartbeat"),
    ('{"type":"step_complete"}', "invalid_field", "step_complete"),
    ('{"type":"step_complete","subtask_id":"1"}', "invalid_field", "step_complete"),
    ('{"type":"step_complete","subtask_id":true}', "invalid_field", "step_complete"),
    ('{"type":"request_help","message":"' + "가" * 501 + '"}', "invalid_field", "request_help"),
    ('{"type":"help_request","message":7}', "invalid_field", "help_request"),
    ('{"type":"request_help","screenshot":"x"}', "invalid_field", "request_help"),
    ('{"type":"progress_update","subtask_id":1,"status":""}', "invalid_field", "progress_update"),
    ('{"type":"join","presence":"no"}', "invalid_field", "join"),
    ('{"type":"step_complete","subtask_id":0}', "unknown_subtask", "step_complete"),
    ('{"type":"step_complete","subtask_id":-1}', "unknown_subtask", "step_complete"),
    (
        '{"type":"step_complete","subtask_id":' + "9" * 30 + "}",
        "unknown_subtask",
        "step_complete",
    ),
    (
        '{"type":"step_complete","subtask_id":-' + "9" * 9_000 + "}",
        "unknown_subtask",
        "step_complete",
    ),
    ('{"type":"request_help","subtask_id":4}', "unknown_subtask", "request_help"),
    ('{"type":"progress_update","subtask_id":99}', "unknown_subtask", "progress_update"),
    ('{"type":"next_step"}', "forbidden", "next_step"),
    ('{"type":"end_session","data":7}', "invalid_field", "end_session"),
    ('{"type":"instructor_message","message":7}', "forbidden", "instructor_message"),
    ('{"type":"resolve_help"}', "forbidden", "resolve_help"),
]
INSTRUCTOR_FAULTS: list[tuple[str | bytes, str, str | None]] = [
    ('{"type":"join","presence":1}', "invalid_field", "join"),
    ('{"type":"step_complete"}', "forbidden", "step_complete"),
    ('{"type":"request_help"}', "forbidden", "request_help"),
    ('{"type":"nonsense"}', "unknown_type", "nonsense"),
    ('{"type":"next_step","subtask_id":99}', "unknown_subtask", "next_step"),
    ('{"type":"next_step","subtask_id":"1"}', "invalid_field", "next_step"),
    ('{"type":"pause_session"}', "invalid_state", "pause_session"),
    ('{"type":"resume_session"}', "invalid_state", "resume_session"),
    ('{"type":"instructor_message"}', "invalid_field", "instructor_message"),
    (
        '{"type":"instructor_message","message":"x","user_id":99}',
        "invalid_field",
        "instructor_message",
    ),
    (
        '{"type":"resolve_help","help_request_id":9,"status":"RESOLVED"}',
        "invalid_field",
        "resolve_help",
    ),
    (
        '{"type":"resolve_help","help_request_id":1,"status":"CANCELLED"}',
        "invalid_field",
        "resolve_help",
    ),
]


async def test_each_fault_is_answered_and_harms_nobody(tmp_path: Path) -> None:
    clock = HandClock()
    async with open_school(tmp_path, clock=clock) as school:
        watcher, other = await school.instructor(), await school.student("Lee")
        student, instructor = await school.student("Kim"), await school.instructor()
        for speaker, faults in ((student, STUDENT_FAULTS), (instructor, INSTRUCTOR_FAULTS)):
            await speaker.hears_nothing_but("participant_joined")
            for sent, code, ref in faults:
                clock.seconds += 1  # below the rate
                await speaker.socket.send(sent)
                assert error_of(await speaker.receive()) == (code, ref), sent[:80]
            await speaker.hears_nothing_but()
        for one in (watcher, other):
            await one.hears_nothing_but("participant_joined")


async def test_what_an_error_says(school: School) -> None:
    phone, instructor = await school.student("Kim"), await school.instructor()
    await phone.socket.send("{")
    assert (await phone.receive())["error"] == "Invalid JSON"
    assert (await phone.ask("nonsense"))["error"] == "Unknown message type"
    for kind, field, word in (
        ("step_complete", "subtask_id", "integer"),
        ("heartbeat", "timestamp", "finite number"),
        ("request_help", "message", "500"),
        ("progress_update", "status", "32"),
    ):
        sentence = (await phone.ask(kind, **{"subtask_id": 1, field: ["x"]}))["error"]
        assert field in sentence
        assert word in sentence
    assert "WAITING" in (await instructor.ask("pause_session"))["error"]
    await school.execute(cmd.NextStep(3))
    await instructor.expect("session_status_changed")
    sentence = (await instructor.ask("next_step"))["error"]
    assert "IN_PROGRESS" in sentence


async def test_a_long_type_is_named_in_part(school: School) -> None:
    phone = await school.student("Kim")
    assert error_of(await phone.ask("x" * 10_000)) == ("unknown_type", "x" * 100)


async def test_before_the_join(school: School) -> None:
    phone = await school.connect(await school.student_cookie("Kim"))
    for kind in ("step_complete", "request_help", "help_request", "cancel_help", "progress_update"):
        assert error_of(await phone.ask(kind, subtask_id=1)) == ("not_joined", kind)
    assert (await phone.ask("heartbeat", timestamp=1))["type"] == "heartbeat_ack"
    assert error_of(await phone.ask("next_step")) == ("forbidden", "next_step")
    assert error_of(await phone.ask("nonsense")) == ("unknown_type", "nonsense")
    assert (await phone.ask("join"))["type"] == "join_confirmed"


async def test_after_the_end(school: School) -> None:
    phone, instructor = await school.student("Kim"), await school.instructor()
    late = await school.connect(await school.student_cookie("Lee"))
    await school.execute(cmd.EndSession())
    for one in (phone, late, instructor):
        await one.expect("session_status_changed")
    for kind in ("join", "step_complete", "request_help", "cancel_help", "progress_update"):
        for one in (phone, late):
            assert error_of(await one.ask(kind, subtask_id=1)) == ("session_ended", kind)
    assert (await phone.ask("heartbeat", timestamp=1))["type"] == "heartbeat_ack"
    for kind in ("next_step", "pause_session", "resume_session", "end_session"):
        answer = await instructor.ask(kind)
        assert error_of(answer) == ("invalid_state", kind)
        assert "ENDED" in answer["error"]


async def test_what_could_not_be_stored(tmp_path: Path) -> None:
    maker = JournalMaker()
    async with open_school(tmp_path, make_journal=maker, guests=True) as school:
        phone, instructor = await school.student("Kim"), await school.instructor()
        guest = await school.connect()
        key = (tmp_path / "instructor.key").read_text().strip()
        maker.journal.trouble = "disk full"
        assert error_of(await phone.ask("step_complete", subtask_id=1)) == (
            "storage_failed",
            "step_complete",
        )
        assert error_of(await phone.ask("request_help", screenshot=picture())) == (
            "storage_failed",
            "request_help",
        )
        assert error_of(await instructor.ask("next_step")) == ("storage_failed", "next_step")
        assert error_of(await guest.ask("join", name="Lee")) == ("storage_failed", "join")
        answer = await school.sign_in("Lee")
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "storage_failed")
        assert "set-cookie" not in answer.headers
        assert int(answer.headers["retry-after"]) > 0
        maker.journal.trouble = None
        assert (await phone.ask("step_complete", subtask_id=1))["subtask_id"] == 1
        assert (await school.sign_in("Lee")).json()["user_name"] == "Lee"
        assert (await guest.ask_past("join", "participant_joined", name="Park"))["user_name"] == (
            "Park"
        )
        sent = request("POST /api/instructor/login", f"Authorization: Bearer {key}")
        assert (await exchange(school, sent)).status == 200


# Over HTTP ----------------------------------------------------------------------------------------

BAD_NAMES = ["", " ", "%00", "a%00b", "a%0Ab", "%E2%80%AEabc", "a%E2%81%A6b", "%FF", "x" * 41]
GOOD_NAMES = [
    "x",
    "x" * 40,
    " " + "x" * 40 + "\u3000",
    "한" * 40,
    "👩🏽‍🦳" * 10,
    "Zoe\u0308",
    "<b>&\"'",
    "a/b?c#d",
    "\u05d3\u05df",
    "=1+1",
]


async def test_names(school: School) -> None:
    for query in (*(f"?name={name}" for name in BAD_NAMES), "", "?nom=Kim", "?" + "a=b&" * 30):
        answer = await exchange(school, request(f"POST /api/sessions/TEST001/join{query}"))
        assert answer.status == 400, query
        assert answer.json()["error"]["code"] == "invalid_field"
        assert "set-cookie" not in answer.headers
    for name in GOOD_NAMES:
        answer = await exchange(
            school, request(f"POST /api/sessions/TEST001/join?name={quote(name)}")
        )
        assert answer.status == 201, name
        composed = unicodedata.normalize("NFC", name.strip())
        assert answer.json()["user_name"].removesuffix(" (2)") == composed


async def test_the_number_behind_a_name_does_not_count(school: School) -> None:
    long = "x" * 40
    names = [(await school.sign_in(long)).json()["user_name"] for _ in range(3)]
    assert names == [long, f"{long} (2)", f"{long} (3)"]
    composed, decomposed = "가" * 40, "\u1100\u1161" * 40
    assert (await school.sign_in(composed)).json()["user_name"] == composed
    assert (await school.sign_in(decomposed)).json()["user_name"] == f"{composed} (2)"


async def test_a_device_id_that_is_none(school: School) -> None:
    answer = await school.sign_in("Kim", device_id="x" * 201)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_field")
    assert (await school.sign_in("Kim", device_id="x" * 200)).status_code == 201


@pytest.fixture
async def one_seat(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path, guests=True, bounds=Bounds(max_participants=1)) as school:
        yield school


async def test_who_had_the_code_wrong_learns_nothing(one_seat: School) -> None:
    kim = await one_seat.student_cookie("Kim")

    async def refused(code: str, cookie: str = "") -> tuple[int, str]:
        headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
        answer = await one_seat.http.post(f"/api/sessions/{code}/join?name=Lee", headers=headers)
        return answer.status_code, answer.json()["error"]["code"]

    assert await refused("TEST001") == (503, "full")
    assert await refused("NONE99") == (404, "unknown_session")
    await one_seat.execute(cmd.SetLocked(True))
    assert await refused("TEST001") == (403, "locked")
    assert await refused("NONE99") == (404, "unknown_session")
    assert await refused("NONE99", kim) == (404, "unknown_session")
    await one_seat.execute(cmd.EndSession())
    assert await refused("TEST001") == (410, "session_ended")
    assert await refused("TEST001", kim) == (410, "session_ended")
    assert await refused("NONE99") == (404, "unknown_session")
    assert await refusal(one_seat) == 403
    answer = await one_seat.http.get("/api/sessions/TEST001")
    assert (answer.status_code, answer.json()["locked"]) == (200, True)


async def test_one_seat_and_two_guests_who_wait(one_seat: School) -> None:
    first, second = await one_seat.connect(), await one_seat.connect()
    assert (await first.ask("join"))["type"] == "join_confirmed"
    assert error_of(await second.ask("join", name="Lee")) == ("forbidden", "join")
    assert await refusal(one_seat) == 503
    assert (await first.hears_nothing_but()) == []


async def test_a_class_that_was_deleted_is_over_for_who_is_still_connected(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_school(tmp_path) as school:
        student, teacher, one = (
            await school.student("Kim"),
            await school.instructor(),
            await helper(school),
        )
        await school.execute(cmd.EndSession())
        await student.expect("session_status_changed")
        for phone in (teacher, one):
            await phone.hears_nothing_but("session_status_changed", "participant_joined")
        school.services.classroom.forget(school.session.id)
        for phone, kind, data in (
            (student, "step_complete", {"subtask_id": 1}),
            (teacher, "next_step", {}),
            (teacher, "instructor_message", {"message": "a"}),
            (one, "mark_visited", {"participant_id": 1}),
            (one, "resolve_help", {"help_request_id": 1, "status": "RESOLVED"}),
        ):
            await phone.send(kind, **data)
            assert error_of(await phone.expect("error")) == ("session_ended", kind)
            await phone.ask("heartbeat", timestamp=1)
    assert not [r.message for r in caplog.records if r.exc_info]


@pytest.mark.parametrize("who", ["student", "guest of the app"])
async def test_a_class_that_closes_while_somebody_connects_is_over_for_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, who: str
) -> None:
    async with open_school(tmp_path, guests=True) as school:
        cookie = await school.student_cookie("Kim") if who == "student" else None
        classroom, execute = school.services.classroom, school.services.classroom.execute

        async def close_first(session_id: int, *arguments: Any) -> Stored:
            classroom.close_session(session_id)
            return await execute(session_id, *arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(classroom, "execute", close_first)
            phone = await school.connect(cookie)
            if cookie is None:
                await phone.send("join", name="Lee")
                assert error_of(await phone.expect("error")) == ("session_ended", "join")
            else:
                assert await phone.close_code() == 1000
    assert not [r.message for r in caplog.records if r.exc_info]


async def test_a_sign_in_to_a_class_that_just_closes_may_be_tried_again(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        classroom, sign_in = school.services.classroom, school.services.classroom.sign_in

        async def close_first(session_id: int, *arguments: Any) -> tuple[Participant, bool]:
            classroom.close_session(session_id)
            return await sign_in(session_id, *arguments)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(classroom, "sign_in", close_first)
            answer = await school.sign_in("Kim")
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "unknown_session")
        assert answer.headers["Retry-After"] == "5"


class BrokenClock(HandClock):
    """A clock with a bug, which shows `faults` times."""

    faults = 0

    def now(self) -> datetime:
        if self.faults:
            self.faults -= 1
            raise ZeroDivisionError
        return super().now()


async def test_a_bug_harms_that_request_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    clock = BrokenClock()
    async with open_school(tmp_path, clock=clock) as school:
        phone, other = await school.student("Kim"), await school.student("Lee")
        clock.faults = 1
        await phone.send("step_complete", subtask_id=1)
        assert await phone.close_code() == 1011
        assert (await other.expect("participant_left"))["user_name"] == "Kim"
        clock.faults = 1
        answer = await school.sign_in("Park")
        assert (answer.status_code, answer.json()["error"]["code"]) == (500, "internal_error")
        assert (await school.sign_in("Park")).status_code == 201
        assert (await other.ask("step_complete", subtask_id=1))["subtask_id"] == 1
    assert [r.message for r in caplog.records if r.exc_info] == [
        "A conversation failed; its connection is closed",
        "A request failed",
    ]
