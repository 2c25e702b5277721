"""PROTOCOL.md §1: every address, in every form in which ordinary clients ask for it."""

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest

from classroom_app import __version__
from classroom_app.domain import commands as cmd
from classroom_app.server.instructor_key import read_or_make_key
from tests.helpers.access_list import who_may_read
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.raw import RawAnswer, exchange, request
from tests.helpers.school import School, open_school, refusal, url_of

STEP_FIELDS = {"id", "title", "order_index", "target_action", "guide_text", "voice_guide_text"}


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
    assert answer.headers["Content-Language"] == "ko"
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
            facts = await school.http.get(
                "/api/sessions/MINE01", headers={"Cookie": f"sessionid={cookie}"}
            )
            assert (facts.status_code, facts.json().get("online")) == (200, None)


async def test_who_is_in_a_session_sees_how_many_are_connected(school: School) -> None:
    await school.student("Kim")
    await school.student("Lee")
    mine, instructor = await school.student_cookie("Park"), await school.instructor_cookie()

    async def online(code: str, cookie: str) -> int | None:
        headers = {"Cookie": f"sessionid={cookie}"} if cookie else {}
        answer = await school.http.get(f"/api/sessions/{code}", headers=headers)
        assert answer.status_code == 200
        count: int | None = answer.json().get("online")
        return count

    assert await online("TEST001", mine) == 2
    assert await online("test001", instructor) == 2
    assert await online("TEST001", "") is None
    assert await online("TEST001", "made up") is None


async def test_sign_in_as_student(school: School) -> None:
    answer = await school.sign_in("  김하나 ")
    assert answer.status_code == 201
    me = answer.json()
    assert me.pop("class_id")
    assert me == {
        "user_id": 2,
        "participant_id": 1,
        "user_name": "김하나",
        "session_code": "TEST001",
        "status": "WAITING",
    }
    cookie = {"Cookie": f"sessionid={cookie_of(answer)}"}
    again = await school.http.post("/api/sessions/test001/join?name=Other", headers=cookie)
    answer_again = again.json()
    assert answer_again.pop("class_id")
    assert (again.status_code, answer_again) == (200, me)
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
    profile = school.services.instructor.profile
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


