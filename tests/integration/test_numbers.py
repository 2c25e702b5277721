"""Numbers in place of names, over real sockets: in, back on another phone, in use, put right."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import structs
from websockets.exceptions import InvalidStatus

from classroom_app.domain import commands as cmd
from classroom_app.server.name_lookups import FORGET_AFTER_S, NAMES_IN_ALL, NAMES_OF_AN_ADDRESS
from tests.helpers.numbered import NumberedClass
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.sample import HandClock
from tests.helpers.school import School, open_school, refusal


@pytest.fixture
async def numbered(school: School) -> NumberedClass:
    return await NumberedClass.open(school)


async def facts(school: School) -> dict[str, Any]:
    answer: dict[str, Any] = (await school.http.get(f"/api/sessions/{school.session.code}")).json()
    return answer


async def test_a_class_says_that_numbers_are_asked_and_any_other_says_nothing_new(
    school: School,
) -> None:
    assert "numbers" not in await facts(school)
    numbered = await NumberedClass.open(school)
    assert (await facts(school))["numbers"] is True
    await school.services.rosters.delete(numbered.roster.id)
    assert "numbers" not in await facts(school), "a list that was deleted meanwhile asks nobody"


async def test_a_number_is_asked_for_and_leads_in_with_the_name_of_the_list(
    numbered: NumberedClass,
) -> None:
    assert (await numbered.ask(12)).json() == {"number": 12, "in_use": False, "name": "이순자"}
    answer = await numbered.sign_in(12)
    assert (answer.status_code, answer.json()["user_name"]) == (201, "이순자")
    assert numbered.seat(12).name == "이순자"
    assert (await numbered.sign_in("012")).status_code == 200


@pytest.mark.parametrize("number", ["99", "0"])
async def test_a_number_that_nobody_has_is_said_to_be_none(
    numbered: NumberedClass, number: str
) -> None:
    for answer in (await numbered.ask(int(number)), await numbered.sign_in(number)):
        assert answer.status_code == 404
        assert answer.json()["error"]["code"] == "unknown_number"


@pytest.mark.parametrize("number", ["x", "1.5", "-1", "1" * 10, "\uff11\uff12"])
async def test_what_is_no_number_is_named(numbered: NumberedClass, number: str) -> None:
    answer = await numbered.sign_in(number)
    assert answer.status_code == 400
    assert "number" in answer.json()["error"]["message"]


async def test_a_class_without_a_list_has_no_numbers(school: School) -> None:
    path = f"/api/sessions/{school.session.code}"
    for answer in (
        await school.http.get(f"{path}/people/1"),
        await school.http.post(f"{path}/join", params={"number": "1"}),
    ):
        assert answer.json()["error"]["code"] == "unknown_number"


async def test_without_a_number_a_name_does_as_ever(numbered: NumberedClass) -> None:
    answer = await numbered.school.sign_in("손님")
    assert answer.status_code == 201
    guest = numbered.school.session.participants[answer.json()["participant_id"]]
    assert guest.person_id is None


async def test_on_another_phone_the_seat_is_there_with_what_was_finished(
    numbered: NumberedClass,
) -> None:
    watching = await numbered.school.instructor()
    first = await numbered.phone(1)
    await numbered.school.execute(cmd.NextStep())
    await first.expect("step_changed")
    await first.ask_past("step_complete", "session_status_changed", subtask_id=1)
    await first.close()
    await watching.expect("participant_left")
    seat = numbered.seat(1)
    assert (await numbered.ask(1, device_id="two")).json()["in_use"] is False
    answer = await numbered.sign_in(1, "two")
    assert answer.status_code == 200
    second = await numbered.school.connect(cookie_of(answer))
    snapshot = await second.join()
    assert (snapshot["participant_id"], snapshot["completed_subtasks"]) == (seat.id, [1])


async def test_a_number_in_use_asks_first_and_the_older_phone_is_told(
    numbered: NumberedClass,
) -> None:
    first = await numbered.phone(1)
    assert (await numbered.ask(1, device_id="two")).json()["in_use"] is True
    asked = await numbered.sign_in(1, "two")
    assert (asked.status_code, asked.json()["error"]["code"]) == (409, "number_in_use")
    await first.hears_nothing_but()
    second = await numbered.phone(1, "two", takes_over="yes")
    assert await first.close_code() == 4001
    assert numbered.seat(1).taken_over_at is not None
    await second.hears_nothing_but()


async def test_of_two_phones_at_the_same_moment_one_is_asked(numbered: NumberedClass) -> None:
    answers = await asyncio.gather(
        *(_come(numbered.school, number=1, device=f"phone {n}") for n in range(5))
    )
    assert sorted(answers) == [201, 409, 409, 409, 409]
    assert len(numbered.school.session.participants) == 1


async def _come(school: School, *, number: int, device: str) -> int:
    async with httpx.AsyncClient(base_url=school.base_url, trust_env=False) as client:
        answer = await client.post(
            f"/api/sessions/{school.session.code}/join",
            params={"number": str(number), "device_id": device},
        )
    return answer.status_code


async def test_into_a_locked_class_comes_back_who_was_in_and_nobody_else(
    numbered: NumberedClass,
) -> None:
    phone = await numbered.phone(1)
    watching = await numbered.school.instructor()
    await phone.close()
    await watching.expect("participant_left")
    await numbered.school.execute(cmd.SetLocked(locked=True))
    assert (await numbered.sign_in(1, "two")).status_code == 200
    refused = await numbered.sign_in(2, "three")
    assert (refused.status_code, refused.json()["error"]["code"]) == (403, "locked")


async def test_a_locked_class_tells_no_name_of_who_is_not_in_it(numbered: NumberedClass) -> None:
    await numbered.phone(1)
    await numbered.phone(12, "twelve")
    await numbered.school.execute(cmd.RemoveParticipant(numbered.seat(12).id))
    await numbered.school.execute(cmd.SetLocked(locked=True))
    assert (await numbered.ask(1)).json()["name"] == "김영희"
    for number in (2, 12):
        answer = await numbered.ask(number)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "locked")
    taken = await numbered.sign_in(1, "two", takes_over="yes")
    assert (taken.status_code, taken.json()["error"]["code"]) == (403, "locked")


async def test_whom_the_instructor_removed_has_the_seat_again_by_the_number(
    numbered: NumberedClass,
) -> None:
    phone = await numbered.phone(1)
    seat = numbered.seat(1)
    await numbered.school.execute(cmd.RemoveParticipant(seat.id))
    assert await phone.close_code() == 4003
    assert (await numbered.sign_in(1)).json()["participant_id"] == seat.id
    assert not seat.removed


async def test_a_number_that_is_changed_on_the_list_leads_to_the_same_seat(
    numbered: NumberedClass,
) -> None:
    first = (await numbered.sign_in(1)).json()
    rosters = numbered.school.services.rosters
    kim, *others = numbered.roster.people
    await rosters.save(numbered.roster.with_people([structs.replace(kim, number=99), *others]))
    assert (await numbered.sign_in(1)).status_code == 404
    assert (await numbered.sign_in(99)).json()["participant_id"] == first["participant_id"]


async def test_the_older_phone_takes_the_seat_back_by_its_own_cookie(
    numbered: NumberedClass,
) -> None:
    cookie = cookie_of(await numbered.sign_in(1))
    first = await numbered.school.connect(cookie)
    await first.join()
    second = await numbered.phone(1, "two", takes_over="yes")
    assert await first.close_code() == 4001
    again = await numbered.school.connect(cookie)
    await again.join()
    assert await second.close_code() == 4001


async def test_not_the_right_person_is_asked_again_and_the_first_goes_on(
    numbered: NumberedClass,
) -> None:
    mine = cookie_of(await numbered.sign_in(1))
    first = await numbered.school.connect(mine)
    await first.join()
    wrong = cookie_of(await numbered.sign_in(1, "two", takes_over="yes"))
    second = await numbered.school.connect(wrong)
    await second.join()
    await first.close_code()
    await numbered.school.execute(cmd.NextStep())
    await second.expect("step_changed")
    await second.ask_past("step_complete", "session_status_changed", subtask_id=1)
    await numbered.school.execute(cmd.GiveSeatBack(numbered.seat(1).id))
    assert await second.close_code() == 1008
    assert await refusal(numbered.school, wrong) == 403, "so its page asks for the number again"
    back = await numbered.school.connect(mine)
    assert (await back.join())["completed_subtasks"] == []
    assert (await numbered.sign_in(2, "two")).json()["user_name"] == "박철수"


async def test_whoever_came_back_by_themselves_is_not_sent_away(numbered: NumberedClass) -> None:
    """The instructor is slower than the owner of the seat."""
    mine = cookie_of(await numbered.sign_in(1))
    await numbered.school.connect(mine)
    wrong = cookie_of(await numbered.sign_in(1, "two", takes_over="yes"))
    await numbered.school.connect(wrong)
    back = await numbered.school.connect(mine)
    await back.join()
    await numbered.school.execute(cmd.GiveSeatBack(numbered.seat(1).id))
    await back.hears_nothing_but()
    assert await refusal(numbered.school, wrong) == 403


async def test_a_phone_is_sent_away_for_good_also_over_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        numbered = await NumberedClass.open(school)
        mine = cookie_of(await numbered.sign_in(1))
        assert (await numbered.sign_in(1, "two")).status_code == 409, "signed in, not connected"
        wrong = cookie_of(await numbered.sign_in(1, "two", takes_over="yes"))
        await school.execute(cmd.GiveSeatBack(numbered.seat(1).id))
        roster = numbered.roster
    async with open_school(tmp_path) as school:
        school.session = await school.services.classroom.recover(school.session.id + 1)
        after = NumberedClass(school, roster)
        assert school.session.code == "NUM001"
        assert after.seat(1).taken_over_at is None
        assert await refusal(school, wrong) == 403
        back = await school.connect(mine)
        assert (await back.join())["participant_id"] == after.seat(1).id


async def test_after_a_restart_another_phone_gets_the_seat_unasked(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        numbered = await NumberedClass.open(school)
        await numbered.phone(12)
        roster = numbered.roster
    async with open_school(tmp_path) as school:
        school.session = await school.services.classroom.recover(school.session.id + 1)
        after = NumberedClass(school, roster)
        assert (await after.sign_in(12, "two")).status_code == 200
        assert after.seat(12).taken_over_at is None


async def test_a_phone_with_another_seat_takes_that_of_the_number(numbered: NumberedClass) -> None:
    """Somebody borrows a phone on which another person sits."""
    cookie = cookie_of(await numbered.sign_in(1))
    own = await numbered.sign_in(1, cookie=cookie)
    assert (own.status_code, cookie_of(own)) == (200, cookie), "its own number changes nothing"
    other = await numbered.sign_in(2, "one-too", cookie=cookie)
    assert (other.status_code, other.json()["user_name"]) == (201, "박철수")


async def test_a_browser_that_keeps_no_cookies_has_its_seat_by_a_ticket(
    numbered: NumberedClass,
) -> None:
    first = await numbered.sign_in(1)
    again = await numbered.school.sign_in("이름", device_id="one", cookies="no")
    assert again.json()["participant_id"] == first.json()["participant_id"]
    assert again.json()["ticket"]


async def test_guests_and_the_android_app_are_no_people_of_the_list(tmp_path: Path) -> None:
    async with open_school(tmp_path, guests=True) as school:
        phone = await school.connect()
        confirmed = await phone.join(device_id="android", name="김영희")
        person = school.session.participants[confirmed["participant_id"]]
        assert person.person_id is None


# How many names a stranger may see -------------------------------------------------------------


async def test_nobody_reads_the_list_by_asking_for_one_number_after_the_other(
    tmp_path: Path,
) -> None:
    clock = HandClock()
    async with open_school(tmp_path, clock=clock) as school:
        numbered = await NumberedClass.open(school)
        people = [(n, f"사람 {n}") for n in range(1, 61)]
        roster = await school.services.rosters.create("큰 반", people)
        school.session = await school.services.instructor.open_class(
            school.session.lesson.id, "NUM002", roster_id=roster.id
        )
        named = [n for n in range(1, 61) if "name" in (await numbered.ask(n)).json()]
        assert named == list(range(1, NAMES_OF_AN_ADDRESS + 1))
        answer = (await numbered.ask(40)).json()
        assert answer == {"number": 40, "in_use": False}, "who has it may join all the same"
        assert "name" in (await numbered.ask(1)).json(), "what was seen may be seen again"
        assert (await numbered.sign_in(40)).json()["user_name"] == "사람 40"
        await numbered.sign_in(1)
        assert "name" in (await numbered.ask(41)).json(), "who joined gives it back"
        assert "name" not in (await numbered.ask(42)).json()
        clock.seconds += FORGET_AFTER_S + 1
        assert "name" in (await numbered.ask(42)).json()
        assert NAMES_IN_ALL > NAMES_OF_AN_ADDRESS


async def test_names_are_for_who_has_the_code(numbered: NumberedClass) -> None:
    answer = await numbered.school.http.get("/api/sessions/N0TTHIS/people/1")
    assert answer.json()["error"]["code"] == "unknown_session"


# Seat cards ------------------------------------------------------------------------------------


async def test_a_card_leads_to_whatever_class_is_open_with_its_roster(school: School) -> None:
    roster = await school.services.rosters.create("목요일", [(1, "김영희")])
    token = await school.services.seat_cards.token_of(roster.id)
    closed = await school.http.get(f"/n/{token}")
    assert (closed.status_code, closed.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "아직 수업이 열리지 않았어요" in closed.text
    for code in ("FIRST1", "SECOND2"):
        session = await school.services.instructor.open_class(
            school.session.lesson.id, code, roster_id=roster.id
        )
        answer = await school.http.get(f"/n/{token.upper()}")
        assert (answer.status_code, answer.headers["location"]) == (302, f"/join/{code}")
        school.session = session
        await school.execute(cmd.EndSession())
    assert (await school.http.get(f"/n/{token}")).status_code == 200


async def test_an_old_card_and_a_made_up_one_lead_nowhere(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        roster = await school.services.rosters.create("목요일", [(1, "김영희")])
        cards = school.services.seat_cards
        old = await cards.token_of(roster.id)
        assert await cards.token_of(roster.id) == old
        new = await cards.renew(roster.id)
    async with open_school(tmp_path) as school:
        assert (await school.http.get(f"/n/{new}")).status_code == 200
        answers = [await school.http.get(f"/n/{old}") for _ in range(2)]
        answers += [await school.http.get(f"/n/guess{n}") for n in range(25)]
        assert {answer.status_code for answer in answers} == {404, 429}, "they count as guesses"


async def test_what_is_said_of_a_number_is_kept_by_no_browser(numbered: NumberedClass) -> None:
    assert (await numbered.ask(1)).headers["cache-control"] == "no-store"


async def test_a_cookie_of_a_seat_that_was_given_back_opens_no_socket(
    numbered: NumberedClass,
) -> None:
    await numbered.phone(1)
    wrong = cookie_of(await numbered.sign_in(1, "two", takes_over="yes"))
    await numbered.school.execute(cmd.GiveSeatBack(numbered.seat(1).id))
    with pytest.raises(InvalidStatus):
        await Phone.open(numbered.school.socket_url, wrong)
