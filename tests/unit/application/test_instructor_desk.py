import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.application.instructor_desk import InstructorDesk, InvalidCodeError
from classroom_app.domain import commands as cmd
from classroom_app.domain.errors import Refused
from classroom_app.domain.session_code import is_easy_to_guess
from tests.helpers.school import School, open_school


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path) as opened:
        yield opened


@pytest.fixture
def desk(school: School) -> InstructorDesk:
    return school.services.desk


async def test_a_code_asked_for_twice_at_once_opens_one_class(desk: InstructorDesk) -> None:
    first, second = await asyncio.gather(
        desk.open_class(1, "same-01"), desk.open_class(1, " SAME01 ")
    )
    assert first is second
    assert first.code == "SAME01"


async def test_a_class_that_has_not_ended_is_taken_up_and_one_that_has_is_not(
    school: School, desk: InstructorDesk
) -> None:
    assert await desk.open_class(1, "TEST001") is school.session
    await school.execute(cmd.EndSession())
    assert (await desk.open_class(1, "TEST001")).id == school.session.id + 1


async def test_made_up_codes_are_new_each_time(desk: InstructorDesk) -> None:
    codes = [(await desk.open_class(1)).code for _ in range(5)]
    assert len(set(codes)) == 5
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert not any(is_easy_to_guess(code) for code in codes)


@pytest.mark.parametrize("text", ["abc", "1234567890123", "JOIN", "가나다라", "a_b_c"])
async def test_what_is_no_code(desk: InstructorDesk, text: str) -> None:
    with pytest.raises(InvalidCodeError) as caught:
        await desk.open_class(1, text)
    assert repr(text) in str(caught.value)


async def test_another_name(desk: InstructorDesk) -> None:
    await desk.rename("  김선생 ")
    assert (desk.profile.name, desk.actor.name) == ("김선생", "김선생")
    with pytest.raises(Refused):
        await desk.rename(" ")
    assert desk.profile.name == "김선생"
