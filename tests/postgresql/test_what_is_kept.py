"""What people write, on a server that is stricter about it than an SQLite file."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.system.disk_room import RESERVE_FILE
from tests.helpers.postgres import PostgresDatabase
from tests.helpers.school import School, open_school

ODD = "가\u0000나"
"""PostgreSQL's texts cannot hold a NUL."""


@pytest.fixture
async def school(tmp_path: Path, postgres: PostgresDatabase) -> AsyncIterator[School]:
    async with open_school(tmp_path / "data", database_url=postgres.url) as school:
        yield school


async def test_a_nul_in_what_a_phone_writes_troubles_nobody(
    school: School, postgres: PostgresDatabase
) -> None:
    kim, lee = await school.student("Kim", presence=False), await school.student("Lee")
    asked = asyncio.create_task(kim.ask("request_help", subtask_id=1, message=ODD))
    assert (await lee.ask("step_complete", subtask_id=1))["type"] == "step_complete_confirmed"
    assert (await asked)["type"] == "request_help_confirmed"
    assert postgres.one("SELECT message FROM help_requests") == "가나"


async def test_a_nul_in_what_the_instructor_says(school: School) -> None:
    kim = await school.student("Kim")
    await school.execute(cmd.SendMessage(ODD))
    said = await kim.expect("instructor_message")
    assert said["message"].replace("\u0000", "") == "가나"


@pytest.mark.parametrize("number", [2**31, 2**63, 10**40])
async def test_a_number_that_no_row_can_have(school: School, number: int) -> None:
    cookie = await school.instructor_cookie()
    answer = await school.http.get(
        f"/api/screenshots/{number}", headers={"Cookie": f"sessionid={cookie}"}
    )
    assert answer.status_code == 404


async def test_an_account_of_a_very_long_name(
    tmp_path: Path, postgres: PostgresDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOGNAME", "of-a-domain-" * 20)
    async with open_school(tmp_path, database_url=postgres.url) as school:
        assert school.services.instructor.profile.name == "of-a-domain-" * 3 + "of-a"


async def test_what_a_server_refuses_costs_this_computer_no_room(
    school: School, postgres: PostgresDatabase
) -> None:
    """What is set aside here for the class is of no use where the server's disk is full."""
    reserve = school.program.config.data_dir / RESERVE_FILE
    reserve.write_bytes(bytes(9))
    kim = await school.student("Kim")
    postgres.run("ALTER TABLE subtask_completions RENAME TO away")
    refused = await kim.ask("step_complete", subtask_id=school.session.lesson.subtasks[0].id)
    postgres.run("ALTER TABLE away RENAME TO subtask_completions")
    assert refused["code"] == "storage_failed"
    await school.services.disk.settled()
    assert reserve.exists()
