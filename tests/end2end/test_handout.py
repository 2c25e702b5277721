"""The whole program makes handouts for phones, with a window and without one."""

import asyncio
from pathlib import Path

import httpx
import pytest

from tests.helpers.real_program import RealProgram
from tests.helpers.systems import SCREEN
from tests.helpers.timing import PATIENCE_S


@pytest.mark.parametrize("headless", [True, False])
async def test_the_lesson_goes_home(headless: bool, tmp_path: Path) -> None:
    program = RealProgram(tmp_path / "data", "HOME01", headless=headless, environment=SCREEN)
    await program.start()
    async with (
        httpx.AsyncClient(base_url=program.url, trust_env=False, timeout=PATIENCE_S) as http,
        asyncio.timeout(3 * PATIENCE_S),
    ):
        await http.post("/api/sessions/HOME01/join", params={"name": "Kim"})
        instructor = await program.instructor()
        await instructor.send("next_step")
        await instructor.expect("step_changed")
        await instructor.send("end_session")
        while (await instructor.expect("session_status_changed"))["status"] != "ENDED":
            pass  # the first step has begun the class
        await instructor.close()
        first, second = await asyncio.gather(
            *(http.get("/api/sessions/HOME01/handout") for _ in range(2))
        )
        assert first.status_code == 200, first.text
        assert first.content.startswith(b"%PDF")
        assert first.content.endswith(b"%%EOF\n")
        assert second.headers["ETag"] == first.headers["ETag"]
    assert await program.stop() == 0
    assert program.said == ""
