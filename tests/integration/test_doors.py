"""PROTOCOL.md §1 and §2: the addresses, and who is let in."""

import asyncio
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from classroom_app import __version__
from classroom_app.domain import commands as cmd
from classroom_app.server.bounds import Bounds
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import JournalMaker, error_of, flat
from tests.helpers.school import School, open_school

STEP_FIELDS = {"id", "title", "order_index", "target_action", "guide_text", "voice_guide_text"}


async def refusal(school: School, cookie: str | None = None, **options: Any) -> int:
    """Try to open a socket and return the HTTP status of the refusal."""
    url = options.pop("url", school.socket_url)
    with pytest.raises(InvalidStatus) as caught:
        await Phone.open(url, cookie, **options)
    response = caught.value.response
    assert response.headers["Content-Type"] == "application/json"
    assert b'{"error":{"code":' in (response.body or b"")
    return response.status_code


def url_of(school: School, code: str, end: str = "/") -> str:
    return f"{school.base_url.replace('http', 'ws')}/ws/sessions/{code}{end}"


# §1 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["TEST001/", "TEST001", "test001/", "TeSt001", "test-0%2001/"])
async def test_a_socket_address_in_every_form(school: School, path: str) -> None:
    url = f"{school.base_url.replace('http', 'ws')}/ws/sessions/{path}"
    phone = await Phone.open(url, await school.student_cookie("Kim"))
    assert (await phone.ask("join"))["session_code"] == "TEST001"
    await phone.close()


@pytest.mark.parametrize("path", ["/", "/join/TEST001", "/join/test001/", "/join/NONE99"])
async def test_the_student_page(school: School, path: str) -> None:
    answer = await school.http.get(path)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert "<html" in answer.text


async def test_what_a_session_is(school: School) -> None:
    expected = {
        "session_code": "TEST001",
        "title": "알림 켜기",
        "status": "WAITING",
        "total_steps": 3,
        "locked": False,
    }
    answer = await school.http.get("/api/sessions/test-001")
    assert (answer.status_code, answer.json()) == (200, expected)
    await school.execute(cmd.SetLocked(True))
    await school.execute(cmd.NextStep())
    answer = await school.http.get("/api/sessions/TEST001/")
    assert answer.json() == {**expected, "status": "IN_PROGRESS", "locked": True}
    await school.execute(cmd.EndSession())
    answer = await school.http.get("/api/sessions/TEST001")
    assert (answer.status_code, answer.json()["status"]) == (200, "ENDED")


async def test_an_over_session_is_told_of_after_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path, code="GONE01") as school:
        cookie = await school.student_cookie("Kim")
        await school.execute(cmd.EndSession())
    async with open_school(tmp_path, code="NEXT01") as school:
        answer = await school.http.get("/api/sessions/GONE01")
        assert (answer.status_code, answer.json()["status"]) == (200, "ENDED")
        assert answer.json()["total_steps"] == 3
        assert await refusal(school, cookie, url=url_of(school, "GONE01")) == 410
        steps = await school.http.get(
            "/api/sessions/GONE01/subtasks", headers={"Cookie": f"sessionid={cookie}"}
        )
        assert len(steps.json()["subtasks"]) == 3


