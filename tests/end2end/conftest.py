"""A class in a process of its own, and clients that are processes too."""

import json
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from classroom_app.protocol.lesson_file import FORMAT
from tests.end2end.clients import Client, StartClient
from tests.helpers.free_ports import free_pair
from tests.helpers.real_program import RealProgram

CODE = "REAL01"


@pytest.fixture
def long_lesson(tmp_path: Path) -> Path:
    """A lesson of four steps."""
    path = tmp_path / "long.json"
    steps = [{"title": f"{n}단계", "guide_text": "🙂 눌러 주세요"} for n in range(1, 5)]
    path.write_text(json.dumps({"format": FORMAT, "title": "긴 수업", "subtasks": steps}), "utf-8")
    return path


@pytest.fixture
async def program(tmp_path: Path, long_lesson: Path) -> AsyncIterator[RealProgram]:
    """A class on the second lesson of its database, so that no step's number is its id."""
    program = RealProgram(tmp_path / "data", "FIRST1", guests=True, port=free_pair())
    await program.start()
    assert await program.stop() == 0
    program.lesson, program.code = long_lesson, CODE
    await program.start()
    yield program
    if program.process is not None:
        assert await program.stop() == 0


@pytest.fixture
async def start_client() -> AsyncIterator[StartClient]:
    """Starts clients, and sees to it that all of them end, and end well."""
    clients: list[Client] = []

    async def start(*command: str) -> Client:
        clients.append(await Client.start(*command))
        return clients[-1]

    yield start
    assert [await client.stop() for client in clients] == [0] * len(clients)
