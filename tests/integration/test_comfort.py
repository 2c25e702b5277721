"""Text size, reading aloud and contrast from the desk, over real sockets and a real database."""

from pathlib import Path
from typing import Any

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain import events as ev
from classroom_app.domain.actors import SYSTEM
from classroom_app.server import repeat_limit
from tests.helpers.databases import change, rows_of
from tests.helpers.school import School, open_school


def wanted(message: dict[str, Any]) -> tuple[Any, Any, Any]:
    comfort = message["comfort"]
    return comfort["larger_text"], comfort["read_aloud"], comfort["high_contrast"]


async def test_one_phone_is_told_and_so_is_who_helps(school: School) -> None:
    kim, lee = await school.student("Kim"), await school.student("Lee")
    remote, other = await school.instructor(), await school.instructor()
    await remote.send("set_comfort", participant_id=1, larger_text=True)
    assert wanted(await kim.expect("comfort_changed")) == (True, None, None)
    for phone in (remote, other):
        told = await phone.expect("comfort_updated")
        assert (told["user_name"], told["by"]["role"]) == ("Kim", "INSTRUCTOR")
        assert wanted(told) == (True, None, None)
    await kim.send("comfort_chosen", larger_text=False, read_aloud=False, high_contrast=False)
    told = await other.expect("comfort_updated")
    assert (wanted(told), "by" in told) == ((False, False, False), False)
    heard = await lee.hears_nothing_but("participant_joined")
    assert [each["type"] for each in heard if "comfort" in each["type"]] == []
    await kim.hears_nothing_but("participant_joined")


async def test_a_phone_that_comes_back_gets_it_and_so_does_one_that_comes_late(
    school: School,
) -> None:
    cookie = await school.student_cookie("Kim")
    kim = await school.connect(cookie)
    assert "comfort" not in await kim.join(), "as to phones of before"
    await kim.close()
    remote = await school.instructor()
    await remote.send("set_comfort", read_aloud=True, high_contrast=True)
    await remote.expect("comfort_updated")
    back = await (await school.connect(cookie)).join()
    assert wanted(back) == (None, True, True)
    late = await school.student_phone("Lee")
    assert wanted(await late.join()) == (None, True, True)


async def test_what_is_no_yes_or_no_is_refused(school: School) -> None:
    kim, remote = await school.student("Kim"), await school.instructor()
    for data in (
        {"larger_text": 1},
        {"participant_id": "1"},
        {"participant_id": 99, "larger_text": True},
    ):
        answer = await remote.ask("set_comfort", **data)
        assert (answer["code"], answer["ref"]) == ("invalid_field", "set_comfort")
    answer = await kim.ask("comfort_chosen", larger_text=True)
    assert (answer["code"], answer["ref"]) == ("invalid_field", "comfort_chosen")
    answer = await remote.ask("comfort_chosen", larger_text=1, read_aloud=1, high_contrast=1)
    assert answer["code"] == "forbidden"


async def test_a_phone_that_changes_its_mind_all_the_time_has_to_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repeat_limit, "PARTICIPANT_BURST", 4.0)
    async with open_school(tmp_path) as school:
        kim = await school.student("Kim")
        for number in range(5):
            large = number % 2 == 0
            await kim.send(
                "comfort_chosen", larger_text=large, read_aloud=False, high_contrast=False
            )
        error = await kim.expect("error")
        assert (error["code"], error["ref"]) == ("rate_limited", "comfort_chosen")


async def test_it_is_known_after_a_restart(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookie = await school.student_cookie("Kim")
        await (await school.connect(cookie)).join()
        await school.execute(cmd.SetComfort(1, larger_text=True))
    async with open_school(tmp_path) as school:
        assert wanted(await (await school.connect(cookie)).join()) == (True, None, None)


async def seat(school: School, person_id: int) -> int:
    """Sign somebody of the roster in, as one does by number."""
    stored = await school.services.classroom.execute(
        school.session.id, cmd.SignIn("김영희", person_id=person_id), SYSTEM
    )
    (event,) = stored.events
    assert isinstance(event, ev.ParticipantSignedIn)
    return event.participant_id


def kept(folder: Path) -> list[Any]:
    return rows_of(folder, "SELECT id, comfort FROM roster_people ORDER BY id")


async def test_the_roster_keeps_it_for_the_next_class(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        roster = await school.services.rosters.create("화요반", [(1, "김영희"), (2, "박민수")])
        first, second = (person.id for person in roster.people)
        here = await seat(school, first)
        await school.execute(cmd.SetComfort(here, larger_text=True))
        await school.execute(cmd.SetComfort(here, high_contrast=True))
        await school.execute(cmd.EndSession())
    assert kept(tmp_path) == [
        (first, '{"larger_text": true, "high_contrast": true}'),
        (second, None),
    ]
    async with open_school(tmp_path, code="NEXT02") as school:
        there = [await seat(school, each) for each in (first, second)]
        await school.program.comfort.settled()
        comforts = [school.session.participants[each].comfort for each in there]
        assert [(c.larger_text, c.read_aloud, c.high_contrast) for c in comforts] == [
            (True, None, True),
            (None, None, None),
        ]
        changed = roster.with_people([*(p for p in roster.people if p.id == second)])
        await school.services.rosters.save(changed)
        assert [row[0] for row in kept(tmp_path)] == [second], "deleted with the person"


async def test_who_gets_a_number_later_finds_it_too(school: School) -> None:
    roster = await school.services.rosters.create("화요반", [(1, "김영희")])
    (person,) = roster.people
    folder = school.program.config.data_dir
    change(folder, "UPDATE roster_people SET comfort = ?", '{"larger_text": true}')
    kim = await school.student("김영희")
    await school.execute(cmd.AssignPerson(1, person.id, person.name))
    assert wanted(await kim.expect("comfort_changed")) == (True, None, None)


async def test_a_class_that_is_closed_at_once_goes_without_it(school: School) -> None:
    roster = await school.services.rosters.create("화요반", [(1, "김영희")])
    (person,) = roster.people
    folder = school.program.config.data_dir
    change(folder, "UPDATE roster_people SET comfort = ?", '{"larger_text": true}')
    await seat(school, person.id)
    school.services.classroom.close_session(school.session.id)
    await school.program.comfort.settled()
