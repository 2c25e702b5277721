"""The instructor's own phone: a pass that works once, a board, and a right that can be ended."""

import io
from typing import Any

import httpx
import pytest
from PIL import Image
from websockets.exceptions import InvalidStatus

from classroom_app.domain import commands as cmd
from classroom_app.server.remote import PASS_LIVES_S, RemotePasses
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import picture
from tests.helpers.school import School, refusal


def remote_path(school: School) -> str:
    url = school.services.remote.new_url(school.session.id)
    return url.removeprefix(school.base_url)


async def redeem(school: School, path: str) -> str:
    answer = await school.http.post(f"/api{path}")
    school.http.cookies.clear()
    assert answer.status_code == 200, answer.text
    assert answer.json()["session_code"] == school.session.code
    return cookie_of(answer)


async def test_a_pass_works_once(school: School) -> None:
    path = remote_path(school)
    await redeem(school, path)
    assert (await school.http.post(f"/api{path}")).status_code == 403


def test_a_pass_lives_a_minute() -> None:
    now = [0.0]
    passes = RemotePasses(lambda: now[0])
    early = passes.issue(1)
    assert passes.redeem(early) == 1
    late = passes.issue(1)
    now[0] = PASS_LIVES_S + 0.1
    assert passes.redeem(late) is None


async def test_the_remote_leads_the_class(school: School) -> None:
    remote = await school.connect(await redeem(school, remote_path(school)))
    student = await school.student("Kim")
    await remote.send("next_step")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 1


async def test_a_phone_can_be_a_students_and_the_remote(school: School) -> None:
    # A browser's jar: what it was given is sent with every request to this address.
    jar = httpx.AsyncClient(base_url=school.base_url, trust_env=False)
    async with jar:
        seat = (await jar.post("/api/sessions/TEST001/join?name=Kim")).json()
        assert (await jar.post(f"/api{remote_path(school)}")).status_code == 200
        assert set(jar.cookies) == {"sessionid", "remoteid"}
        again = await jar.post("/api/sessions/TEST001/join?name=Other")
        assert (again.status_code, again.json()) == (200, seat)
        cookies = "; ".join(f"{name}={value}" for name, value in jar.cookies.items())
        both: dict[str, Any] = {"additional_headers": {"Cookie": cookies}}
        opened = [
            await Phone.open(school.socket_url + query, **both)
            for query in ("?role=STUDENT", "?role=INSTRUCTOR")
        ]
        school.phones += opened
        student, remote = opened
        assert (await student.join())["participant_id"] == seat["participant_id"]
        assert (await remote.join())["participant_id"] is None
        await remote.send("next_step")
        assert (await student.expect("step_changed"))["subtask"]["id"] == 1
        assert (await jar.get("/api/sessions/TEST001/board")).json()["here"] == 1
        # Without a role, it is the seat; a student's page that is removed gets nothing else.
        plain = await Phone.open(school.socket_url, **both)
        school.phones.append(plain)
        assert await student.close_code() == 4001
        assert (await plain.join())["participant_id"] == seat["participant_id"]
        await school.execute(cmd.RemoveParticipant(seat["participant_id"]))
        assert await plain.close_code() == 4003
        for query in ("", "?role=STUDENT"):
            assert await refusal(school, url=school.socket_url + query, **both) == 403
            steps = await jar.get(f"/api/sessions/TEST001/subtasks{query}")
            assert steps.status_code == 403
        assert await remote.expect("participant_left"), "the remote is still connected"


async def test_a_remotes_cookie_makes_no_student_and_no_guest(open_house: School) -> None:
    cookie = await redeem(open_house, remote_path(open_house))
    remote: dict[str, Any] = {"additional_headers": {"Cookie": f"remoteid={cookie}"}}
    url = open_house.socket_url
    phone = await Phone.open(url, **remote)
    open_house.phones.append(phone)
    assert (await phone.join())["participant_id"] is None
    await open_house.services.remote.revoke()
    assert await phone.close_code() == 4003
    for query in ("", "?role=INSTRUCTOR"):
        assert await refusal(open_house, url=url + query, **remote) == 403
    assert await refusal(open_house, url=f"{url}?role=INSTRUCTOR") == 403


