"""What was said while a phone was away: it hears it when it is back, in order and once."""

from pathlib import Path
from typing import Any, cast

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.protocol import limits
from tests.helpers.device import Device
from tests.helpers.phone import Message, Phone
from tests.helpers.school import School, open_school

SAID = ("instructor_message", "help_response")


async def back(school: School, cookie: str, **join: Any) -> tuple[Phone, Message, list[Any]]:
    """Connect and join; return the phone, the snapshot and what was said to it."""
    phone = await school.connect(cookie)
    snapshot = await phone.join(**join)
    assert phone.passed == [], "nothing is said before the snapshot"
    return phone, snapshot, heard(await phone.hears_nothing_but("help_position", *SAID))


def heard(messages: list[Message]) -> list[Any]:
    said = [each for each in messages if each["type"] in SAID]
    return [each.get("status", each["message"]) for each in said]


async def leave(school: School, phone: Phone) -> None:
    """Hang up, and wait until the server has noticed."""
    watcher = await school.instructor()
    await phone.close()
    await watcher.expect("participant_left")
    await watcher.close()


async def say_much(school: School, request_id: int) -> None:
    kim = school.session.participants[1]
    await school.execute(cmd.SendMessage("모두 보세요"))
    await school.execute(cmd.ResolveHelp(request_id, HelpStatus.ON_THE_WAY, "2분만요"))
    await school.execute(cmd.SendMessage("영희 님만", kim.user_id))


async def asked(phone: Phone) -> int:
    await phone.send("request_help", subtask_id=1)
    request_id: int = (await phone.expect("request_help_confirmed"))["help_request_id"]
    return request_id


@pytest.mark.parametrize("counts", [False, True], ids=["plain client", "client that counts"])
async def test_a_phone_that_was_away_hears_it_once(school: School, counts: bool) -> None:
    cookie = await school.student_cookie("Kim")
    join = {"last_message_id": 0} if counts else {}
    phone, snapshot, said = await back(school, cookie, **join)
    assert said == []
    request_id = await asked(phone)
    await leave(school, phone)
    await say_much(school, request_id)
    phone, snapshot, said = await back(school, cookie, **join)
    assert said == ["모두 보세요", "ON_THE_WAY", "영희 님만"]
    stands = [snapshot[f"open_help_{what}"] for what in ("request", "status", "message")]
    assert stands == [request_id, "ON_THE_WAY", "2분만요"]
    assert snapshot["open_help_position"] == 1
    last = school.session.said[-1].number
    if counts:
        await phone.send("message_seen", message_id=last)
        join = {"last_message_id": last}
    await phone.hears_nothing_but()
    await leave(school, phone)
    _, _, said = await back(school, cookie, **join)
    assert said == []


async def test_a_phone_that_hears_live_and_comes_back_hears_nothing_twice(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone, _, _ = await back(school, cookie)
    await school.execute(cmd.SendMessage("live"))
    message = await phone.expect("instructor_message")
    assert message["message_id"] == school.session.said[-1].number
    await phone.hears_nothing_but()
    # Not after a close: the newer connection takes the place of the older.
    _, _, said = await back(school, cookie)
    assert said == []


async def test_a_line_that_is_dead_and_not_known_to_be(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone, _, _ = await back(school, cookie)
    # As a phone whose radio sleeps: the system takes what is sent, and nobody reads it.
    cast(Any, phone.socket.transport).pause_reading()
    await school.execute(cmd.SendMessage("into the void"))
    _, _, said = await back(school, cookie)
    assert said == ["into the void"]


async def test_after_a_restart_of_the_program(tmp_path: Path) -> None:
    async with open_school(tmp_path / "data") as school:
        cookies = [await school.student_cookie(name) for name in ("Kim", "Lee")]
        phones = [(await back(school, cookie))[0] for cookie in cookies]
        request_id = await asked(phones[0])
        for phone in phones:
            await leave(school, phone)
        await say_much(school, request_id)
        _, _, said = await back(school, cookies[1])
        assert said == ["모두 보세요"]
    async with open_school(tmp_path / "data") as school:
        _, snapshot, said = await back(school, cookies[0])
        assert said == ["모두 보세요", "ON_THE_WAY", "영희 님만"]
        assert snapshot["open_help_message"] == "2분만요"
        _, _, said = await back(school, cookies[1])
        assert said == [], "seen before the restart"


async def test_who_is_new_hears_nothing_of_before(school: School) -> None:
    await school.execute(cmd.SendMessage("before"))
    _, _, said = await back(school, await school.student_cookie("Kim"), last_message_id=0)
    assert said == []


async def test_very_many_are_cut_to_the_newest(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone, _, _ = await back(school, cookie)
    await leave(school, phone)
    said = [str(n) for n in range(limits.MAX_MISSED_MESSAGES + 3)]
    for text in said:
        await school.execute(cmd.SendMessage(text))
    _, _, told = await back(school, cookie)
    assert told == said[3:]


async def test_done_and_undo_while_away(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone, _, _ = await back(school, cookie)
    request_id = await asked(phone)
    await school.execute(cmd.ResolveHelp(request_id, HelpStatus.RESOLVED))
    assert (await phone.expect("help_response"))["message_id"] is None
    await leave(school, phone)
    await school.execute(cmd.ReopenHelp(request_id))
    _, snapshot, said = await back(school, cookie)
    assert said == []
    stands = [snapshot[f"open_help_{what}"] for what in ("request", "status", "position")]
    assert stands == [request_id, "PENDING", 1]


async def test_the_android_app_hears_it_too(open_house: School) -> None:
    async def joined() -> Phone:
        phone = await Phone.open(open_house.socket_url)
        open_house.phones.append(phone)
        await phone.join(device_id="device 1", name="Kim")
        return phone

    phone = await joined()
    await leave(open_house, phone)
    await open_house.execute(cmd.SendMessage("x"))
    assert heard(await (await joined()).hears_nothing_but(*SAID)) == ["x"]
    async with Device(open_house, "device 2", "127.0.0.9") as device:
        await device.join("Lee")
        socket = await device.open_socket()
        await socket.expect("session_status_changed")
        await leave(open_house, socket)
        await open_house.execute(cmd.SendMessage("y"))
        socket = await device.open_socket()
        assert (await socket.expect("instructor_message"))["message"] == "y"
