"""The stop of the Android app's port, while phones are in the midst of what they send."""

import asyncio
import time

from classroom_app.server.session_server import GOODBYE_S
from tests.helpers.school import HOST, School
from tests.helpers.timing import PATIENCE_S, SCALE

PATH = b"POST /api/sessions/1/screenshots/upload HTTP/1.1\r\nHost: x\r\n"
BODY = b"Content-Length: 1000000\r\n\r\n{"


async def test_it_waits_for_no_body_longer_than_for_phones(open_house: School) -> None:
    """One is being read, one is too long and was refused, which its sender has not seen yet."""
    port = open_house.program.android.port
    assert port is not None
    coming = await asyncio.open_connection(HOST, port)
    coming[1].write(PATH + BODY)
    refused = await asyncio.open_connection(HOST, port)
    refused[1].write(PATH + BODY.replace(b"1000000", b"9000000"))
    async with asyncio.timeout(PATIENCE_S):
        assert b" 413 " in await refused[0].readline()
    begun = time.monotonic()
    await open_house.program.android.stop()
    assert time.monotonic() - begun < GOODBYE_S * SCALE
    for _, writer in (coming, refused):
        writer.close()