async def test_a_sessions_steps_are_those_of_step_changed(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone = await school.connect(cookie)
    answer = await school.http.get(
        "/api/sessions/TEST001/subtasks", headers={"Cookie": f"sessionid={cookie}"}
    )
    assert answer.status_code == 200
    told = []
    for _ in range(3):
        await school.execute(cmd.NextStep())
        told.append((await phone.expect("step_changed"))["subtask"])
    assert answer.json() == {"subtasks": told}
    assert [step["order_index"] for step in told] == [1, 2, 3]
    assert set(told[0]) == STEP_FIELDS
    assert set(told[2]) == STEP_FIELDS | {"text", "target_package"}


async def test_a_sessions_steps_are_for_its_students_alone(tmp_path: Path) -> None:
    async with open_school(tmp_path, code="OTHER1") as school:
        foreign = await school.student_cookie("Lee")
        await school.execute(cmd.EndSession())
    async with open_school(tmp_path, code="MINE01") as school:
        for cookie in ("", foreign, "made-up"):
            answer = await school.http.get(
                "/api/sessions/MINE01/subtasks", headers={"Cookie": f"sessionid={cookie}"}
            )
            assert answer.status_code == 403
            assert answer.json()["error"]["code"] == "forbidden"


async def test_sign_in_as_student(school: School) -> None:
    answer = await school.sign_in("  김하나 ")
    assert answer.status_code == 201
    me = answer.json()
    assert me == {
        "user_id": 2,
        "participant_id": 1,
        "user_name": "김하나",
        "session_code": "TEST001",
        "status": "WAITING",
    }
    cookie = {"Cookie": f"sessionid={cookie_of(answer)}"}
    again = await school.http.post("/api/sessions/test001/join?name=Other", headers=cookie)
    assert (again.status_code, again.json()) == (200, me)
    assert cookie_of(again) == cookie_of(answer)
    await school.execute(cmd.NextStep())
    again = await school.http.post("/api/sessions/TEST001/join?name=x", headers=cookie)
    assert again.json()["status"] == "IN_PROGRESS"


async def test_sign_in_of_a_device_that_is_already_in(school: School) -> None:
    first = await school.sign_in("Kim", device_id="tablet-1")
    second = await school.sign_in("Somebody", device_id="tablet-1")
    assert (first.status_code, second.status_code) == (201, 200)
    assert second.json() == first.json()
    phone = await school.connect(cookie_of(second))
    assert (await phone.join())["user_id"] == first.json()["user_id"]
    other = await school.sign_in("Kim", device_id="tablet-2")
    assert (other.status_code, other.json()["user_name"]) == (201, "Kim (2)")


async def test_sign_in_as_instructor(school: School) -> None:
    key = (school.program.config.data_dir / "instructor.key").read_text().strip()
    answer = await school.http.post(
        "/api/instructor/login", headers={"Authorization": f"Bearer {key}"}
    )
    school.http.cookies.clear()
    profile = school.services.desk.profile
    assert answer.status_code == 200
    assert answer.json() == {
        "user_id": profile.user_id,
        "user_name": profile.name,
        "role": "INSTRUCTOR",
    }
    phone = await school.connect(cookie_of(answer))
    assert (await phone.ask("next_step"))["type"] == "step_changed"


@pytest.mark.parametrize(
    "given", ["Bearer wrong", "Bearer", "wrong", "Basic {key}", "Bearer ü", "Bearer {key}x"]
)
async def test_a_wrong_key(school: School, given: str) -> None:
    key = (school.program.config.data_dir / "instructor.key").read_text().strip()
    answer = await school.http.post(
        "/api/instructor/login", headers=[(b"Authorization", given.format(key=key).encode())]
    )
    assert answer.status_code == 403
    assert answer.json()["error"]["code"] == "forbidden"
    assert "set-cookie" not in answer.headers


async def test_health(school: School) -> None:
    async def health() -> Any:
        answer = await school.http.get("/healthz")
        assert answer.status_code == 200
        return answer.json()

    phone = await school.student("Kim")
    told = await health()
    assert (told["status"], told["version"]) == ("ok", __version__)
    assert told["sessions"] == [{"session_code": "TEST001", "status": "WAITING", "online": 1}]
    watcher = await school.student("Lee")
    await phone.close()
    await watcher.expect("participant_left")
    await school.execute(cmd.NextStep())
    assert (await health())["sessions"] == [
        {"session_code": "TEST001", "status": "IN_PROGRESS", "online": 1}
    ]


async def test_the_cookie_and_the_key_file(school: School) -> None:
    tokens = set()
    for name in ("Kim", "Lee"):
        value = (await school.sign_in(name)).headers["set-cookie"]
        pair, *flags = value.split("; ")
        assert set(flags) == {"HttpOnly", "SameSite=Lax", "Path=/"}
        tokens.add(pair.removeprefix("sessionid="))
    tokens.add(await school.instructor_cookie())
    assert len(tokens) == 3
    assert all(len(token) * 6 >= 128 for token in tokens)  # base64: six bits each
    key_file = school.program.config.data_dir / "instructor.key"
    assert stat.S_IMODE(key_file.stat().st_mode) == 0o600
    assert len(key_file.read_text().strip()) * 6 >= 128


async def test_cookies_and_key_survive_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        phone_cookie = await school.student_cookie("Kim")
        instructor_cookie = await school.instructor_cookie()
        key = (tmp_path / "instructor.key").read_bytes()
    async with open_school(tmp_path) as school:
        phone = await school.connect(phone_cookie)
        assert (await phone.join())["user_name"] == "Kim"
        instructor = await school.connect(instructor_cookie)
        assert (await instructor.ask("next_step"))["type"] == "step_changed"
        assert (tmp_path / "instructor.key").read_bytes() == key


# §2 -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("cookie", [None, "made-up", "", "ü"])
@pytest.mark.parametrize("code", ["TEST001", "NONE99", "x"])
async def test_without_a_cookie_of_ours(school: School, cookie: str | None, code: str) -> None:
    assert await refusal(school, cookie, url=url_of(school, code)) == 403


async def test_a_made_up_cookie_makes_no_guest(open_house: School) -> None:
    assert await refusal(open_house, "made-up") == 403


async def test_cookies_in_other_sessions(tmp_path: Path) -> None:
    async with open_school(tmp_path, code="FIRST1") as school:
        student = await school.student_cookie("Kim")
        instructor = await school.instructor_cookie()
    async with open_school(tmp_path, code="SECOND") as school:
        await school.services.classroom.take_up(school.session.id - 1)
        assert await refusal(school, student) == 403
        for cookie in (student, instructor):
            assert await refusal(school, cookie, url=url_of(school, "NONE99")) == 404
        for code in ("FIRST1", "SECOND"):
            phone = await Phone.open(url_of(school, code), instructor)
            await phone.hears_nothing_but()
            await phone.close()
        phone = await Phone.open(url_of(school, "FIRST1"), student)
        assert (await phone.join())["session_code"] == "FIRST1"
        await phone.close()


async def test_a_session_that_is_over(school: School) -> None:
    cookies = [await school.student_cookie("Kim"), await school.instructor_cookie()]
    await school.execute(cmd.EndSession())
    for cookie in cookies:
        assert await refusal(school, cookie) == 410
    assert await refusal(school, None) == 403


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1", "https://127.0.0.1:{port}", ""]
)
async def test_foreign_origins(school: School, origin: str) -> None:
    cookie = await school.student_cookie("Kim")
    origin = origin.format(port=school.program.server.port)
    assert await refusal(school, cookie, additional_headers={"Origin": origin}) == 403
    answer = await school.http.post("/api/sessions/TEST001/join?name=x", headers={"Origin": origin})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "LOCALHOST"])
