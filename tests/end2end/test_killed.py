"""A power cut in mid-class: the program is killed and started again."""

import asyncio
import random
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed

from tests.helpers.phone import Phone, cookie_of
from tests.helpers.school import LESSON
from tests.helpers.timing import PATIENCE_S

CODE = "KILL01"
STUDENTS = 10


class RealProgram:
    """The program as its own process."""

    def __init__(self, process: Process, base_url: str) -> None:
        self.process, self.base_url = process, base_url

    @classmethod
    async def start(cls, data_dir: Path) -> "RealProgram":
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "classroom_app", "--headless", "--host", "127.0.0.1"),
            *("--port", "0", "--data-dir", str(data_dir), "--lesson", str(LESSON)),
            *("--code", CODE),
            stdout=PIPE,
        )
        assert process.stdout is not None
        async with asyncio.timeout(PATIENCE_S * 2):
            line = (await process.stdout.readline()).decode()
        assert line.endswith(f"  session {CODE}\n"), line
        return cls(process, line.removeprefix("Listening on ").split()[0])

    async def connect(self, cookie: str) -> Phone:
        url = self.base_url.replace("http", "ws")
        return await Phone.open(f"{url}/ws/sessions/{CODE}/", cookie)

    async def kill(self) -> None:
        self.process.kill()
        await self.process.wait()

    async def stop(self) -> int:
        self.process.terminate()
        async with asyncio.timeout(PATIENCE_S):
            return await self.process.wait()


async def work(phone: Phone, confirmed: set[int], enough: asyncio.Event) -> None:
    """Complete steps one after another until the line is cut, noting what was confirmed."""
    try:
        for subtask_id in (1, 2, 3):
            await phone.send("step_complete", subtask_id=subtask_id)
            confirmed.add((await phone.expect("step_complete_confirmed"))["subtask_id"])
            enough.set()
    except ConnectionClosed:
        return


@pytest.mark.parametrize("seed", range(3))
async def test_what_was_confirmed_survives_a_kill(tmp_path: Path, seed: int) -> None:
    program = await RealProgram.start(tmp_path)
    async with httpx.AsyncClient(base_url=program.base_url, trust_env=False) as http:
        cookies = []
        for n in range(STUDENTS):
            answer = await http.post(f"/api/sessions/{CODE}/join?name=S{n}")
            http.cookies.clear()
            cookies.append(cookie_of(answer))
    phones = [await program.connect(cookie) for cookie in cookies]
    for phone in phones:
        await phone.join(presence=False)

    confirmed: list[set[int]] = [set() for _ in phones]
    enough = [asyncio.Event() for _ in phones]
    working = asyncio.gather(*map(work, phones, confirmed, enough))
    for event in enough[: random.Random(seed).randrange(STUDENTS)]:
        await event.wait()
    await program.kill()
    await working

    again = await RealProgram.start(tmp_path)
    for cookie, steps in zip(cookies, confirmed, strict=True):
        phone = await again.connect(cookie)
        snapshot = await phone.join(presence=False)
        assert steps <= set(snapshot["completed_subtasks"])
        assert len(snapshot["completed_subtasks"]) == len(set(snapshot["completed_subtasks"]))
        await phone.close()
    assert await again.stop() == 0
