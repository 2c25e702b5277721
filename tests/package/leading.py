"""One step of a class over real sockets: the same for every package."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

PATIENCE_S = 60


@dataclass
class Phone:
    """A signed-in socket; the cookie comes with it to the next connection."""

    cookie: str
    address: str

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[ClientConnection]:
        """Connect it."""
        async with connect(self.address, additional_headers={"Cookie": self.cookie}) as socket:
            yield socket


async def student_of(url: str, code: str) -> Phone:
    """Let a student join."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        joined = await client.post(f"/api/sessions/{code}/join", params={"name": "김영희"})
        assert joined.status_code == 201
        return Phone(f"sessionid={client.cookies['sessionid']}", _address(url, code))


async def instructor_of(url: str, code: str, key: str) -> Phone:
    """Sign the instructor's other device in."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        login = await client.post(
            "/api/instructor/login", headers={"Authorization": f"Bearer {key}"}
        )
        assert login.status_code == 200
        return Phone(f"sessionid={client.cookies['sessionid']}", _address(url, code))


async def send(phone: ClientConnection, kind: str, **data: Any) -> None:
    """Send one message."""
    await phone.send(json.dumps({"type": kind, "data": data}))


async def follow_a_step(student: ClientConnection, start: Callable[[], Awaitable[object]]) -> None:
    """A student comes, `start` starts the next step, and the student finishes it."""
    async with asyncio.timeout(PATIENCE_S):
        await send(student, "join")
        assert json.loads(await student.recv())["type"] == "join_confirmed"
        await start()
        step = json.loads(await student.recv())
        assert step["type"] == "step_changed"
        assert json.loads(await student.recv())["status"] == "IN_PROGRESS"
        await send(student, "step_complete", subtask_id=step["subtask"]["id"])
        assert json.loads(await student.recv())["type"] == "step_complete_confirmed"


def _address(url: str, code: str) -> str:
    return url.replace("http", "ws", 1) + f"/ws/sessions/{code}/"