async def test_our_own_origins(school: School, host: str) -> None:
    origin = f"http://{host}:{school.program.server.port}"
    phone = await school.connect(await school.student_cookie("Kim"), origin=origin)
    assert (await phone.ask("join"))["type"] == "join_confirmed"


@pytest.fixture
async def small_class(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path, guests=True, bounds=Bounds(max_participants=2)) as school:
        yield school


async def test_a_full_class(small_class: School) -> None:
    first = await small_class.sign_in("Kim", device_id="d1")
    kim = await small_class.connect(cookie_of(first))
    await kim.join()
    lee_cookie = await small_class.student_cookie("Lee")
    lee = await small_class.connect(lee_cookie)
    await lee.join()

    answer = await small_class.sign_in("Park")
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "full")
    assert await refusal(small_class) == 503
    # Who is one of them always gets in: by cookie, by device, by a newer connection.
    assert (await small_class.sign_in("Kim", device_id="d1")).status_code == 200
    again = await small_class.connect(lee_cookie)
    assert (await again.join())["user_name"] == "Lee"
    await kim.close()
    await again.expect("participant_left")
    guest = await small_class.connect()
    assert (await guest.join(device_id="d1"))["user_name"] == "Kim"
    await small_class.instructor()

    await small_class.execute(cmd.RemoveParticipant(first.json()["participant_id"]))
    assert await guest.close_code() == 4003
    assert (await small_class.sign_in("Park")).status_code == 201


