"""The second port under people who mean no good, with answers of the test's own."""

import asyncio
import gc
import gzip
import json
import logging
import re
import sys
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest
from aiohttp.web import BaseRequest, StreamResponse

from classroom_app.protocol.android import ActivityLog, LogAccepted
from classroom_app.protocol.errors import ErrorCode
from classroom_app.server.android.bodies import BodyReader, RejectedError, json_answer
from classroom_app.server.android.device_server import MOST_WAITING, DeviceServer, Respond
from classroom_app.server.bounded_connections import ConnectionLimit
from tests.helpers.school import HOST
from tests.helpers.timing import PATIENCE_S, SCALE

LIMIT = 100


@asynccontextmanager
async def listening(respond: Respond, **bounds: Any) -> AsyncIterator[int]:
    """Listen on a free port, and return it."""
    handlers = DeviceServer(respond, **bounds)
    server = await asyncio.get_running_loop().create_server(handlers, HOST, 0)
    yield int(server.sockets[0].getsockname()[1])
    server.close()
    handlers.pre_shutdown()
    await handlers.shutdown(PATIENCE_S)
    await server.wait_closed()


class Reading:
    """Reads a body; `entered` is set once it has begun."""

    def __init__(self, reader: BodyReader) -> None:
        self.reader = reader
        self.entered = asyncio.Event()

    async def respond(self, request: BaseRequest) -> StreamResponse:
        try:
            with self.reader.holding(request, LIMIT):
                self.entered.set()
                await self.reader.read(request, ActivityLog, LIMIT)
        except RejectedError as rejected:
            return rejected.answer()
        return json_answer(201, LogAccepted(1))


async def ok(_request: BaseRequest) -> StreamResponse:
    return json_answer(200, LogAccepted(1))


async def connect(port: int, host: str = HOST, send: bytes = b"") -> asyncio.StreamReader:
    """Open a connection, send something and return what comes back; the test's end closes it."""
    reader, writer = await asyncio.open_connection(HOST, port, local_addr=(host, 0))
    writer.write(send)
    await writer.drain()
    reader.writer = writer  # type: ignore[attr-defined] # kept open as long as its reader
    return reader


async def is_closed(reader: asyncio.StreamReader) -> bytes:
    """Return what comes before the other side hangs up."""
    async with asyncio.timeout(PATIENCE_S):
        answer = await reader.read()
    reader.writer.close()  # type: ignore[attr-defined]
    await reader.writer.wait_closed()  # type: ignore[attr-defined]
    return answer


