"""The instructor's own phone: a pass that works once, a board, and a right that can be ended."""

import io

import pytest
from PIL import Image
from websockets.exceptions import InvalidStatus

from classroom_app.domain import commands as cmd
from classroom_app.server.remote import PASS_LIVES_S, RemotePasses
from tests.helpers.phone import cookie_of
from tests.helpers.sample import picture
from tests.helpers.school import School


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
