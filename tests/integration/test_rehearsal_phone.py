"""One simulated phone against a server that answers as written here."""

import asyncio
import http
import json
import logging
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.datastructures import Headers
from websockets.http11 import Request, Response

from classroom_app.rehearsal.character import Character
from classroom_app.rehearsal.phone import SimulatedPhone
from classroom_app.rehearsal.sign_in import Address
from classroom_app.rehearsal.student import SimulatedStudent
from tests.helpers.timing import PATIENCE_S

PACE = 500.0
WAITING: dict[str, Any] = {
    "type": "join_confirmed",
    "status": "WAITING",
    "subtask": None,
    "completed_subtasks": [],
}
ENDED = {"type": "session_status_changed", "status": "ENDED"}


class Script:
    """What the server answers, one after the other: statuses for requests, deeds for sockets.

    A deed is a close code, a message to send, or None: to drop the line without a word.
    """

    def __init__(self, *, http: list[int], sockets: list[list[Any]]) -> None:
        self._http, self._sockets = http, sockets
        self.requests: list[str] = []
        self.heard: list[dict[str, Any]] = []

    async def process_request(self, socket: ServerConnection, request: Request) -> Response | None:
        status = self._http.pop(0)
        self.requests.append(f"{request.path.split('?')[0].rsplit('/', 2)[-2]} {status}")
        if status == 101:
            assert request.headers["Cookie"] == "sessionid=abc"
            return None
        if status == 0:
            socket.transport.abort()
        headers = Headers({"Content-Length": "0", "Retry-After": "1"})
        if status in (200, 201):
            headers["Set-Cookie"] = "sessionid=abc; HttpOnly"
        reason = http.HTTPStatus(status or 500).phrase
        return Response(status or 500, reason, headers)

    async def converse(self, socket: ServerConnection) -> None:
        for deed in self._sockets.pop(0):
            if deed is None:
                socket.transport.abort()
            elif isinstance(deed, int):
                await socket.close(deed)
            elif isinstance(deed, str):
                async for frame in socket:
                    message = json.loads(frame)
                    self.heard.append(message)
                    if message["type"] == deed:
                        break
            else:
                await socket.send(json.dumps(deed))
        await socket.wait_closed()


@asynccontextmanager
async def answering(script: Script) -> AsyncIterator[Server]:
    logger = logging.getLogger("tests.scripted")
    logger.setLevel(logging.CRITICAL)
    async with serve(
        script.converse,
        "127.0.0.1",
        0,
        process_request=script.process_request,
        compression=None,
        logger=logger,
    ) as server:
        yield server


def make_phone(port: int) -> SimulatedPhone:
    rng = random.Random(1)
    character = Character("김영희", arrives_after_s=1, step_s=30, asks=0, drops=0)
    return SimulatedPhone(
        Address("127.0.0.1", port, "482913"),
        SimulatedStudent(character, "ko", rng),
        "device",
        pace=PACE,
        rng=rng,
        clock=asyncio.get_running_loop().time,
    )


async def run(script: Script) -> list[str]:
    """Let a phone live until it has had enough; return what it asked for."""
    async with answering(script) as server, asyncio.timeout(PATIENCE_S):
        await make_phone(server.sockets[0].getsockname()[1]).run()
    return script.requests


async def test_sign_in_join_and_leave_at_the_end() -> None:
    script = Script(http=[201, 101], sockets=[["join", WAITING, "heartbeat", ENDED]])
    assert await run(script) == ["482913 201", "482913 101"]
    assert [message["type"] for message in script.heard] == ["join", "heartbeat"]


@pytest.mark.parametrize("status", [403, 429, 503, 0])
async def test_a_sign_in_that_fails_is_tried_again(status: int) -> None:
    script = Script(http=[status, 201, 101], sockets=[["join", ENDED]])
    assert await run(script) == [f"482913 {status}", "482913 201", "482913 101"]


@pytest.mark.parametrize("status", [404, 410])
async def test_where_no_class_is_it_gives_up(status: int) -> None:
    assert await run(Script(http=[status], sockets=[])) == [f"482913 {status}"]
    assert len(await run(Script(http=[201, status], sockets=[]))) == 2


async def test_a_forgotten_cookie_means_signing_in_again() -> None:
    script = Script(http=[201, 403, 201, 101], sockets=[["join", ENDED]])
    assert len(await run(script)) == 4


@pytest.mark.parametrize("status", [503, 500])
async def test_an_upgrade_that_fails_is_tried_again_with_the_cookie(status: int) -> None:
    script = Script(http=[201, status, 101], sockets=[["join", ENDED]])
    assert len(await run(script)) == 3


@pytest.mark.parametrize("close", [1001, 1011, 1013, None])
async def test_a_lost_line_is_opened_again(close: int | None) -> None:
    script = Script(http=[201, 101, 101], sockets=[["join", WAITING, close], ["join", ENDED]])
    assert len(await run(script)) == 3


@pytest.mark.parametrize("close", [1000, 4001, 4003])
async def test_a_close_for_good_is_for_good(close: int) -> None:
    assert len(await run(Script(http=[201, 101], sockets=[["join", WAITING, close]]))) == 2


async def test_help_on_request_wakes_a_waiting_phone() -> None:
    script = Script(http=[201, 101], sockets=[["join", WAITING, "request_help", ENDED]])
    async with answering(script) as server, asyncio.timeout(PATIENCE_S):
        phone = make_phone(server.sockets[0].getsockname()[1])
        running = asyncio.create_task(phone.run())
        phone.ask_for_help(0.0)
        await running
    assert script.heard[-1]["type"] == "request_help"


async def test_a_bug_is_logged_and_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    script = Script(http=[201, 101], sockets=[["join", {"no": "type"}]])
    with caplog.at_level(logging.ERROR):
        await run(script)
    assert "A simulated phone failed" in caplog.text


async def test_without_a_server_it_waits() -> None:
    async with answering(Script(http=[], sockets=[])) as server:
        port = server.sockets[0].getsockname()[1]
    phone = make_phone(port)
    running = asyncio.create_task(phone.run())
    script = Script(http=[201, 101], sockets=[["join", ENDED]])
    async with (
        serve(script.converse, "127.0.0.1", port, process_request=script.process_request),
        asyncio.timeout(PATIENCE_S),
    ):
        await running