async def test_a_guest_with_a_device(open_house: School) -> None:
    guest = await open_house.connect()
    joined = await guest.ask("join", device_id="android-1", name="김하나")
    assert flat(joined)["user_name"] == "김하나"
    await guest.close()
    back = await open_house.connect()
    assert (await back.join(device_id="android-1", name="Else"))["user_id"] == joined["user_id"]


async def test_guests_without_a_name(open_house: School) -> None:
    names = [(await (await open_house.connect()).join())["user_name"] for _ in range(3)]
    assert names == ["게스트 1", "게스트 2", "게스트 3"]


async def test_a_guest_says_join_first(open_house: School) -> None:
    guest = await open_house.connect()
    for kind in ("heartbeat", "step_complete", "next_step", "nonsense", "cancel_help"):
        assert error_of(await guest.ask(kind, timestamp=1)) == ("not_joined", kind)
    await open_house.execute(cmd.NextStep())
    await open_house.execute(cmd.PauseSession())
    assert (await guest.ask("join"))["status"] == "PAUSED"  # and nothing was broadcast before


@pytest.mark.parametrize("name", ["", "  ", "x" * 41, "a\u202eb", "a\u0000b", 7, True, ["a"]])
async def test_a_guest_with_a_bad_name(open_house: School, name: object) -> None:
    guest = await open_house.connect()
    assert error_of(await guest.ask("join", name=name)) == ("invalid_field", "join")
    assert (await guest.ask("join", name="Kim"))["user_name"] == "Kim"


@pytest.mark.parametrize("device_id", ["", "x" * 201, 7, {}])
async def test_a_guest_with_a_bad_device(open_house: School, device_id: object) -> None:
    guest = await open_house.connect()
    assert error_of(await guest.ask("join", device_id=device_id)) == ("invalid_field", "join")


async def test_a_guest_who_says_nothing(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True, bounds=Bounds(guest_join_s=0.2)) as school:
        joined = await school.connect()
        await joined.join()
        silent = await school.connect()
        await silent.send("heartbeat", timestamp=1)
        assert await silent.close_code() == 1008
        assert await joined.hears_nothing_but() == []


async def test_guests_with_the_same_device_at_once(open_house: School) -> None:
    guests = [await open_house.connect() for _ in range(8)]
    for guest in guests:
        await guest.send("join", device_id="one", name="Kim")
    left = {asyncio.ensure_future(guest.close_code()): guest for guest in guests}
    while len(left) > 1:
        closed, _ = await asyncio.wait(left, return_when=asyncio.FIRST_COMPLETED)
        for ending in closed:
            assert ending.result() == 4001
            del left[ending]
    for ending, guest in left.items():
        ending.cancel()
        await asyncio.wait([ending])
        assert (await guest.ask_past("cancel_help", "join_confirmed"))["help_request_id"] is None
    session = open_house.services.classroom.session(open_house.session.id)
    assert session is not None
    assert [person.name for person in session.participants.values()] == ["Kim"]


async def test_a_newer_connection_closes_the_older(school: School) -> None:
    watcher = await school.student("Watcher")
    cookie = await school.student_cookie("Kim")
    older = await school.connect(cookie)
    await older.join()
    await watcher.expect("participant_joined")
    newer = await school.connect(cookie)
    assert await older.close_code() == 4001
    assert (await newer.join())["user_name"] == "Kim"
    await watcher.expect("participant_joined")
    assert await watcher.hears_nothing_but() == []  # nobody has left
    await newer.close()
    assert (await watcher.expect("participant_left"))["user_name"] == "Kim"