def post(length: int) -> bytes:
    return b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n{" % length


async def test_too_many_silent_connections_of_one_address_make_room() -> None:
    async with listening(ok, limit=ConnectionLimit(per_address=2)) as port:
        silent = [await connect(port) for _ in range(2)]
        elsewhere = await connect(port, "127.0.0.2")
        async with httpx.AsyncClient(trust_env=False) as http:
            assert (await http.get(f"http://{HOST}:{port}/")).status_code == 200
        assert await is_closed(silent[0]) == b""
    assert await is_closed(silent[1]) == b""
    assert await is_closed(elsewhere) == b""


async def test_too_many_silent_connections_in_all_make_room() -> None:
    async with listening(ok, limit=ConnectionLimit(in_all=2)) as port:
        silent = [await connect(port, f"127.0.0.{n}") for n in (2, 3, 4)]
        assert await is_closed(silent[0]) == b""
    for reader in silent[1:]:
        assert await is_closed(reader) == b""


async def test_a_head_that_never_ends_is_not_waited_for() -> None:
    async with listening(ok, idle_timeout_s=0.1 * SCALE) as port:
        assert await is_closed(await connect(port, send=b"POST / HTTP/1.1\r\nA: b\r\n")) == b""


async def test_a_head_that_is_longer_than_any_is_cut_off() -> None:
    lines = [f"X-{n}: {'x' * 1_000}\r\n".encode() for n in range(40)]
    async with listening(ok) as port:
        head = b"GET / HTTP/1.1\r\nHost: x\r\n"
        honest = await connect(port, send=head + b"".join(lines[:10]))
        reader = await connect(port, send=head + b"".join(lines))
        assert await is_closed(reader) == b""
        for rest in (b"\r\n", *(2 * [head + b"".join(lines[:10]) + b"\r\n"])):
            honest.writer.write(rest)  # type: ignore[attr-defined]
            async with asyncio.timeout(PATIENCE_S):
                said = await honest.readuntil(b"\r\n\r\n")
                length = re.search(rb"Content-Length: (\d+)", said)
                assert length is not None
                await honest.readexactly(int(length[1]))
            assert b" 200 " in said, "each request of a line is counted by itself"
        await hang_up(honest)


async def test_what_still_comes_of_a_body_is_no_head() -> None:
    """A body that was refused is taken in to its end, so that its sender reads why."""
    body = b"x" * 60_000

    async def refuse(_request: BaseRequest) -> StreamResponse:
        return json_answer(413, LogAccepted(1))

    async with listening(refuse) as port:
        reader = await connect(port, send=post(len(body))[:-1])
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(2):
                assert b" 413 " in await reader.readuntil(b"\r\n\r\n")
                for at in range(0, len(body), 10_000):
                    reader.writer.write(body[at : at + 10_000])  # type: ignore[attr-defined]
                    await reader.writer.drain()  # type: ignore[attr-defined]
                    await asyncio.sleep(0)
                reader.writer.write(post(len(body))[:-1])  # type: ignore[attr-defined]
        await hang_up(reader)


CHUNKED = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.mark.parametrize(
    ("begun", "again"),
    [
        (b"2\r\n{}\r\n0\r\n", b"X: " + b"x" * 4_000 + b"\r\n"),
        (b"2;", b"x" * 4_000),
        (b"", b"1\r\n \r\n" * 1_000),
    ],
    ids=["behind-the-last", "beside-its-length", "very-small-pieces"],
)
async def test_what_stands_around_the_pieces_of_a_body_is_bounded(
    begun: bytes, again: bytes
) -> None:
    """It is no part of the body, whose length is limited, and would be held or cost time."""

    async def take(request: BaseRequest) -> StreamResponse:
        await request.content.read()
        return json_answer(200, LogAccepted(1))

    async with listening(take) as port:
        reader = await connect(port, send=CHUNKED + begun)
        async with asyncio.timeout(PATIENCE_S):
            with suppress(ConnectionError):
                for _ in range(1_000):
                    reader.writer.write(again)  # type: ignore[attr-defined]
                    await reader.writer.drain()  # type: ignore[attr-defined]
                pytest.fail("it is cut off long before")
        reader.writer.transport.abort()  # type: ignore[attr-defined]


async def test_of_a_body_in_small_pieces_nothing_is_left_once_its_line_is_cut() -> None:
    """Each piece takes a hundred bytes, and would stay until garbage is collected."""

    async def take(request: BaseRequest) -> StreamResponse:
        await request.content.read()
        return json_answer(200, LogAccepted(1))

    async with listening(take) as port:
        gc.disable()
        tracemalloc.start()
        try:
            for _ in range(20):
                reader = await connect(port, send=CHUNKED)
                async with asyncio.timeout(PATIENCE_S):
                    with suppress(ConnectionError):
                        while not reader.at_eof():
                            reader.writer.write(b"1\r\n \r\n" * 500)  # type: ignore[attr-defined]
                            await reader.writer.drain()  # type: ignore[attr-defined]
                reader.writer.transport.abort()  # type: ignore[attr-defined]
            held, _ = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
            gc.enable()
    # On Windows asyncio's transports, two for each, keep a buffer until garbage is collected.
    assert held < 20 * (10_000 if sys.platform != "win32" else 10_000 + 2 * 65_536)


GET = b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"


async def test_others_have_their_turn_between_requests_that_come_at_once() -> None:
    turns, seen = 0, list[int]()

    def turn() -> None:
        nonlocal turns
        turns += 1
        if len(seen) < MOST_WAITING:
            asyncio.get_running_loop().call_soon(turn)

    async def note(_request: BaseRequest) -> StreamResponse:
        seen.append(turns)
        return json_answer(200, LogAccepted(1))

    async with listening(note) as port:
        reader = await connect(port)
        turn()
        reader.writer.write(GET * MOST_WAITING)  # type: ignore[attr-defined]
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(MOST_WAITING):
                await reader.readuntil(b"}")
        await hang_up(reader)
    assert len(set(seen)) == MOST_WAITING


async def test_few_requests_may_wait_for_the_one_before_them() -> None:
    gate = asyncio.Event()

    async def answer(_request: BaseRequest) -> StreamResponse:
        await gate.wait()
        return json_answer(200, LogAccepted(1))

    async with listening(answer) as port:
        reader = await connect(port, send=GET * 2 * MOST_WAITING)
        with suppress(ConnectionError):
            assert await is_closed(reader) == b""
        gate.set()


async def test_who_is_cut_off_in_the_rest_of_a_body_is_no_fault_of_ours(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Else whoever does it again and again fills the log."""

    async def refuse(_request: BaseRequest) -> StreamResponse:
        return json_answer(413, LogAccepted(1))

    async with listening(refuse) as port:
        for _ in range(5):
            reader = await connect(port, send=CHUNKED)
            async with asyncio.timeout(PATIENCE_S):
                assert b" 413 " in await reader.readline()
                with suppress(ConnectionError):
                    for _ in range(100):
                        reader.writer.write(b"1\r\n \r\n" * 1_000)  # type: ignore[attr-defined]
                        await reader.writer.drain()  # type: ignore[attr-defined]
            reader.writer.transport.abort()  # type: ignore[attr-defined]
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


async def test_a_packed_body_is_taken_as_it_comes() -> None:
    """Unpacked it would be a thousand times as long, also where it is refused."""
    packed, taken = gzip.compress(bytes(1_000_000)), b""

    async def take(request: BaseRequest) -> StreamResponse:
        nonlocal taken
        taken = await request.content.read()
        return json_answer(200, LogAccepted(1))

    async with listening(take) as port:
        head = post(len(packed))[:-1].replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
        reader = await connect(port, send=head + packed)
        async with asyncio.timeout(PATIENCE_S):
            assert b" 200 " in await reader.readline()
        await hang_up(reader)
    assert taken == packed


async def test_a_body_may_come_in_pieces() -> None:
    body = json.dumps({"device_id": "a", "level": "INFO"}).encode().ljust(LIMIT)
    pieces = b"".join(b"10\r\n%b\r\n" % body[at : at + 16] for at in range(0, 96, 16))
    reading = Reading(BodyReader())
    async with listening(reading.respond) as port:
        for _ in range(2):
            reader = await connect(port, send=CHUNKED + pieces + b"4\r\n    \r\n0\r\n\r\n")
            async with asyncio.timeout(PATIENCE_S):
                assert b" 201 " in await reader.readline()
            await hang_up(reader)


@pytest.mark.parametrize("chunk", [100, 1_000, 4_096, 16_384])
async def test_a_large_body_in_chunks_is_read_whole(chunk: int) -> None:
    """Many clients send chunks of 4 kB; the handler reads more slowly than they arrive."""
    read = 0
    count = 1_000_000 // chunk

    async def respond(request: BaseRequest) -> StreamResponse:
        nonlocal read
        while some := await request.content.read(50_000):
            read += len(some)
            await asyncio.sleep(0)
        return json_answer(201, LogAccepted(1))

    async with listening(respond) as port:
        piece = b"%x\r\n" % chunk + bytes(chunk) + b"\r\n"
        head = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
        reader = await connect(port, send=head + piece * count + b"0\r\n\r\n")
        async with asyncio.timeout(PATIENCE_S):
            assert (await answer_of(reader)).startswith(b"HTTP/1.1 201 ")
    assert read == count * chunk


async def answer_of(reader: asyncio.StreamReader) -> bytes:
    """Return the first line of what is answered, and hang up."""
    async with asyncio.timeout(PATIENCE_S):
        head = await reader.readuntil(b"\r\n\r\n")
    await hang_up(reader)
    return head.split(b"\r\n")[0]


async def hang_up(reader: asyncio.StreamReader) -> None:
    reader.writer.close()  # type: ignore[attr-defined]
    await reader.writer.wait_closed()  # type: ignore[attr-defined]


async def test_a_body_that_stops_coming_is_not_waited_for() -> None:
    reading = Reading(BodyReader(silence_s=0.1 * SCALE))
    async with listening(reading.respond, linger_s=0) as port:
        assert b" 408 " in await answer_of(await connect(port, send=post(LIMIT)))


async def test_a_body_that_drips_is_not_waited_for() -> None:
    reading = Reading(BodyReader(silence_s=0.5 * SCALE, least_bytes_per_s=LIMIT / 0.1))
    async with listening(reading.respond, linger_s=0) as port:
        reader = await connect(port, send=post(LIMIT))
        answering = asyncio.ensure_future(answer_of(reader))
        async with asyncio.timeout(PATIENCE_S):
            while not answering.done():
                reader.writer.write(b" ")  # type: ignore[attr-defined]
                await asyncio.wait([answering], timeout=0.05 * SCALE)
        assert b" 408 " in answering.result()


async def test_what_is_announced_and_does_not_come_keeps_nobody_out() -> None:
    reading = Reading(BodyReader(max_bytes_in_all=LIMIT))
    async with listening(reading.respond) as port, httpx.AsyncClient(trust_env=False) as http:
        announced = []
        for _ in range(10):
            reading.entered.clear()
            announced.append(await connect(port, send=post(LIMIT)))
            await reading.entered.wait()
        body = json.dumps({"device_id": "d"})
        assert (await http.post(f"http://{HOST}:{port}/", content=body)).status_code == 201
        for reader in announced:
            await hang_up(reader)


async def test_the_address_with_most_makes_room_in_the_budget() -> None:
    reading = Reading(BodyReader(max_bytes_in_all=LIMIT))
    async with listening(reading.respond) as port:
        greedy = []
        for _ in range(2):
            reading.entered.clear()
            greedy.append(await connect(port, "127.0.0.2", send=post(LIMIT) + b" " * 30))
            await reading.entered.wait()
        content = json.dumps({"device_id": "d" * 40}).encode()
        honest = await connect(port, "127.0.0.3", send=post(len(content))[:-1] + content)
        assert b" 201 " in await answer_of(honest)
        assert b" 503 " in await answer_of(greedy[0])
        await hang_up(greedy[1])


async def test_no_address_has_the_whole_budget() -> None:
    reading = Reading(BodyReader(max_bytes_in_all=LIMIT))
    async with listening(reading.respond) as port:
        first = await connect(port, send=post(LIMIT) + b" " * 40)
        await reading.entered.wait()
        second = await connect(port, send=post(LIMIT) + b" " * 40)
        assert b" 503 " in await answer_of(first)
        second.writer.write(b" " * (LIMIT - 41))  # type: ignore[attr-defined]
        assert b" 503 " in await answer_of(second), "nor does it alone"


async def test_what_was_held_is_free_again() -> None:
    reader = BodyReader(max_bytes_in_all=LIMIT)
    async with listening(Reading(reader).respond) as port:
        async with httpx.AsyncClient(trust_env=False) as http:
            for _ in range(5):
                content = json.dumps({"device_id": "d" * 40})
                answer = await http.post(f"http://{HOST}:{port}/", content=content)
                assert answer.status_code == 201
        assert reader._charged.total() == 0


async def test_what_was_taken_out_of_a_body_counts_there_no_more() -> None:
    reader = BodyReader(max_bytes_in_all=LIMIT)
    charged = []

    async def respond(request: BaseRequest) -> StreamResponse:
        with reader.holding(request, LIMIT):
            await reader.read(request, ActivityLog, LIMIT)
            charged.append(reader._charged.total())
            reader.taken(request)
            charged.append(reader._charged.total())
        return json_answer(201, LogAccepted(1))

    async with listening(respond) as port, httpx.AsyncClient(trust_env=False) as http:
        content = json.dumps({"device_id": "d" * 40})
        answer = await http.post(f"http://{HOST}:{port}/", content=content)
    assert answer.status_code == 201
    assert charged == [len(content), 0]


async def test_a_bug_is_logged_and_answered(caplog: pytest.LogCaptureFixture) -> None:
    async def fail(_request: BaseRequest) -> StreamResponse:
        raise ZeroDivisionError("a bug")

    async with listening(fail) as port, httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://{HOST}:{port}/")
    assert answer.status_code == 500
    assert answer.json()["error"]["code"] == "internal_error"
    assert answer.headers["connection"] == "close"
    errors = [r for r in caplog.records if r.levelno >= logging.ERROR]
    assert [r.exc_info[0] for r in errors if r.exc_info] == [ZeroDivisionError]


async def test_nobody_waits_for_the_body_of_who_has_hung_up() -> None:
    """A stop would meet those who do: they are in no list any more."""

    async def refuse(_request: BaseRequest) -> StreamResponse:
        return json_answer(413, LogAccepted(1))

    async with listening(refuse, linger_s=10 * PATIENCE_S) as port:
        before = asyncio.all_tasks()
        reader = await connect(port, send=post(LIMIT))
        assert b" 413 " in await answer_of(reader)
        async with asyncio.timeout(PATIENCE_S):
            while left := asyncio.all_tasks() - before:
                await asyncio.wait(left)


def test_a_rejection_says_its_sentence() -> None:
    assert str(RejectedError(404, ErrorCode.NOT_FOUND, "Nothing here")) == "Nothing here"
