"""What is long comes whole, however slowly it is read, and nothing piles up for it."""

import asyncio
import socket as sockets
from pathlib import Path

import httpx
import pytest
from websockets.frames import Frame, Opcode

from classroom_app.application.handout_job import HandoutJob
from classroom_app.domain import commands as cmd
from classroom_app.server import long_answer
from classroom_app.server.bounds import Bounds
from classroom_app.server.pending_connections import MOST_REQUEST_BYTES, IncomingConnection
from tests.helpers.phone import cookie_of
from tests.helpers.school import HOST, School, open_school
from tests.helpers.timing import PATIENCE_S

BODY = bytes(range(256)) * 12_000
SMALL_WINDOW = 16 * 1024
CLOSE_S = 0.02
ADDRESS = "/api/sessions/TEST001/handout"


async def _body(job: HandoutJob) -> bytes:
    return BODY


async def ended_class(school: School) -> str:
    """Let somebody be in the class and end it; return their cookie."""
    school.services.handouts.maker = _body
    server = school.services.server
    async with httpx.AsyncClient(
        base_url=f"{server.scheme}://{HOST}:{server.port}",
        verify=school.program.trusted or True,
        trust_env=False,
    ) as client:
        answer = await client.post("/api/sessions/TEST001/join?name=Kim")
    await school.execute(cmd.EndSession())
    return cookie_of(answer)


async def open_line(
    school: School, cookie: str
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """Ask for the handout over a line that holds little."""
    line = sockets.socket()
    line.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, SMALL_WINDOW)
    line.setblocking(False)
    port = school.program.server.port
    await asyncio.get_running_loop().sock_connect(line, (HOST, port))
    tls = school.program.trusted
    reader, writer = await asyncio.open_connection(
        sock=line, limit=SMALL_WINDOW, ssl=tls, server_hostname=HOST if tls else None
    )
    head = f"GET {ADDRESS} HTTP/1.1\r\nHost: {HOST}:{port}\r\nCookie: sessionid={cookie}\r\n\r\n"
    writer.write(head.encode())
    return reader, writer


@pytest.mark.parametrize("is_encrypted", [False, True])
async def test_a_slow_phone_gets_all_of_it(tmp_path: Path, is_encrypted: bool) -> None:
    """Slower than the time for closing, which the library counts from the first byte."""
    bounds = Bounds(close_timeout_s=CLOSE_S)
    async with open_school(tmp_path, bounds=bounds, tls=is_encrypted) as school:
        reader, writer = await open_line(school, await ended_class(school))
        async with asyncio.timeout(PATIENCE_S):
            head = await reader.readuntil(b"\r\n\r\n")
            got = bytearray()
            while piece := await reader.read(len(BODY) // 8):
                got += piece
                if len(got) < len(BODY) // 2:
                    await asyncio.sleep(CLOSE_S / 4)  # the slowness itself
        writer.close()
        assert b"200 OK" in head
        assert f"Content-Length: {len(BODY)}".encode() in head
        assert bytes(got) == BODY


async def test_a_phone_that_reads_nothing_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(long_answer, "STALLED_S", 0.2)
    async with open_school(tmp_path) as school:
        reader, writer = await open_line(school, await ended_class(school))
        async with asyncio.timeout(PATIENCE_S):
            head = await reader.readuntil(b"\r\n\r\n")
            (waiting,) = school.program.server._pending._waiting._address_of
            assert isinstance(waiting, IncomingConnection)
            unsent = waiting.transport.get_write_buffer_size()
            assert unsent <= 3 * long_answer.PIECE_BYTES, "no copy of the whole for each phone"
            await asyncio.shield(waiting.connection_lost_waiter)
        assert b"200 OK" in head
        writer.close()


async def test_phones_that_read_slowly_hold_one_copy_together(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookie = await ended_class(school)
        lines = [await open_line(school, cookie) for _ in range(5)]
        held = school.program.server._held_answers
        async with asyncio.timeout(PATIENCE_S):
            for reader, _writer in lines:
                await reader.readuntil(b"\r\n\r\n")
            assert held.total == len(BODY)
            for _reader, writer in lines:
                writer.transport.abort()
            while held.total:
                await school.http.get("/healthz")


async def test_a_phone_that_hangs_up_leaves_nothing_behind(tmp_path: Path) -> None:
    async with open_school(tmp_path) as school:
        cookie = await ended_class(school)
        reader, writer = await open_line(school, cookie)
        async with asyncio.timeout(PATIENCE_S):
            await reader.readuntil(b"\r\n\r\n")
            (waiting,) = school.program.server._pending._waiting._address_of
            assert isinstance(waiting, IncomingConnection)
            writer.transport.abort()
            await asyncio.shield(waiting.connection_lost_waiter)
            answer = await school.http.get(ADDRESS, headers={"Cookie": f"sessionid={cookie}"})
        assert answer.content == BODY


async def test_what_comes_behind_a_request_is_bounded_while_its_answer_is_fetched(
    tmp_path: Path,
) -> None:
    """Else hundreds that read slowly would have us hold the beginning of a message for each."""
    message = Frame(Opcode.TEXT, bytes(2_500_000)).serialize(mask=True)
    async with open_school(tmp_path) as school:
        reader, writer = await open_line(school, await ended_class(school))
        async with asyncio.timeout(PATIENCE_S):
            await reader.readuntil(b"\r\n\r\n")
            (waiting,) = school.program.server._pending._waiting._address_of
            assert isinstance(waiting, IncomingConnection)
            half = MOST_REQUEST_BYTES // 2
            writer.write(message[:half])
            while waiting.held_bytes() < half:
                await school.http.get("/healthz")
            writer.write(message[half : 3 * half])
            await asyncio.shield(waiting.connection_lost_waiter)
        writer.close()