async def test_whom_the_instructor_removes(school: School) -> None:
    watcher = await school.student("Watcher")
    answer = await school.sign_in("Kim")
    phone = await school.connect(cookie_of(answer))
    await phone.join()
    await watcher.expect("participant_joined")
    await school.execute(cmd.RemoveParticipant(answer.json()["participant_id"]))
    assert await phone.close_code() == 4003
    assert (await watcher.expect("participant_left"))["user_id"] == answer.json()["user_id"]
    assert await refusal(school, cookie_of(answer)) == 403
    again = await school.sign_in("Kim")
    assert (again.status_code, again.json()["user_name"]) == (201, "Kim")
    await school.execute(cmd.SetLocked(True))
    await school.execute(cmd.RemoveParticipant(again.json()["participant_id"]))
    answer = await school.sign_in("Kim")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "locked")


async def test_a_removed_student_is_out_after_a_restart_too(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True) as school:
        answer = await school.sign_in("Kim", device_id="d")
        await school.execute(cmd.RemoveParticipant(answer.json()["participant_id"]))
    async with open_school(tmp_path, guests=True) as school:
        assert await refusal(school, cookie_of(answer)) == 403
        back = await school.sign_in("Kim", device_id="d")
        assert back.status_code == 201
        assert back.json() == answer.json()  # the same participant, readmitted


async def test_a_removal_right_after_a_sign_in_voids_that_cookie_too(tmp_path: Path) -> None:
    maker = JournalMaker()
    async with open_school(tmp_path, make_journal=maker) as school, asyncio.TaskGroup() as tasks:
        first = (await school.sign_in("Kim", device_id="d")).json()
        maker.journal.gate.clear()
        maker.journal.waiting.clear()
        tasks.create_task(school.execute(cmd.NextStep()))
        await maker.journal.waiting.wait()
        signing_in = tasks.create_task(school.sign_in("Kim", device_id="d"))
        async with httpx.AsyncClient(base_url=school.base_url, trust_env=False) as other:
            await other.get("/healthz")  # served after the sign-in has been decided
        tasks.create_task(school.execute(cmd.RemoveParticipant(first["participant_id"])))
        await asyncio.sleep(0)
        maker.journal.gate.set()
        answer = await signing_in
        assert answer.status_code == 200
        assert await refusal(school, cookie_of(answer)) == 403
    async with open_school(tmp_path) as school:
        assert await refusal(school, cookie_of(answer)) == 403


async def test_a_closed_door(open_house: School) -> None:
    inside = await open_house.sign_in("Kim", device_id="d")
    await open_house.execute(cmd.SetLocked(True))
    answer = await open_house.sign_in("Lee")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "locked")
    guest = await open_house.connect()
    assert error_of(await guest.ask("join", name="Lee")) == ("forbidden", "join")
    # Who is in stays in, and comes back.
    assert (await open_house.sign_in("Kim", device_id="d")).status_code == 200
    phone = await open_house.connect(cookie_of(inside))
    assert (await phone.ask("join"))["user_name"] == "Kim"
    await open_house.execute(cmd.SetLocked(False))
    assert (await guest.ask("join", name="Lee"))["user_name"] == "Lee"


async def test_a_second_person_of_the_same_name(open_house: School) -> None:
    instructor = await open_house.instructor()
    await open_house.student("Kim")
    await instructor.expect("participant_joined")
    answer = await open_house.sign_in("Kim")
    assert answer.json()["user_name"] == "Kim (2)"
    phone = await open_house.connect(cookie_of(answer))
    assert (await phone.join())["user_name"] == "Kim (2)"
    assert (await instructor.expect("participant_joined"))["user_name"] == "Kim (2)"
    guest = await open_house.connect()
    assert (await guest.join(name=" Kim"))["user_name"] == "Kim (3)"
    await phone.send("step_complete", subtask_id=1)
    assert (await instructor.expect("progress_updated"))["user_name"] == "Kim (2)"
    await phone.send("request_help")
    assert (await instructor.expect("help_requested"))["user_name"] == "Kim (2)"
    await phone.close()
    assert (await instructor.expect("participant_left"))["user_name"] == "Kim (2)"


async def test_the_same_cookie_twice_in_one_request(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    answer = await school.http.get(
        "/api/sessions/TEST001/subtasks",
        headers=httpx.Headers(
            [("Cookie", "sessionid=other-app; a=b"), ("Cookie", f"sessionid={cookie}")]
        ),
    )
    assert answer.status_code == 200
