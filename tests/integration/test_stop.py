"""The orderly stop, while phones are there that do not answer."""

import asyncio
import time
from pathlib import Path

from classroom_app.server.bounds import Bounds
from classroom_app.server.session_server import GOODBYE_S
from tests.helpers.raw import request
from tests.helpers.school import HOST, open_school
from tests.helpers.timing import PATIENCE_S, SCALE


async def test_a_phone_that_has_left_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Windows gives a program five seconds; what remains of the connection holds no port."""
    patient = Bounds(close_timeout_s=10 * PATIENCE_S)
    async with open_school(tmp_path / "data", guests=True, bounds=patient) as school:
        reader, writer = await asyncio.open_connection(HOST, school.program.server.port)
        writer.write(
            request(
                "GET /ws/sessions/TEST001/",
                *("Upgrade: websocket", "Connection: Upgrade"),
                *("Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==", "Sec-WebSocket-Version: 13"),
            )
        )
        assert b" 101 " in await reader.readline()
        there = await school.student("Kim")
        port = school.program.server.port
        began = time.perf_counter()
        await school.program.stop()
        assert time.perf_counter() - began < GOODBYE_S + 2 * SCALE
        await there.socket.wait_closed()
        assert there.socket.close_code == 1001
        writer.close()
    async with open_school(tmp_path / "data", guests=True, port=port):
        pass  # the same port, at once
