"""A new code for a running class: who is in stays in, and nobody new comes by the old one."""

from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.session_code import formatted_code, is_easy_to_guess
from tests.helpers.device import Device
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import error_of, flat
from tests.helpers.school import School, open_school, refusal, url_of


async def new_code(school: School, *, longer: bool = False) -> str:
    session = await school.services.instructor.new_code(school.session.id, longer=longer)
    assert session is school.session
    return session.code


def bearer(cookie: str) -> dict[str, str]:
    return {"Cookie": f"sessionid={cookie}"}


async def test_who_is_in_stays_in_and_comes_back(school: School) -> None:
    kim_cookie, lead_cookie = await school.student_cookie("Kim"), await school.instructor_cookie()
    kim, lead = await school.connect(kim_cookie), await school.connect(lead_cookie)
    await kim.join()
    code = await new_code(school)
    assert (len(code), code.isdigit(), is_easy_to_guess(code)) == (6, True, False)
    await school.execute(cmd.SendMessage("hello"))
    assert flat(await kim.expect("instructor_message"))["message"] == "hello"
    assert flat(await lead.expect("instructor_message"))["message"] == "hello"
    for known in ("TEST001", code):
        back = await Phone.open(url_of(school, known), kim_cookie)
        assert (await back.join())["session_code"] == code
        await back.close()
        lead = await Phone.open(url_of(school, known), lead_cookie)
        assert (await lead.join())["session_code"] == code
        await lead.close()
        for path in ("", "/subtasks"):
            for cookie in (kim_cookie, lead_cookie):
                answer = await school.http.get(
                    f"/api/sessions/{known}{path}", headers=bearer(cookie)
                )
                assert answer.status_code == 200
        answer = await school.http.get(f"/api/sessions/{known}/board", headers=bearer(lead_cookie))
        assert answer.status_code == 200
        answer = await school.http.post(
            f"/api/sessions/{known}/join?name=x", headers=bearer(kim_cookie)
        )
        assert (answer.status_code, answer.json()["user_name"]) == (200, "Kim")


async def test_nobody_new_comes_by_the_old_one(open_house: School) -> None:
    school = open_house
    await school.sign_in("Kim", device_id="known")
    out = await school.sign_in("Lee", device_id="out")
    await school.execute(cmd.RemoveParticipant(out.json()["participant_id"]))
    code = await new_code(school)
    for device in ({}, {"device_id": "new"}, {"device_id": "out"}):
        school.http.cookies.clear()
        answer = await school.http.post(
            "/api/sessions/TEST001/join", params={"name": "Park", **device}
        )
        assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_session")
    assert (await school.http.get("/api/sessions/TEST001")).status_code == 404
    stranger = await Phone.open(url_of(school, "TEST001"))  # may be Kim's phone that comes back
    for who in ({}, {"device_id": "new"}, {"device_id": "out"}):
        assert error_of(await stranger.ask("join", **who)) == ("forbidden", "join")
    assert (await stranger.ask("join", device_id="known"))["user_name"] == "Kim"
    await stranger.close()
    async with Device(school) as app:
        assert (await app.join("Choi", code="TEST001")).status_code == 404
        assert (await app.join("Choi", code=code)).status_code == 201
    answer = await school.http.post("/api/sessions/TEST001/join?name=Kim&device_id=known")
    assert (answer.status_code, answer.json()["session_code"]) == (200, code)
    school.http.cookies.clear()
    answer = await school.http.post(f"/api/sessions/{code}/join?name=Park")
    assert answer.status_code == 201


async def test_it_survives_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        kim, stranger = await school.student_cookie("Kim"), None
        first = await new_code(school)
        second = await new_code(school)
        assert first != second
    async with open_school(tmp_path, code="OTHER1") as school:
        # Not taken up again yet: phones are told to come back, and nobody that it is over.
        for code in ("TEST001", first, second):
            assert await refusal(school, kim, url=url_of(school, code)) == 503
        (summary,) = school.services.classroom.unfinished
        assert summary.code == second
        session = await school.services.instructor.recover(summary)
        assert session.code == second
        assert session.former_codes == {"TEST001", first}
        for code in ("TEST001", first, second):
            phone = await Phone.open(url_of(school, code), kim)
            assert (await phone.join())["session_code"] == second
            await phone.close()
            assert await refusal(school, stranger, url=url_of(school, code)) == 403
        assert (await school.http.get(f"/api/sessions/{first}")).status_code == 404
        assert (await school.http.get(f"/api/sessions/{second}")).status_code == 200


async def test_the_old_code_may_become_another_classs(school: School) -> None:
    kim = await school.student_cookie("Kim")
    await new_code(school)
    lesson = school.session.lesson.id
    other = await school.services.instructor.open_class(lesson, "TEST001")
    assert other.id != school.session.id
    phone = await Phone.open(url_of(school, "TEST001"), kim)
    assert (await phone.join())["session_code"] == school.session.code
    await phone.close()
    lee = cookie_of(await school.http.post("/api/sessions/TEST001/join?name=Lee"))
    phone = await Phone.open(url_of(school, "TEST001"), lee)
    assert (await phone.join())["class_id"] == other.class_id
    await phone.close()


async def test_a_longer_one_where_somebody_guesses(school: School) -> None:
    code = await new_code(school, longer=True)
    assert (len(code), code.isdigit()) == (9, True)
    assert formatted_code(code) == f"{code[:3]} {code[3:6]} {code[6:]}"
    assert not school.services.classroom.has_short_code


async def test_the_report_says_so(school: School) -> None:
    await new_code(school)
    report = (await school.services.reports.record(school.session.id)).report
    assert [row.control.value for row in report.controls] == ["NEW_CODE"]
    assert report.code == school.session.code


async def test_health_and_the_remote_name_the_new_one(school: School) -> None:
    code = await new_code(school)
    health = (await school.http.get("/healthz")).json()
    assert [each["session_code"] for each in health["sessions"]] == [code]
    answer = await school.http.get(
        "/api/instructor/session", headers=bearer(await school.instructor_cookie())
    )
    assert answer.json()["session_code"] == code
    assert school.services.server.join_url(code).endswith(f"/join/{code}")


@pytest.mark.parametrize("code", ["JOIN", "a b", "x" * 13, ""])
async def test_a_code_that_is_none(school: School, code: str) -> None:
    with pytest.raises(Exception, match="code must be"):
        await school.execute(cmd.ChangeCode(code))
