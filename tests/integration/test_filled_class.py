"""A stranger fills the class: with names that never come, and with names from one address."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.server import presence_limit
from classroom_app.server.bounds import Bounds
from classroom_app.server.lapses import LAPSE_S, LAPSE_WHEN_FULL_S
from classroom_app.server.new_name_limit import AT_ONCE, EVERY_S
from tests.helpers.device import Device
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import HandClock
from tests.helpers.school import School, open_school, refusal
from tests.helpers.stored import one_of
from tests.integration.test_guessing import ask_from


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def small(tmp_path: Path, clock: HandClock) -> AsyncIterator[School]:
    """A class of two whose time stands still."""
    bounds = Bounds(max_participants=2)
    async with open_school(tmp_path, clock=clock, bounds=bounds, guests=True) as school:
        yield school


async def come(school: School, address: str, name: str, query: str = "") -> int:
    line = f"POST /api/sessions/TEST001/join?name={name}{query}"
    return (await ask_from(school, address, line)).status


def names_on_the_board(school: School) -> list[str]:
    return [person.name for person in school.session.present_participants]


# Names that never come ----------------------------------------------------------------------------


async def test_names_that_never_come_keep_nobody_out(small: School, clock: HandClock) -> None:
    for n in range(2):
        await small.sign_in(f"ghost{n}")
    assert (await small.sign_in("Kim")).status_code == 503, "they may be about to come"
    clock.seconds += LAPSE_WHEN_FULL_S
    kim = await small.connect(cookie_of(await small.sign_in("Kim")))
    await kim.join()
    assert names_on_the_board(small) == ["Kim"]
    lee = await small.connect()
    assert (await lee.ask("join", name="Lee"))["type"] == "join_confirmed"
    assert (await small.sign_in("Park")).status_code == 503, "who has come keeps the seat"
    assert await refusal(small) == 503


async def test_a_guest_finds_room_at_the_upgrade(small: School, clock: HandClock) -> None:
    for n in range(2):
        await small.sign_in(f"ghost{n}")
    assert await refusal(small) == 503
    clock.seconds += LAPSE_WHEN_FULL_S
    lee = await small.connect()
    assert (await lee.ask("join", name="Lee"))["type"] == "join_confirmed"


async def test_a_phone_with_the_app_finds_room(small: School, clock: HandClock) -> None:
    for n in range(2):
        await small.sign_in(f"ghost{n}")
    clock.seconds += LAPSE_WHEN_FULL_S
    async with Device(small) as device:
        assert (await device.join("Lee")).status_code == 201


async def look(school: School) -> None:
    await school.program._visitors.lapses.look()


async def test_who_never_comes_lapses_and_is_shown_nowhere(
    tmp_path: Path, clock: HandClock
) -> None:
    async with open_school(tmp_path, clock=clock) as school:
        kim, here = await school.student_cookie("Kim"), await school.student("Lee")
        instructor = await school.instructor()
        clock.seconds += LAPSE_S - 1
        await look(school)
        assert names_on_the_board(school) == ["Kim", "Lee"]
        clock.seconds += 1
        await look(school)
        assert names_on_the_board(school) == ["Lee"]
        await here.hears_nothing_but()
        await instructor.hears_nothing_but()
        board = await school.http.get(
            "/api/sessions/TEST001/board",
            headers={"Cookie": f"sessionid={await school.instructor_cookie()}"},
        )
        assert "Kim" not in board.text
        report = (await school.services.reports.record(school.session.id)).report
        assert [student.name for student in report.students] == ["Lee"]
        # The name is free, and the phone that comes after all has its own seat.
        other = await school.student("Kim")
        late = await school.connect(kim)
        assert (await late.join())["user_name"] == "Kim (2)"
        assert names_on_the_board(school) == ["Kim (2)", "Lee", "Kim"]
        for phone in (other, late):
            await phone.close()


async def test_a_lapsed_seat_after_a_restart_and_in_a_locked_class(
    tmp_path: Path, clock: HandClock
) -> None:
    async with open_school(tmp_path, clock=clock) as school:
        kim, lee = await school.student_cookie("Kim"), await school.student_cookie("Lee")
        clock.seconds += LAPSE_S
        await look(school)
    async with open_school(tmp_path, clock=clock) as school:
        assert names_on_the_board(school) == []
        await school.execute(cmd.SetLocked(locked=True))
        phone = await school.connect(kim)
        assert (await phone.join())["user_name"] == "Kim"
        answer = await school.http.post(
            "/api/sessions/TEST001/join?name=Lee", headers={"Cookie": f"sessionid={lee}"}
        )
        assert answer.status_code == 200
        assert names_on_the_board(school) == ["Kim", "Lee"]


async def test_a_lapsed_seat_waits_until_there_is_room(small: School, clock: HandClock) -> None:
    kim = await small.student_cookie("Kim")
    clock.seconds += LAPSE_S
    await look(small)
    others = [await small.student(name) for name in ("Lee", "Park")]
    assert await refusal(small, kim) == 503
    (lee, _) = small.session.present_participants
    await small.execute(cmd.RemoveParticipant(lee.id))
    assert await others[0].close_code() == 4003
    phone = await small.connect(kim)
    assert (await phone.join())["user_name"] == "Kim"


async def test_who_has_only_lost_the_line_keeps_the_seat(tmp_path: Path, clock: HandClock) -> None:
    async with open_school(tmp_path, clock=clock, guests=True) as school:
        kim = await school.student("Kim")
        await kim.close()
        silent = await school.student_phone("Lee")  # its socket is open
        async with Device(school) as device:
            await device.join("Park")
            await device.report(1)
            clock.seconds += 10 * LAPSE_S
            await look(school)
            assert names_on_the_board(school) == ["Kim", "Lee", "Park"]
        await silent.close()


# Names from one address ---------------------------------------------------------------------------


async def test_a_thousand_names_from_one_address(school: School) -> None:
    answers = Counter(
        [await come(school, "127.0.9.1", f"x{n}", f"&device_id=d{n}") for n in range(400)]
    )
    assert answers == {201: AT_ONCE, 429: 400 - AT_ONCE}
    assert await come(school, "127.0.9.1", "x0", "&device_id=d0") == 200, "who is in comes back"
    assert await come(school, "127.0.9.2", "Kim") == 201


async def test_they_are_told_when_to_come(tmp_path: Path, clock: HandClock) -> None:
    async with open_school(tmp_path, clock=clock) as school:
        for n in range(AT_ONCE):
            await come(school, "127.0.9.1", f"x{n}")
        answer = await ask_from(school, "127.0.9.1", "POST /api/sessions/TEST001/join?name=Kim")
        assert (answer.status, answer.json()["error"]["code"]) == (429, "rate_limited")
        assert answer.headers["retry-after"] == str(round(EVERY_S))
        clock.seconds += EVERY_S
        assert await come(school, "127.0.9.1", "Kim") == 201
        assert await come(school, "127.0.9.1", "Lee") == 429


async def test_a_class_behind_one_router_comes_at_once_and_again_after_a_mistake(
    school: School,
) -> None:
    async def all_come(again: str) -> Counter[int]:
        asked = (
            come(school, "127.0.8.1", f"s{n}{again}", f"&device_id=d{n}{again}") for n in range(60)
        )
        return Counter(await asyncio.gather(*asked))

    for n in range(30):
        assert await come(school, "127.0.8.1", "%00", f"&device_id=d{n}") == 400
        line = f"POST /api/sessions/NONE{n}/join?name=x&device_id=d{n}"
        assert (await ask_from(school, "127.0.8.1", line)).status == 404
    assert await all_come("") == {201: 60}
    everybody = tuple(person.id for person in school.session.present_participants)
    await school.execute(cmd.RemoveParticipants(everybody))
    assert await all_come("x") == {201: 60}


async def test_guests_without_a_name_count_too(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True) as school:
        answers: Counter[str] = Counter()
        for _ in range(AT_ONCE + 3):
            phone = await Phone.open(school.socket_url, local_addr=("127.0.9.1", 0))
            answers[(await phone.ask("join"))["type"]] += 1
            await phone.close()
        assert answers == {"join_confirmed": AT_ONCE, "error": 3}


async def test_this_computer_may_rehearse_with_any_number(school: School) -> None:
    for n in range(AT_ONCE + 5):
        assert (await school.sign_in(f"Kim{n}")).status_code == 201


@pytest.mark.parametrize("how", ["cookies", "names"])
async def test_what_is_stored_of_who_signs_in_again_and_again_is_bounded(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence_limit, "PARTICIPANT_BURST", 3.0)
    async with open_school(tmp_path) as school:
        cookie = cookie_of(await school.sign_in("Kim", device_id="phone-1"))
        path = f"/api/sessions/{school.session.code}/join"
        answers = []
        for number in range(6):
            if how == "cookies":
                answers.append(await school.sign_in("Kim", device_id="phone-1"))
            else:
                headers = {"Cookie": f"sessionid={cookie}"}
                query = {"name": f"Kim {number}", "change": "name"}
                answers.append(await school.http.post(path, params=query, headers=headers))
        assert [answer.status_code for answer in answers] == [200] * 3 + [429] * 3
        assert answers[-1].json()["error"]["code"] == "rate_limited"
        assert int(answers[-1].headers["retry-after"]) == 5
        phone = await school.connect(cookie)
        assert (await phone.join())["type"] == "join_confirmed", "the seat is theirs all the same"
        again = await school.http.post(
            path, params={"name": "Kim"}, headers={"Cookie": f"sessionid={cookie}"}
        )
        assert again.status_code == 200, "nothing is stored of it"
    rows = "SELECT count(*) FROM cookies WHERE participant_id IS NOT NULL"
    events = "SELECT count(*) FROM session_events WHERE kind = 'ParticipantRenamed'"
    assert one_of(tmp_path, rows) == (4 if how == "cookies" else 1)
    assert one_of(tmp_path, events) == (0 if how == "cookies" else 3)