async def test_the_board_is_for_instructors(school: School) -> None:
    cookie = await redeem(school, remote_path(school))
    student = await school.student("Kim")
    await school.execute(cmd.NextStep())
    await student.expect("step_changed")
    await student.send("step_complete", subtask_id=1)
    await student.expect("step_complete_confirmed")
    await student.send("request_help", subtask_id=2, message="?")
    await student.expect("request_help_confirmed")
    path = f"/api/sessions/{school.session.code}/board"
    board = (await school.http.get(path, headers={"Cookie": f"sessionid={cookie}"})).json()
    assert (board["here"], board["done"], board["subtask"]["id"]) == (1, 1, 1)
    assert [(t["user_name"], t["step"], t["message"]) for t in board["help"]] == [("Kim", 2, "?")]
    assert (await school.http.get(path)).status_code == 403


async def test_the_right_can_be_taken_back(school: School) -> None:
    remote = school.services.remote
    cookie = await redeem(school, remote_path(school))
    phone = await school.connect(cookie)
    await phone.hears_nothing_but()
    assert (remote.is_in_use, remote.is_connected) == (True, True)
    await remote.revoke()
    assert await phone.close_code() == 4003
    with pytest.raises(InvalidStatus, match="403"):
        await school.connect(cookie)


async def test_the_page_is_served(school: School) -> None:
    page = await school.http.get(remote_path(school))
    assert page.status_code == 200
    assert "/static/remote." in page.text
    assert "'unsafe-inline'" not in page.headers["content-security-policy"]


async def test_a_remote_leads_the_next_class_too(school: School) -> None:
    cookie = await redeem(school, remote_path(school))
    headers = {"Cookie": f"sessionid={cookie}"}

    async def open_now() -> object:
        answer = await school.http.get("/api/instructor/session", headers=headers)
        assert answer.status_code == 200
        return answer.json()

    assert await open_now() == {"session_code": school.session.code}
    await school.execute(cmd.EndSession())
    assert await open_now() == {"session_code": None}
    lesson = school.session.lesson.id
    following = await school.services.instructor.open_class(lesson, "NEXT02")
    assert await open_now() == {"session_code": "NEXT02"}
    school.session = following
    remote = await school.connect(cookie)
    student = await school.student("Kim")
    await remote.send("next_step")
    assert (await student.expect("step_changed"))["subtask"]["id"] == 1


async def test_which_class_is_open_is_for_instructors(school: School) -> None:
    for headers in ({}, {"Cookie": f"sessionid={await school.student_cookie('Kim')}"}):
        answer = await school.http.get("/api/instructor/session", headers=headers)
        assert answer.status_code == 403


async def test_the_picture_of_a_help_request(school: School) -> None:
    headers = {"Cookie": f"sessionid={await redeem(school, remote_path(school))}"}
    student = await school.student("Kim")
    await student.send("request_help", screenshot=picture("PNG"))
    await student.expect("request_help_confirmed")
    await school.pictures_settled()
    other = await school.student("Lee")
    await other.send("request_help")
    await other.expect("request_help_confirmed")
    code = school.session.code
    board = (await school.http.get(f"/api/sessions/{code}/board", headers=headers)).json()
    assert [ticket["has_picture"] for ticket in board["help"]] == [True, False]
    with_picture, without = (
        f"/api/sessions/{code}/help/{ticket['help_request_id']}/picture" for ticket in board["help"]
    )
    answer = await school.http.get(with_picture, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["cache-control"] == "no-store"
    assert Image.open(io.BytesIO(answer.content)).size == (40, 80)
    assert (await school.http.get(without, headers=headers)).status_code == 404
    assert (
        await school.http.get(without.replace("/help/", "/help/9"), headers=headers)
    ).status_code == 404
    as_student = {"Cookie": f"sessionid={await school.student_cookie('Park')}"}
    for nobody in ({}, as_student):
        assert (await school.http.get(with_picture, headers=nobody)).status_code == 403
