"""Helpers of a class, over real sockets: let in once, seen by all, ended at once."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.server import repeat_limit
from classroom_app.server.identities import Identities
from classroom_app.server.invitations import (
    INVITATION_LIVES_S,
    MOST_AT_ONCE,
    MOST_REPEATS,
    Invitations,
)
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import picture
from tests.helpers.school import School, open_school

PHONE = "0123456789abcdef"
OTHER_PHONE = "fedcba9876543210"
AS_HELPER = {"role": "HELPER"}


def invitation(school: School) -> str:
    url = school.services.helpers.new_url(school.session.id)
    return url.removeprefix(school.base_url)


async def take_up(
    school: School, path: str, name: str = "민지", phone: str = PHONE, cookie: str = ""
) -> httpx.Response:
    headers = {"Cookie": f"helperid={cookie}"} if cookie else {}
    query = {"name": name, "phone": phone, **AS_HELPER}
    answer = await school.http.post(f"/api{path}", params=query, headers=headers)
    school.http.cookies.clear()
    return answer


async def helper_cookie(school: School, name: str = "민지") -> str:
    answer = await take_up(school, invitation(school), name)
    assert answer.status_code == 200, answer.text
    return cookie_of(answer)


async def connect(school: School, cookie: str) -> Phone:
    url = school.socket_url + "?role=HELPER"
    phone = await Phone.open(url, additional_headers={"Cookie": f"helperid={cookie}"})
    school.phones.append(phone)
    return phone


async def helper(school: School, name: str = "민지") -> Phone:
    phone = await connect(school, await helper_cookie(school, name))
    await phone.join(presence=False)
    return phone


async def board(school: School, cookie: str) -> httpx.Response:
    headers = {"Cookie": f"helperid={cookie}"}
    return await school.http.get("/api/helper-board", params=AS_HELPER, headers=headers)


@asynccontextmanager
async def in_trouble(
    school: School, name: str = "김영희", **asked: Any
) -> AsyncIterator[tuple[Phone, int]]:
    student = await school.student(name)
    await student.send("request_help", **asked)
    confirmed = await student.expect("request_help_confirmed")
    yield student, confirmed["help_request_id"]


# Coming in ----------------------------------------------------------------------------------------


async def test_an_invitation_lets_in_one_phone(school: School) -> None:
    path = invitation(school)
    answer = await take_up(school, path)
    assert answer.json() == {
        "session_code": "TEST001",
        "helper_id": answer.json()["helper_id"],
        "user_name": "민지",
        "role": "HELPER",
    }
    assert answer.headers["set-cookie"].startswith("helperid=")
    assert (await take_up(school, path, "수지", OTHER_PHONE)).status_code == 403
    assert len(school.session.helpers) == 1


async def test_an_answer_that_was_lost_is_given_again(school: School) -> None:
    path = invitation(school)
    first, again = await take_up(school, path), await take_up(school, path)
    assert again.status_code == 200
    assert again.json() == first.json()
    for answer in (first, again):
        assert (await board(school, cookie_of(answer))).status_code == 200
    assert len(school.session.helpers) == 1


async def test_a_phone_that_scans_a_second_invitation_stays_who_it_is(school: School) -> None:
    first = await take_up(school, invitation(school))
    path = invitation(school)
    again = await take_up(school, path, "다른 이름", cookie=cookie_of(first))
    assert again.json() == first.json()
    assert (await take_up(school, path, "수지", OTHER_PHONE)).status_code == 200, "it is still good"


@pytest.mark.parametrize("name", ["", "x" * 41, "\u202e민지"])
async def test_a_name_that_is_none_does_not_spend_the_invitation(school: School, name: str) -> None:
    path = invitation(school)
    answer = await take_up(school, path, name)
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "invalid_field")
    assert (await take_up(school, path)).status_code == 200


@pytest.mark.parametrize("phone", ["", "short", "Z" * 16, "a" * 65])
async def test_a_phone_says_which_it_is(school: School, phone: str) -> None:
    assert (await take_up(school, invitation(school), phone=phone)).status_code == 400


def test_invitations_live_for_minutes_and_are_few() -> None:
    now = [0.0]
    invitations = Invitations(lambda: now[0])
    first = invitations.issue(1)
    assert invitations.find(first, PHONE) is not None
    latest = [invitations.issue(1) for _ in range(MOST_AT_ONCE)][-1]
    assert invitations.find(first, PHONE) is None, "the oldest made room"
    now[0] = INVITATION_LIVES_S
    assert invitations.find(latest, PHONE) is None


async def test_guessed_passes_are_slowed_down(school: School) -> None:
    answers = [(await take_up(school, f"/helper/{n}")).status_code for n in range(40)]
    assert (answers[0], answers[-1]) == (403, 429)


async def test_the_remote_invites_too_and_nobody_else(school: School) -> None:
    leader = {"Cookie": f"sessionid={await school.instructor_cookie()}"}
    made = await school.http.post("/api/sessions/TEST001/helpers", headers=leader)
    assert made.status_code == 200
    side = len(made.json()["modules"])
    assert side > 20
    assert {len(line) for line in made.json()["modules"]} == {side}
    path = made.json()["url"].removeprefix(school.base_url)
    assert (await take_up(school, path)).status_code == 200
    for cookie in ("", f"sessionid={await school.student_cookie('Kim')}"):
        answer = await school.http.post("/api/sessions/TEST001/helpers", headers={"Cookie": cookie})
        assert answer.status_code == 403


# Who goes -----------------------------------------------------------------------------------------


async def test_who_goes_is_seen_by_all(school: School) -> None:
    minji, suji = await helper(school), await helper(school, "수지")
    instructor = await school.instructor()
    async with in_trouble(school, message="버튼이 없어요") as (student, call):
        assert (await minji.expect("help_requested"))["message"] == "버튼이 없어요"
        await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY", too=False)
        told = await student.expect("help_response")
        assert (told["status"], told["by"]) == ("ON_THE_WAY", {"role": "HELPER", "name": "민지"})
        for other in (suji, instructor):
            news = await other.expect("help_updated")
            assert news["by"] == {"role": "HELPER", "name": "민지"}
            assert news["going"] == [{"role": "HELPER", "name": "민지"}]
        back = await school.connect(await school.student_cookie("박철수"))
        assert "open_help_by" not in await back.join()
        await minji.send("resolve_help", help_request_id=call, status="RESOLVED")
        done = await instructor.expect("help_updated")
        assert (done["status"], done["by"]["name"], "going" in done) == ("RESOLVED", "민지", False)


async def test_a_call_that_is_repeated_is_told_again(school: School) -> None:
    minji = await helper(school)
    async with in_trouble(school, message="버튼이 없어요") as (student, call):
        await minji.expect("help_requested")
        await student.send("request_help", message="버튼이 없어요")
        assert (await minji.expect("help_requested"))["help_request_id"] == call


async def test_a_phone_that_comes_back_is_told_who_comes(school: School) -> None:
    minji = await helper(school)
    cookie = await school.student_cookie("김영희")
    student = await school.connect(cookie)
    await student.join()
    await student.send("request_help")
    call = (await student.expect("request_help_confirmed"))["help_request_id"]
    await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY")
    await student.expect("help_response")
    await student.close()
    again = await school.connect(cookie)
    assert (await again.join())["open_help_by"] == {"role": "HELPER", "name": "민지"}


async def test_the_second_is_told_and_may_choose(school: School) -> None:
    minji, suji = await helper(school), await helper(school, "수지")
    async with in_trouble(school) as (student, call):
        going = {"help_request_id": call, "status": "ON_THE_WAY"}
        await minji.send("resolve_help", **going, too=False)
        await suji.send("resolve_help", **going, too=False)
        error = await suji.expect("error")
        assert (error["code"], error["ref"]) == ("already_going", "resolve_help")
        assert error["going"] == [{"role": "HELPER", "name": "민지"}]
        await suji.send("resolve_help", **going, too=True)
        await student.expect("help_response")
        assert (await student.expect("help_response"))["by"]["name"] == "수지"
        request = school.session.help_queue.get(call)
        assert request is not None
        assert len(request.going) == 2


async def test_the_instructor_takes_a_call_away(school: School) -> None:
    minji = await helper(school)
    async with in_trouble(school) as (student, call):
        await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY")
        await student.expect("help_response")
        await minji.expect("help_updated")
        await school.execute(cmd.WithdrawAnswer(call))
        assert (await student.expect("help_response"))["status"] == "PENDING"
        news = await minji.expect("help_updated")
        assert (news["status"], news["by"]["role"]) == ("PENDING", "INSTRUCTOR")


async def test_a_helper_replies_and_undoes(school: School) -> None:
    minji = await helper(school)
    async with in_trouble(school) as (student, call):
        await minji.send("instructor_message", message="다 왔어요", user_id=2)
        user_id = next(iter(school.session.participants.values())).user_id
        await minji.send("instructor_message", message="다 왔어요", user_id=user_id)
        told = await student.expect("instructor_message")
        assert (told["message"], told["user_name"]) == ("다 왔어요", "민지")
        await minji.send("resolve_help", help_request_id=call, status="RESOLVED")
        await student.expect("help_response")
        await minji.send("reopen_help", help_request_id=call)
        assert (await student.expect("help_response"))["status"] == "PENDING"


# What a helper sees and may not do ----------------------------------------------------------------


async def test_the_board_of_a_helper(school: School) -> None:
    cookie = await helper_cookie(school)
    await school.execute(cmd.NextStep())
    async with in_trouble(school, subtask_id=1, message="?", screenshot=picture()) as (_, call):
        await school.pictures_settled()
        seen = (await board(school, cookie)).json()
        assert (seen["session_code"], seen["user_name"]) == ("TEST001", "민지")
        (ticket,) = seen["help"]
        assert (ticket["user_name"], ticket["step"], ticket["message"]) == ("김영희", 1, "?")
        assert (ticket["going"], ticket["is_mine"], ticket["has_picture"]) == ([], False, True)
        (person,) = seen["students"]
        assert (person["user_name"], person["is_here"], person["done"]) == ("김영희", True, 0)
        assert person["is_done"] is False
        headers = {"Cookie": f"helperid={cookie}"}
        path = f"/api/helper-board/{call}/picture"
        shown = await school.http.get(path, params=AS_HELPER, headers=headers)
        assert (shown.status_code, shown.headers["cache-control"]) == (200, "no-store")
        await school.execute(cmd.ResolveHelp(call, HelpStatus.RESOLVED))
        shown = await school.http.get(path, params=AS_HELPER, headers=headers)
        assert shown.status_code == 404, "only of calls that are open"


@pytest.mark.parametrize(
    "kind",
    ["next_step", "undo_start", "pause_session", "resume_session", "end_session", "step_complete"],
)
async def test_a_helper_leads_nothing(school: School, kind: str) -> None:
    minji = await helper(school)
    await minji.send(kind, subtask_id=1)
    error = await minji.expect("error")
    assert (error["code"], error["ref"]) == ("forbidden", kind)


async def test_a_helper_writes_to_nobody_else(school: School) -> None:
    minji = await helper(school)
    await minji.send("instructor_message", message="모두 보세요")
    assert (await minji.expect("error"))["code"] == "forbidden"


async def test_what_is_said_to_one_student_is_not_heard_by_helpers(school: School) -> None:
    minji, student = await helper(school), await school.student("김영희")
    user_id = next(iter(school.session.participants.values())).user_id
    await school.execute(cmd.SendMessage("비밀이에요", user_id))
    await student.expect("instructor_message")
    await minji.hears_nothing_but()
    await school.execute(cmd.SendMessage("모두 보세요"))
    assert (await minji.expect("instructor_message"))["message"] == "모두 보세요"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/api/sessions/TEST001/board"),
        ("GET", "/api/sessions/TEST001/help/1/picture"),
        ("GET", "/api/instructor/session"),
        ("GET", "/api/sessions/TEST001/subtasks"),
        ("GET", "/api/sessions/TEST001/handout"),
        ("GET", "/api/screenshots/1"),
        ("POST", "/api/sessions/TEST001/helpers"),
        ("POST", "/api/sessions/TEST001/join"),
    ],
)
@pytest.mark.parametrize("as_helper", [True, False])
async def test_the_cookie_opens_nothing_else(
    school: School, method: str, path: str, as_helper: bool
) -> None:
    cookie = await helper_cookie(school)
    for name in ("helperid", "sessionid", "remoteid"):
        answer = await school.http.request(
            method,
            path,
            params=AS_HELPER if as_helper else {},
            headers={"Cookie": f"{name}={cookie}"},
        )
        assert answer.status_code == (400 if path.endswith("/join") else 403), name
    with pytest.raises(InvalidStatus) as refused:
        await Phone.open(
            school.socket_url + "?role=INSTRUCTOR",
            additional_headers={"Cookie": f"remoteid={cookie}; sessionid={cookie}"},
        )
    assert refused.value.response.status_code == 403


async def test_a_students_cookie_opens_nothing_of_a_helpers(school: School) -> None:
    cookie = await school.student_cookie("김영희")
    assert (await board(school, cookie)).status_code == 403
    with pytest.raises(InvalidStatus):
        await connect(school, cookie)


async def test_a_phone_can_be_a_students_too(school: School) -> None:
    async with httpx.AsyncClient(base_url=school.base_url, trust_env=False) as jar:
        seat = (await jar.post("/api/sessions/TEST001/join?name=Kim")).json()
        path = invitation(school)
        assert (await jar.post(f"/api{path}?name=민지&phone={PHONE}&role=HELPER")).is_success
        assert set(jar.cookies) == {"sessionid", "helperid"}
        again = (await jar.post("/api/sessions/TEST001/join")).json()
        assert again["participant_id"] == seat["participant_id"]
        assert (await jar.get("/api/helper-board?role=HELPER")).status_code == 200
        assert (await jar.get("/api/helper-board")).status_code == 403
        assert len(school.session.participants) == 1


async def test_a_cookie_that_outlived_its_part_opens_nothing(school: School) -> None:
    cookie = await helper_cookie(school)
    (minji,) = school.session.helpers
    # As one does that is stored again, for an answer that was lost, while the part is ended.
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Identities, "void_helper", lambda _self, _helper_id: None)
        await school.execute(cmd.EndHelper(minji))
    assert (await board(school, cookie)).status_code == 403
    with pytest.raises(InvalidStatus):
        await connect(school, cookie)
    again = await take_up(school, invitation(school), cookie=cookie)
    assert again.json()["helper_id"] != minji


async def test_a_name_is_data(school: School) -> None:
    name = "<b>{name}</b> %s 민지"
    cookie = await helper_cookie(school, name)
    assert (await board(school, cookie)).json()["user_name"] == name


# The end ------------------------------------------------------------------------------------------


async def test_a_part_is_ended_at_once(school: School) -> None:
    cookie = await helper_cookie(school)
    minji = await connect(school, cookie)
    await minji.join()
    (helper_id,) = school.session.helpers
    assert school.services.helpers.is_connected(school.session.id, helper_id)
    async with in_trouble(school) as (student, call):
        await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY")
        await student.expect("help_response")
        await school.execute(cmd.EndHelper(helper_id))
        assert await minji.close_code() == 4003
        assert (await student.expect("help_response"))["status"] == "PENDING"
    assert (await board(school, cookie)).status_code == 403
    with pytest.raises(InvalidStatus) as refused:
        await connect(school, cookie)
    assert refused.value.response.status_code == 403
    assert not school.services.helpers.is_connected(school.session.id, helper_id)


async def test_a_helpers_phone_has_one_line(school: School) -> None:
    cookie = await helper_cookie(school)
    first = await connect(school, cookie)
    await first.join()
    second = await connect(school, cookie)
    await second.join()
    assert await first.close_code() == 4001


async def test_when_the_class_is_over_the_cookie_is_too(school: School) -> None:
    cookie = await helper_cookie(school)
    await school.execute(cmd.EndSession())
    assert (await board(school, cookie)).status_code == 410


async def test_helpers_come_back_after_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookie, ended = await helper_cookie(school), await helper_cookie(school, "수지")
        await school.execute(cmd.EndHelper(list(school.session.helpers)[1]))
        session_id = school.session.id
        async with in_trouble(school) as (_, call):
            minji = await connect(school, cookie)
            await minji.join()
            await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY")
            await minji.expect("help_updated")
    async with open_school(tmp_path) as school:
        assert school.session.id == session_id
        again = await connect(school, cookie)
        await again.join()
        seen = (await board(school, cookie)).json()
        assert [ticket["is_mine"] for ticket in seen["help"]] == [True]
        assert (await board(school, ended)).status_code == 403
        await again.send("resolve_help", help_request_id=call, status="RESOLVED")
        assert (await again.expect("help_updated"))["by"]["name"] == "민지"


# Limits, and what is left behind ------------------------------------------------------------------


async def test_an_invitation_gives_few_cookies(school: School) -> None:
    path = invitation(school)
    answers = [(await take_up(school, path)).status_code for _ in range(MOST_REPEATS + 3)]
    assert answers == [200] * (MOST_REPEATS + 1) + [403] * 2


async def test_a_helper_cannot_fill_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_BURST", 4.0)
    async with open_school(tmp_path) as school:
        minji = await helper(school)
        async with in_trouble(school) as (_student, call):
            for _ in range(4):
                await minji.send("resolve_help", help_request_id=call, status="ON_THE_WAY")
            await minji.send("withdraw_help", help_request_id=call)
            error = await minji.expect("error")
            assert (error["code"], error["ref"]) == ("rate_limited", "withdraw_help")


@pytest.mark.parametrize(
    "kinds",
    [
        ({"type": "mark_visited"}, {"type": "undo_visit"}),
        (
            {"type": "set_comfort", "larger_text": True},
            {"type": "set_comfort", "larger_text": False},
        ),
    ],
)
async def test_nor_with_visits_or_comfort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kinds: tuple[dict[str, Any], ...]
) -> None:
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_BURST", 4.0)
    async with open_school(tmp_path) as school:
        minji, _kim = await helper(school), await school.student("김영희")
        for number in range(5):
            said = dict(kinds[number % 2])
            await minji.send(said.pop("type"), participant_id=1, **said)
        assert (await minji.expect("error"))["code"] == "rate_limited"


async def test_with_a_class_its_helpers_are_deleted(tmp_path: Path) -> None:
    name = "도우미 이름 하나뿐"
    async with open_school(tmp_path) as school:
        await helper_cookie(school, name)
        await school.execute(cmd.EndSession())
        assert name.encode() in bytes_of_database(tmp_path)
        await school.services.privacy.erase_classes([school.session.id])
    assert name.encode() not in bytes_of_database(tmp_path)


def bytes_of_database(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("classroom.db*"))
