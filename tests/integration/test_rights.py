"""Rights to lead that end: with the day, with the key, with a restart, and all with one press."""

import asyncio
import shutil
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.server import remote_service
from classroom_app.server.instructor_key import KEY_FILE
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import HandClock
from tests.helpers.school import School, open_school, refusal
from tests.helpers.timing import PATIENCE_S

DAY_S = 86_400


async def invited(school: School) -> str:
    """Return the cookie of a phone that was invited for the class that is open."""
    path = school.services.remote.new_url(school.session.id).removeprefix(school.base_url)
    answer = await school.http.post(f"/api{path}")
    school.http.cookies.clear()
    assert answer.status_code == 200
    return cookie_of(answer)


async def may_lead(school: School, cookie: str) -> bool:
    """Tell whether a cookie opens the class's socket; the board must say the same."""
    headers = {"Cookie": f"sessionid={cookie}"}
    board = await school.http.get(f"/api/sessions/{school.session.code}/board", headers=headers)
    if board.status_code == 403:
        assert await refusal(school, cookie) == 403
        return False
    assert board.status_code == 200
    phone = await school.connect(cookie)
    await phone.hears_nothing_but()
    return True


async def led(school: School, cookie: str) -> str | None:
    """Return the code of the class that a cookie is told to lead."""
    headers = {"Cookie": f"sessionid={cookie}"}
    answer = await school.http.get("/api/instructor/session", headers=headers)
    if answer.status_code == 403:
        return None
    code: str | None = answer.json()["session_code"]
    return code


async def test_a_remote_leads_its_class_after_a_restart_and_no_other(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookie = await invited(school)
        lesson = school.session.lesson.id
        assert await may_lead(school, cookie)
    async with open_school(tmp_path) as school:
        assert await led(school, cookie) == school.session.code
        assert await may_lead(school, cookie)
        await school.execute(cmd.EndSession())
        school.session = await school.services.instructor.open_class(lesson, "NEXT02")
        assert await led(school, cookie) is None
        assert not await may_lead(school, cookie)
        headers = {"Cookie": f"sessionid={cookie}"}
        for path in ("/api/sessions/NEXT02/subtasks", "/api/screenshots/1"):
            assert (await school.http.get(path, headers=headers)).status_code == 403
        session = await school.http.get("/api/sessions/NEXT02", headers=headers)
        assert "online" not in session.json()


async def test_a_remote_ends_with_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_service, "LOOK_EVERY_S", 0.01)
    clock = HandClock()
    async with open_school(tmp_path, clock=clock) as school:
        cookie = await invited(school)
        phone = await school.connect(cookie)
        await phone.hears_nothing_but()
        program = await school.connect(await school.instructor_cookie())
        clock.seconds += DAY_S
        assert await phone.close_code() == 4003
        assert not await may_lead(school, cookie)
        await program.hears_nothing_but()
        assert not school.services.remote.has_remotes
        assert await may_lead(school, await invited(school)), "who is invited today"


async def test_a_remote_of_yesterday_leads_nothing_after_a_restart(tmp_path: Path) -> None:
    clock = HandClock()
    async with open_school(tmp_path, clock=clock) as school:
        cookie = await invited(school)
    clock.seconds += DAY_S
    async with open_school(tmp_path, clock=clock) as school:
        assert not await may_lead(school, cookie)


async def test_a_cookie_of_the_key_survives_a_restart_and_ends_with_the_key(
    tmp_path: Path,
) -> None:
    async with open_school(tmp_path) as school:
        cookie = await school.instructor_cookie()
    async with open_school(tmp_path) as school:
        assert await may_lead(school, cookie)
    (tmp_path / KEY_FILE).unlink()
    async with open_school(tmp_path) as school:
        assert not await may_lead(school, cookie)
        assert await may_lead(school, await school.instructor_cookie())


async def test_a_key_that_is_put_back_makes_its_cookies_good_again_only_with_it(
    tmp_path: Path,
) -> None:
    """A cookie goes with the key that gave it, and with no other."""
    async with open_school(tmp_path) as school:
        cookie = await school.instructor_cookie()
    kept = tmp_path / "kept"
    shutil.move(tmp_path / KEY_FILE, kept)
    async with open_school(tmp_path) as school:
        assert not await may_lead(school, cookie)
    shutil.move(kept, tmp_path / KEY_FILE)
    async with open_school(tmp_path) as school:
        assert await may_lead(school, cookie)


async def test_one_press_ends_all(school: School) -> None:
    remote = school.services.remote
    cookies = [await invited(school), await school.instructor_cookie()]
    path = remote.new_url(school.session.id).removeprefix(school.base_url)
    phones: list[Phone] = [await school.connect(cookie) for cookie in cookies]
    for phone in phones:
        await phone.hears_nothing_but()
    student = await school.student("Kim")
    before = (school.program.config.data_dir / KEY_FILE).read_text("ascii")
    assert (remote.is_in_use, remote.has_remotes, remote.has_programs) == (True, True, True)
    async with asyncio.timeout(PATIENCE_S):
        await remote.revoke()
    assert [await phone.close_code() for phone in phones] == [4003, 4003]
    for cookie in cookies:
        assert not await may_lead(school, cookie)
    assert (await school.http.post(f"/api{path}")).status_code == 403, "a pass that was shown"
    key = {"Authorization": f"Bearer {before.strip()}"}
    assert (await school.http.post("/api/instructor/login", headers=key)).status_code == 403
    assert (remote.is_in_use, remote.has_remotes, remote.has_programs) == (False, False, False)
    await student.hears_nothing_but()
    assert await may_lead(school, await school.instructor_cookie()), "with the key that is new"


async def test_what_one_press_ended_is_over_after_a_restart_too(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookies = [await invited(school), await school.instructor_cookie()]
        await school.services.remote.revoke()
    async with open_school(tmp_path) as school:
        for cookie in cookies:
            assert not await may_lead(school, cookie)