async def test_a_code_used_again_stands_for_the_class_that_is_on(school: School) -> None:
    await school.student("Kim")
    await school.execute(cmd.EndSession())
    lesson_id = school.session.lesson.id
    again = await school.services.instructor.open_class(lesson_id, school.session.code)
    cookie = {"Cookie": f"sessionid={await school.student_cookie('Lee')}"}
    phone = await school.connect(cookie["Cookie"].removeprefix("sessionid="))
    assert (await phone.join())["session_code"] == again.code
    facts = await school.http.get("/api/sessions/TEST001", headers=cookie)
    assert (facts.json()["status"], facts.json()["online"]) == ("WAITING", 1)
    health = await school.http.get("/healthz")
    assert health.json()["sessions"] == [
        {"session_code": "TEST001", "status": "WAITING", "online": 1}
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
    assert who_may_read(key_file) == "owner"
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


# Forms of a request -------------------------------------------------------------------------------

JOIN = "POST /api/sessions/TEST001/join?name=Kim"
ADDRESSES = {
    "/": "GET, HEAD",
    "/join/TEST001": "GET, HEAD",
    "/healthz": "GET, HEAD",
    "/api/sessions/TEST001": "GET, HEAD",
    "/api/sessions/TEST001/subtasks": "GET, HEAD",
    "/api/sessions/TEST001/join": "POST",
    "/api/instructor/login": "POST",
    "/ws/sessions/TEST001/": "GET",
}


def error_in(answer: RawAnswer) -> tuple[int, str]:
    """Return status and code of a refusal, after checking its form."""
    body = answer.json()
    assert set(body) == {"error"}
    assert set(body["error"]) == {"code", "message"}
    assert body["error"]["message"]
    assert answer.headers["content-type"] == "application/json"
    return answer.status, body["error"]["code"]


async def test_a_code_in_every_form(school: School) -> None:
    for code in ("test001", "Test%20001", "T-E-S-T-0-0-1", "%54EST001", "%20test001"):
        for end in ("", "/"):
            answer = await school.http.get(f"/api/sessions/{code}{end}")
            assert (answer.status_code, answer.json()["session_code"]) == (200, "TEST001"), code
        answer = await school.http.post(f"/api/sessions/{code}/join?name=Kim")
        school.http.cookies.clear()
        assert (answer.status_code, answer.json()["session_code"]) == (201, "TEST001"), code


async def test_what_no_session_is_called(school: School) -> None:
    for code in ("NONE99", "x", "JOIN", "TEST001X", "TEST%2F001", "%00", "%FF", "é"):
        answer = await school.http.get(f"/api/sessions/{code}")
        assert answer.status_code == 404, code
        assert answer.json()["error"]["code"] in ("unknown_session", "not_found"), code


async def test_a_request_without_a_body_as_clients_send_it(school: School) -> None:
    for sent in (
        request(JOIN, "Content-Length: 0"),
        request(JOIN, "content-length:0", "Connection: keep-alive", "Accept: */*"),
        request(JOIN, "Connection: close"),
        request(JOIN, "Transfer-Encoding: chunked") + b"0\r\n\r\n",
        request(JOIN, "Cookie: " + "; ".join(f"other{n}={'x' * 3_000}" for n in range(8))),
        request(f"{JOIN} HTTP/1.0"),
        request(f"{JOIN}&name=Lee&unknown=1#fragment"),
        request(JOIN.replace("/api", "http://127.0.0.1/api")),
        request(JOIN.replace("join?", "join/?")),
    ):
        answer = await exchange(school, sent)
        assert answer.status == 201, sent
        assert b'"user_name":"Kim' in answer.body
        assert answer.headers["connection"] == "close"
        assert len(answer.body) == int(answer.headers["content-length"])


async def test_a_name_in_the_address(school: School) -> None:
    for query, name in (
        ("name=%EA%B9%80+%ED%95%98%EB%82%98", "김 하나"),
        ("name=%20Kim%20", "Kim"),
        ("name=김두리", "김두리"),
        ("name=A%2BB%26C%3DD", "A+B&C=D"),
    ):
        answer = await exchange(school, request(f"POST /api/sessions/TEST001/join?{query}"))
        assert answer.status == 201
        assert answer.json()["user_name"] == name


async def test_an_address_that_comes_in_pieces(school: School) -> None:
    sent = request("POST /api/sessions/TEST001/join?name=김하나")
    middle = sent.index("김".encode()) + 1
    answer = await exchange(school, sent[:middle], sent[middle:])
    assert answer.json()["user_name"] == "김하나"


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize(
    ("typed", "leads_to"),
    [
        ("/TEST001", "/join/TEST001"),
        ("/test-001/", "/join/TEST001"),
        ("/JOIN/test001", "/join/TEST001"),
        ("/482913", "/join/482913"),
        ("/Join", "/"),
    ],
)
async def test_addresses_as_people_type_them(school: School, typed: str, leads_to: str) -> None:
    answer = await school.http.get(typed, headers=BROWSER)
    assert (answer.status_code, answer.headers["location"]) == (302, leads_to)
    page = await school.http.get(answer.headers["location"], headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")


@pytest.mark.parametrize("typed", ["/jion/TEST001", "/join/TEST001/x", "/가나다라", "/x", "/a b"])
async def test_a_mistyped_address_shows_the_page(school: School, typed: str) -> None:
    page = await school.http.get(typed, headers=BROWSER)
    assert (page.status_code, page.headers["content-type"]) == (404, "text/html; charset=utf-8")
    assert b'id="join-form"' in page.content or b"id=join-form" in page.content
    head = await school.http.head(typed, headers=BROWSER)
    assert (head.status_code, head.content) == (404, b"")
    program = await school.http.get(typed)
    assert program.json()["error"]["code"] == "not_found"


async def test_what_is_no_request_is_told_so(school: School) -> None:
    for sent, word in (
        (request(JOIN, "Content-Length: 2") + b"{}", "body"),
        (request(JOIN, "Transfer-Encoding: chunked") + b"2\r\n{}\r\n0\r\n\r\n", "body"),
        (b"\x16\x03\x01\x02\x00\x01\r\n\r\n", "HTTP"),
        (b"GET /healthz\r\n\r\n", "HTTP"),
        (b"GET /healthz HTTP/2.0\r\n\r\n", "HTTP"),
        (request("GET /healthz", "no colon"), "HTTP"),
    ):
        answer = await exchange(school, sent)
        assert error_in(answer) == (400, "invalid_field"), sent
        assert word in answer.json()["error"]["message"]


async def test_a_request_that_is_too_long(school: School) -> None:
    for sent, status in (
        (request("GET /" + "a" * 9_000), 414),
        (request("GET /healthz", *["X: y"] * 300), 431),
        (request("GET /healthz", "X: " + "y" * 9_000), 431),
        (request("GET /healthz", "Cookie: " + "y" * 70_000), 431),
    ):
        assert error_in(await exchange(school, sent))[0] == status


async def test_a_header_that_comes_twice(school: School) -> None:
    for line, status in (("GET /", 200), ("POST /api/instructor/login", 403)):
        for header in ("Accept-Encoding: gzip", "Host: other", "Authorization: Bearer x"):
            answer = await exchange(school, request(line, header, header))
            assert answer.status == status, header


async def test_head(school: School) -> None:
    cookie = f"Cookie: sessionid={await school.student_cookie('Kim')}"
    for path in (path for path, allow in ADDRESSES.items() if "HEAD" in allow):
        full = await exchange(school, request(f"GET {path}", cookie))
        head = await exchange(school, request(f"HEAD {path}", cookie))
        assert (full.status, head.status) == (200, 200), path
        assert head.headers == full.headers
        assert full.body
        assert head.body == b""


async def test_a_method_that_an_address_does_not_know(school: School) -> None:
    cookie = f"Cookie: sessionid={await school.student_cookie('Kim')}"
    methods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "get"}
    for path, allow in ADDRESSES.items():
        for method in methods - set(allow.split(", ")):
            sent = request(f"{method} {path}", cookie, "Content-Length: 0")
            answer = await exchange(school, sent)
            assert answer.headers["allow"] == allow
            if method == "HEAD":
                assert (answer.status, answer.body) == (405, b"")
            else:
                assert error_in(answer) == (405, "method_not_allowed")


async def test_an_upgrade_that_is_none(school: School) -> None:
    cookie = f"Cookie: sessionid={await school.student_cookie('Kim')}"
    upgrade = ["Upgrade: websocket", "Connection: Upgrade"]
    key = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA=="
    for headers, status in (
        ([], 426),
        ([*upgrade, "Sec-WebSocket-Version: 13"], 400),
        ([*upgrade, "Sec-WebSocket-Version: 8", key], 400),
    ):
        sent = request("GET /ws/sessions/TEST001/", cookie, *headers)
        assert error_in(await exchange(school, sent)) == (status, "invalid_field")


async def test_where_there_is_nothing(school: School) -> None:
    for path in ("/nothing", "/api", "/api/sessions", "/ws/sessions", "/static/x"):
        answer = await exchange(school, request(f"GET {path}"))
        assert error_in(answer) == (404, "not_found")
        assert (await exchange(school, request(f"HEAD {path}"))).body == b""


# Cookies, keys, codes -----------------------------------------------------------------------------


async def test_the_cookie_to_the_letter(school: School) -> None:
    key = (school.program.config.data_dir / "instructor.key").read_text().strip()
    for sent in (
        request(JOIN),
        request("POST /api/instructor/login", f"Authorization: Bearer {key}"),
        request("POST /api/instructor/login", f"authorization: bearer  {key} "),
    ):
        cookie = (await exchange(school, sent)).headers["set-cookie"]
        assert re.fullmatch(r"sessionid=[\w\-]{22,}; HttpOnly; SameSite=Lax; Path=/", cookie)


async def test_of_a_cookie_only_its_hash_is_kept(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        tokens = [await school.student_cookie("Kim"), await school.instructor_cookie()]
        key = (tmp_path / "instructor.key").read_bytes().strip()
    kept = (tmp_path / "classroom.db").read_bytes()
    assert key not in kept
    for token in tokens:
        assert token.encode() not in kept
        assert hashlib.sha256(token.encode()).hexdigest().encode() in kept


def test_a_key_file_that_others_may_read_is_mended(tmp_path: Path) -> None:
    path = tmp_path / "instructor.key"
    key = read_or_make_key(path)
    path.unlink()
    path.write_text(key + "\n", "ascii")
    path.chmod(0o644)
    assert who_may_read(path) != "owner"
    assert read_or_make_key(path) == key
    assert who_may_read(path) == "owner"
    assert list(tmp_path.iterdir()) == [path]


def test_a_key_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "instructor.key"
    path.touch(0o666)  # as a power cut leaves it
    (tmp_path / ".instructor.key.part").write_text("half")
    key = read_or_make_key(path)
    assert len(key) * 6 >= 128
    assert path.read_text() == f"{key}\n"
    assert who_may_read(path) == "owner"
    assert list(tmp_path.iterdir()) == [path]


async def test_a_key_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "instructor.key").write_text("열쇠 하나\n", encoding="utf-8")
    async with open_school(tmp_path) as school:
        for given, status in (("열쇠 하나", 200), ("열쇠", 403)):
            sent = request("POST /api/instructor/login", f"Authorization: Bearer {given}")
            assert (await exchange(school, sent)).status == status


async def test_a_made_up_code(tmp_path: Path) -> None:
    async with open_school(tmp_path, code="") as school:
        code = school.session.code
        assert re.fullmatch(r"\d{6}", code)
        answer = await school.http.get(f"/api/sessions/{code[:3]} {code[3:]}")
        assert answer.json()["session_code"] == code
