import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.application.instructor_service import InstructorService, InvalidCodeError
from classroom_app.domain import commands as cmd
from classroom_app.domain.errors import Refused
from classroom_app.domain.session_code import is_easy_to_guess
from tests.helpers.school import School, open_school


@pytest.fixture
async def school(tmp_path: Path) -> AsyncIterator[School]:
    async with open_school(tmp_path) as opened:
        yield opened


@pytest.fixture
def instructor(school: School) -> InstructorService:
    return school.services.instructor


async def test_a_code_asked_for_twice_at_once_opens_one_class(
    instructor: InstructorService,
) -> None:
    first, second = await asyncio.gather(
        instructor.open_class(1, "same-01"), instructor.open_class(1, " SAME01 ")
    )
    assert first is second
    assert first.code == "SAME01"


async def test_a_class_that_has_not_ended_is_taken_up_and_one_that_has_is_not(
    school: School, instructor: InstructorService
) -> None:
    assert await instructor.open_class(1, "TEST001") is school.session
    await school.execute(cmd.EndSession())
    assert (await instructor.open_class(1, "TEST001")).id == school.session.id + 1


async def test_made_up_codes_are_new_each_time(instructor: InstructorService) -> None:
    codes = [(await instructor.open_class(1)).code for _ in range(5)]
    assert len(set(codes)) == 5
    assert all(len(code) == 6 and code.isdigit() for code in codes)
    assert not any(is_easy_to_guess(code) for code in codes)


@pytest.mark.parametrize("text", ["abc", "1234567890123", "JOIN", "가나다라", "a_b_c"])
async def test_what_is_no_code(instructor: InstructorService, text: str) -> None:
    with pytest.raises(InvalidCodeError) as caught:
        await instructor.open_class(1, text)
    assert repr(text) in str(caught.value)


async def test_another_name(instructor: InstructorService) -> None:
    await instructor.rename("  김선생 ")
    assert (instructor.profile.name, instructor.actor.name) == ("김선생", "김선생")
    with pytest.raises(Refused):
        await instructor.rename(" ")
    assert instructor.profile.name == "김선생"
