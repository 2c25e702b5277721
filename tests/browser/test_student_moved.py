"""The student's page when the class goes on at another computer of the school."""

import asyncio
import platform
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.phone import Phone
from tests.browser.program import CODE, Program
from tests.helpers.desks import bare_desk, put_to_sleep
from tests.helpers.postgres import PostgresDatabase

WORDS = "이 수업은 다른 컴퓨터에서 이어지고 있어요"


@pytest.fixture
def desk(tmp_path: Path, postgres: PostgresDatabase) -> Iterator[Program]:
    """A program whose database others use too."""
    program = Program(tmp_path / "desk", more=("--database", postgres.url))
    program.start()
    yield program
    program.stop()


def take_up_elsewhere(postgres: PostgresDatabase, folder: Path) -> None:
    """Let another desk take up the class of one that seems to have stopped."""
    put_to_sleep(postgres, platform.node())
    session_id = postgres.one("SELECT id FROM lecture_sessions WHERE session_code = %s", CODE)

    async def take() -> None:
        async with bare_desk(postgres, folder, "ROOM-2") as other:
            await other.leases.take(session_id)

    asyncio.run(take())


def test_a_phone_is_sent_to_the_new_code(
    phone: Phone, desk: Program, postgres: PostgresDatabase, tmp_path: Path
) -> None:
    phone.join(desk.join_url, "김영희")
    phone.see("#waiting")
    with desk.instructor() as instructor:
        take_up_elsewhere(postgres, tmp_path / "other")
        instructor.send("next_step")
        phone.read("#code-error", WORDS)
    phone.open(desk.join_url)
    phone.read("#code-error", WORDS)
