"""PROTOCOL.md §2: who is let in, how guests join, and who is sent out again."""

import asyncio
import logging
import unicodedata
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain import commands as cmd
from classroom_app.server.bounds import Bounds
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import HandClock, JournalMaker, error_of, flat
from tests.helpers.school import HOST, LESSON, School, open_school, refusal, url_of


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
        first = school.session.id
    async with open_school(tmp_path, code="SECOND") as school:
        await school.services.classroom.recover(first)
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


@pytest.mark.parametrize("host", ["teacher-pc.lan", "teacher-pc.lan:8000", "localhost:9000"])
async def test_our_own_page_under_another_name(school: School, host: str) -> None:
    """As a router calls this PC, or at a port that is forwarded to it."""
    headers = {"Host": host, "Origin": f"http://{host}"}
    answer = await school.http.post("/api/sessions/TEST001/join?name=Kim", headers=headers)
    assert answer.status_code == 201
    phone = await Phone.open(
        f"ws://{host}/ws/sessions/TEST001/",
        cookie_of(answer),
        origin=f"http://{host}",
        host=HOST,
        port=school.program.server.port,
    )
    assert (await phone.join())["user_name"] == "Kim"
    await phone.close()


async def test_a_page_under_a_name_that_anybody_can_have(
    school: School, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be ours, or that of somebody whose name leads here for a moment (DNS rebinding)."""
    headers = {"Host": "evil.example:8000", "Origin": "http://evil.example:8000"}
    with caplog.at_level(logging.INFO):
        for _ in range(3):
            answer = await school.http.post("/api/sessions/TEST001/join?name=x", headers=headers)
            assert (answer.status_code, answer.json()["error"]["code"]) == (403, "forbidden")
            assert "an address that the window shows" in answer.json()["error"]["message"]
        for n in range(50):
            origin = {"Origin": f"http://evil-{n}.example"}
            assert await refusal(school, additional_headers=origin) == 403
    told = [r.message for r in caplog.records if "A page of" in r.message]
    assert len(told) == 20, "no page fills the log"
    assert told[0].startswith("A page of 'http://evil.example:8000' was refused")


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


@pytest.mark.parametrize(
    "name", ["", "  ", "x" * 41, "a\u202eb", "a\u0000b", "\u3164", 7, True, ["a"]]
)
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


async def test_a_locked_class_is_open_to_the_phones_that_are_in_it(school: School) -> None:
    """Such as one that has lost its cookie, and asks before it signs in again."""

    async def is_locked_for(query: str) -> bool:
        answer = await school.http.get(f"/api/sessions/TEST001{query}")
        locked: bool = answer.json()["locked"]
        return locked

    inside = await school.sign_in("Kim", device_id="d")
    await school.execute(cmd.SetLocked(True))
    assert [await is_locked_for(query) for query in ("", "?device_id=", "?device_id=other")] == [
        True
    ] * 3
    assert not await is_locked_for("?device_id=d")
    assert (await school.sign_in("Kim", device_id="d")).status_code == 200
    await school.execute(cmd.RemoveParticipant(inside.json()["participant_id"]))
    assert await is_locked_for("?device_id=d")


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


async def test_a_client_that_keeps_no_cookies(open_house: School) -> None:
    """Such as a browser that blocks them: it asks for the token as text, and brings it as text."""
    signed_in = await open_house.sign_in("Kim", device_id="d", cookies="no")
    ticket = signed_in.json()["ticket"]
    assert ticket == cookie_of(signed_in)
    phone = await Phone.open(f"{open_house.socket_url}?ticket={ticket}")
    assert (await phone.join())["user_name"] == "Kim"
    await phone.close()
    steps = "/api/sessions/TEST001/subtasks"
    assert (await open_house.http.get(f"{steps}?ticket={ticket}")).status_code == 200
    again = await open_house.sign_in("Kim", ticket=ticket)
    assert (again.status_code, again.json()["user_name"]) == (200, "Kim")
    # Whom a ticket stands for no more is nobody, and no guest either.
    await open_house.execute(cmd.RemoveParticipant(signed_in.json()["participant_id"]))
    for void in (ticket, "made-up", "%FF"):
        assert (await open_house.http.get(f"{steps}?ticket={void}")).status_code == 403
    for void in (ticket, "made-up"):
        assert await refusal(open_house, url=f"{open_house.socket_url}?ticket={void}") == 403


async def test_no_script_makes_a_cookie_a_ticket(school: School) -> None:
    signed_in = await school.sign_in("Kim")
    assert "ticket" not in signed_in.json()
    again = await school.http.post(
        "/api/sessions/TEST001/join?cookies=no",
        headers={"Cookie": f"sessionid={cookie_of(signed_in)}"},
    )
    assert again.status_code == 200
    assert "ticket" not in again.json()
    # Nor does an address hold the right to lead.
    instructor = await school.instructor_cookie()
    board = await school.http.get(f"/api/sessions/TEST001/board?ticket={instructor}")
    assert board.status_code == 403
    assert await refusal(school, url=f"{school.socket_url}?ticket={instructor}") == 403


async def test_a_ticket_is_no_pass_for_a_page_of_another_site(school: School) -> None:
    ticket = (await school.sign_in("Kim", cookies="no")).json()["ticket"]
    url = f"{school.socket_url}?ticket={ticket}"
    assert (
        await refusal(school, url=url, additional_headers={"Origin": "http://evil.example"}) == 403
    )


async def test_the_same_cookie_twice_in_one_request(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    answer = await school.http.get(
        "/api/sessions/TEST001/subtasks",
        headers=httpx.Headers(
            [("Cookie", "sessionid=other-app; a=b"), ("Cookie", f"sessionid={cookie}")]
        ),
    )
    assert answer.status_code == 200


# Cookies, origins and order -----------------------------------------------------------------------


async def test_our_cookie_in_every_company(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    for header in (
        f"sessionid={cookie}",
        f'sessionid="{cookie}"',
        f"csrftoken=x; sessionid={cookie}; theme=dark",
        f"theme=dark;sessionid={cookie}",
        f"sessionid=somebody-else's; sessionid={cookie}",
        f"sessionid={cookie}; sessionid=somebody-else's",
    ):
        phone = await Phone.open(school.socket_url, additional_headers={"Cookie": header})
        assert (await phone.ask("join"))["user_name"] == "Kim", header
        await phone.close()
    for header in (
        f"SESSIONID={cookie}",
        f"xsessionid={cookie}",
        f"sessionid={cookie}x",
        f"sessionid={cookie[:-1]}",
        f"sessionid={cookie.swapcase()}",
    ):
        assert await refusal(school, additional_headers={"Cookie": header}) == 403, header


async def test_which_answer_comes_first(open_house: School) -> None:
    """A foreign page, then no cookie, then no session, then another one, then the end."""
    cookie = await open_house.student_cookie("Kim")
    unknown = url_of(open_house, "NONE99")
    evil = {"Origin": "http://evil.example"}
    assert await refusal(open_house, cookie, url=unknown, additional_headers=evil) == 403
    assert await refusal(open_house, url=unknown) == 403
    assert await refusal(open_house, cookie, url=unknown) == 404
    assert await refusal(open_house, additional_headers=evil) == 403
    await open_house.execute(cmd.EndSession())
    assert await refusal(open_house, cookie, additional_headers=evil) == 403
    assert await refusal(open_house, "made-up") == 403
    assert await refusal(open_house) == 403
    assert await refusal(open_house, cookie) == 410
    assert await refusal(open_house, cookie, url=unknown) == 404


async def test_a_code_that_is_used_again(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        old = await school.student_cookie("Kim")
        await school.execute(cmd.EndSession())
        assert await refusal(school, old) == 410
    async with open_school(tmp_path) as school:
        assert await refusal(school, old) == 403  # it is another session
        again = await school.http.post(
            "/api/sessions/TEST001/join?name=Kim", headers={"Cookie": f"sessionid={old}"}
        )
        assert again.status_code == 201
        assert cookie_of(again) != old
        assert (await school.http.get("/api/sessions/TEST001")).json()["status"] == "WAITING"


async def test_origins_of_requests_that_change_something(school: School) -> None:
    key = (school.program.config.data_dir / "instructor.key").read_text().strip()
    join, login = "/api/sessions/TEST001/join?name=Kim", "/api/instructor/login"
    port = school.program.server.port
    for origin, status in (
        (f"http://127.0.0.1:{port}", {201, 200}),
        (f"http://LOCALHOST:{port}", {201, 200}),
        (f"http://[::1]:{port}", {201, 200}),
        (f"http://127.0.0.1:{port + 1}", {403}),
        (f"https://127.0.0.1:{port}", {403}),
        (f"http://127.0.0.1:{port}/", {403}),
        (f"http://evil.example:{port}", {403}),
        ("null", {403}),
    ):
        for path, headers in ((join, {}), (login, {"Authorization": f"Bearer {key}"})):
            school.http.cookies.clear()
            answer = await school.http.post(path, headers={"Origin": origin, **headers})
            assert answer.status_code in status, (origin, path)
            assert ("set-cookie" in answer.headers) == (status != {403})
            assert "access-control-allow-origin" not in answer.headers
    # Reading is for everybody: no other page can see the answer.
    answer = await school.http.get("/api/sessions/TEST001", headers={"Origin": "null"})
    assert answer.status_code == 200


@pytest.mark.parametrize("host", ["::1", "127.0.0.1"])
async def test_the_address_that_was_bound(tmp_path: Path, host: str) -> None:
    program = Program(
        Config(data_dir=tmp_path, host=host, port=0, lesson_file=LESSON, code="TEST001")
    )
    program.prepare()
    await program.start()
    try:
        await program.open_initial_session()
        (url,) = program.server.urls()
        async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
            answer = await http.post("/api/sessions/TEST001/join?name=Kim", headers={"Origin": url})
        phone = await Phone.open(
            f"{url.replace('http', 'ws')}/ws/sessions/TEST001/", cookie_of(answer), origin=url
        )
        assert (await phone.ask("join"))["user_name"] == "Kim"
        await phone.close()
    finally:
        await program.stop()


# Guests and those who were sent out ---------------------------------------------------------------


async def test_a_guest_of_an_older_app(open_house: School) -> None:
    guest = await open_house.connect()
    await guest.socket.send('{"type":"join","device_id":"d","name":"Kim"}')
    first = await guest.receive()
    assert first["user_name"] == "Kim"
    # The same device signs in over HTTP too, and is the same person there.
    answer = await open_house.sign_in("Whoever", device_id="d")
    assert answer.status_code == 200
    assert answer.json()["participant_id"] == first["participant_id"]


async def test_a_device_is_the_same_person_after_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True) as school:
        guest = await school.connect()
        before = await guest.join(device_id="d", name="Kim")
        await guest.ask("step_complete", subtask_id=1)
    async with open_school(tmp_path, guests=True) as school:
        guest = await school.connect()
        after = await guest.join(device_id="d")
        assert after["participant_id"] == before["participant_id"]
        assert after["user_name"] == "Kim"
        assert after["completed_subtasks"] == [1]


async def test_a_guest_who_was_removed(open_house: School) -> None:
    guest = await open_house.connect()
    me = await guest.join(device_id="d", name="Kim")
    await open_house.execute(cmd.SetLocked(True))
    await open_house.execute(cmd.RemoveParticipant(me["participant_id"]))
    assert await guest.close_code() == 4003
    back = await open_house.connect()
    assert error_of(await back.ask("join", device_id="d")) == ("forbidden", "join")
    await open_house.execute(cmd.SetLocked(False))
    assert (await back.ask("join", device_id="d"))["participant_id"] == me["participant_id"]


async def test_a_void_cookie_at_the_sign_in(school: School) -> None:
    first = await school.sign_in("Kim")
    await school.execute(cmd.RemoveParticipant(first.json()["participant_id"]))
    void = {"Cookie": f"sessionid={cookie_of(first)}"}
    answer = await school.http.get("/api/sessions/TEST001/subtasks", headers=void)
    assert answer.status_code == 403
    answer = await school.http.post("/api/sessions/TEST001/join?name=Kim", headers=void)
    assert answer.status_code == 201
    assert answer.json()["participant_id"] != first.json()["participant_id"]
    assert cookie_of(answer) != cookie_of(first)


async def test_who_was_removed_comes_back_under_another_name(school: School) -> None:
    watcher = await school.student("Watcher")
    rude = (await school.sign_in("a rude word", device_id="d")).json()
    await school.execute(cmd.RemoveParticipant(rude["participant_id"]))
    school.http.cookies.clear()
    back = await school.sign_in("Kim", device_id="d")
    assert (back.status_code, back.json()["user_name"]) == (201, "Kim")
    assert back.json()["participant_id"] == rude["participant_id"]
    assert (await watcher.expect("participant_renamed"))["user_name"] == "Kim"


async def test_a_phone_corrects_its_name(school: School) -> None:
    watcher = await school.student("Watcher")
    join = "/api/sessions/TEST001/join"
    mine = await school.sign_in("Kin", device_id="d")
    cookie = {"Cookie": f"sessionid={cookie_of(mine)}"}
    for change, name in (("", "Kin"), ("&change=name", "Kim"), ("&change=else", "Kim")):
        school.http.cookies.clear()
        answer = await school.http.post(f"{join}?name=Kim{change}", headers=cookie)
        assert (answer.status_code, answer.json()) == (200, {**mine.json(), "user_name": name})
        assert cookie_of(answer) == cookie_of(mine)
    assert (await watcher.expect("participant_renamed"))["user_name"] == "Kim"
    # The same without the cookie, which was lost.
    school.http.cookies.clear()
    answer = await school.http.post(f"{join}?name=Watcher&device_id=d&change=name")
    assert (answer.status_code, answer.json()["user_name"]) == (200, "Watcher (2)")
    school.http.cookies.clear()
    bad = await school.http.post(f"{join}?name=%E3%85%A4&change=name", headers=cookie)
    assert (bad.status_code, bad.json()["error"]["code"]) == (400, "invalid_field")


async def test_a_second_person_on_one_phone(school: School) -> None:
    join = "/api/sessions/TEST001/join"
    first = await school.sign_in("Kim", device_id="one")
    cookie = {"Cookie": f"sessionid={cookie_of(first)}"}
    other = await school.http.post(f"{join}?name=Lee&device_id=two&change=person", headers=cookie)
    assert (other.status_code, other.json()["user_name"]) == (201, "Lee")
    assert other.json()["participant_id"] != first.json()["participant_id"]
    cookie = {"Cookie": f"sessionid={cookie_of(other)}"}
    school.http.cookies.clear()
    back = await school.http.post(f"{join}?name=Kim&device_id=one&change=person", headers=cookie)
    assert (back.status_code, back.json()) == (200, first.json())
    school.http.cookies.clear()
    await school.execute(cmd.SetLocked(True))
    refused = await school.http.post(f"{join}?name=Park&change=person", headers=cookie)
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "locked")


@pytest.mark.parametrize("twin", ["김\u200b영희", "김\u00a0영희", "김\u3164영희", "김\u200d영희"])
async def test_a_name_that_looks_the_same_is_told_apart_at_every_door(
    open_house: School, twin: str
) -> None:
    await open_house.student("김영희")
    assert (await open_house.sign_in(twin)).json()["user_name"].endswith("희 (2)")
    guest = await open_house.connect()
    assert (await guest.join(name=twin))["user_name"].endswith("희 (3)")


async def test_a_name_in_parts_is_composed(open_house: School) -> None:
    name = "가나다라마바사아자차카타파하" * 2
    parts = unicodedata.normalize("NFD", name)
    assert (await open_house.sign_in(parts)).json()["user_name"] == name
    guest = await open_house.connect()
    assert (await guest.join(name=parts))["user_name"] == f"{name} (2)"


async def test_a_closed_door_is_open_to_cookies(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    await school.execute(cmd.SetLocked(True))
    answer = await school.http.post(
        "/api/sessions/TEST001/join?name=x", headers={"Cookie": f"sessionid={cookie}"}
    )
    assert (answer.status_code, answer.json()["user_name"]) == (200, "Kim")
    assert (await (await school.connect(cookie)).ask("join"))["user_name"] == "Kim"


async def test_each_class_has_an_id_of_its_own(tmp_path: Path) -> None:
    """Two databases count alike; what a phone keeps of a class must not pass for the other's."""

    async def joined(school: School) -> str:
        answer = await school.sign_in("Kim")
        phone = await school.connect(cookie_of(answer))
        snapshot = await phone.join()
        assert snapshot["class_id"] == answer.json()["class_id"]
        assert snapshot["participant_id"] == 1 or len(school.session.participants) > 1
        class_id: str = snapshot["class_id"]
        return class_id

    clock = HandClock()
    found = []
    for name in ("one", "other", "one"):
        async with open_school(tmp_path / name, clock=clock) as school:
            found.append(await joined(school))
    assert found[0] == found[2] != found[1]
