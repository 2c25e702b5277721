"""Connections that say nothing, or not enough: before TLS, in the middle of it, and at a stop."""

import asyncio
import gc
import ssl
import time
import weakref
from asyncio import sslproto
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from msgspec import structs
from websockets.server import ServerProtocol

from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.server.bounded_connections import ConnectionLimit
from classroom_app.server.bounds import Bounds
from classroom_app.server.handshake_queue import HandshakeQueue
from classroom_app.server.pending_tls import MOST_HELLO_BYTES
from tests.helpers.school import HOST, LESSON
from tests.helpers.timing import PATIENCE_S
from tests.helpers.tls import client_hello

Silent = tuple[asyncio.StreamReader, asyncio.StreamWriter]
STOP_S = 5.0
NEVER_S = 1_000.0
"""In which nothing happens for the time that has passed."""


@asynccontextmanager
async def encrypted_class(folder: Path, bounds: Bounds | None = None) -> AsyncIterator[Program]:
    config = Config(folder, host=HOST, port=0, lesson_file=LESSON, code="TEST001", tls=True)
    program = Program(config, bounds=bounds)
    program.prepare()
    try:
        await program.start()
        await program.open_initial_session()
        yield program
    finally:
        await program.stop()


async def opened(port: int, sent: bytes = b"") -> Silent:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(sent)
    await writer.drain()
    return reader, writer


async def is_cut_off(silent: Silent) -> bool:
    async with asyncio.timeout(PATIENCE_S):
        with suppress(ConnectionResetError):
            await silent[0].read()
    return True


async def close(*silent: Silent) -> None:
    for _, writer in silent:
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()


async def health(program: Program) -> int:
    trusted = program.trusted
    assert trusted is not None
    async with httpx.AsyncClient(verify=trusted, trust_env=False) as http:
        return (await http.get(f"https://{HOST}:{program.server.port}/healthz")).status_code


def main_port(program: Program) -> int:
    return program.server.port


def redirect_port(program: Program) -> int:
    return program.server.entrance_port


@pytest.mark.parametrize("bound", ["per_address", "in_all"])
@pytest.mark.parametrize("port_of", [main_port, redirect_port])
async def test_whoever_is_silent_before_tls_makes_room(
    tmp_path: Path, bound: str, port_of: Callable[[Program], int]
) -> None:
    bounds = Bounds(
        connections=structs.replace(ConnectionLimit(), **{bound: 3}), open_timeout_s=NEVER_S
    )
    async with encrypted_class(tmp_path, bounds) as program:
        silent = [await opened(port_of(program)) for _ in range(4)]
        assert await is_cut_off(silent[0])
        assert await health(program) == 200
        await close(*silent)


@pytest.mark.parametrize(
    "sent",
    [b"", b"\x16", client_hello()[:100], client_hello(), b"GET", b"GET / HTTP/1.1\r\n\r\n"],
    ids=["nothing", "a byte", "half a hello", "a hello", "no line", "plain HTTP"],
)
async def test_a_handshake_that_never_ends_is_not_waited_for(tmp_path: Path, sent: bytes) -> None:
    async with encrypted_class(tmp_path, Bounds(open_timeout_s=0.2)) as program:
        silent = await opened(program.server.port, sent)
        assert await is_cut_off(silent)
        await close(silent)


async def test_a_hello_that_says_that_it_is_longer_than_any_is_not_waited_for(
    tmp_path: Path,
) -> None:
    async with encrypted_class(tmp_path, Bounds(open_timeout_s=NEVER_S)) as program:
        for sent in (b"\x16\x03\x01\x40\x00", b"\x16\x03\x01\x20\x00" + bytes(100)):
            greedy = await opened(program.server.port, sent)
            assert await is_cut_off(greedy)
            await close(greedy)


async def test_encrypted_and_silent_is_not_waited_for(tmp_path: Path) -> None:
    async with encrypted_class(tmp_path, Bounds(open_timeout_s=0.2)) as program:
        silent = await asyncio.open_connection(HOST, program.server.port, ssl=program.trusted)
        assert await is_cut_off(silent)
        await close(silent)


async def test_before_a_hello_nothing_of_tls_is_made_and_then_it_is_small(tmp_path: Path) -> None:
    def begun() -> list[Any]:
        all_of_them: list[Any] = [
            one for one in gc.get_objects() if issubclass(type(one), sslproto.SSLProtocol)
        ]
        return [one for one in all_of_them if one._state.name == "DO_HANDSHAKE"]

    async with encrypted_class(tmp_path) as program:
        port = program.server.port
        silent = [await opened(port, sent) for sent in (b"", client_hello()[:-1], b"GE")]
        assert await health(program) == 200, "all of them have come before"
        assert begun() == []
        greeted = await opened(port, client_hello())
        assert (await greeted[0].readexactly(1)) == b"\x16"
        (encrypting,) = begun()
        assert len(encrypting._ssl_buffer) <= 16 * 1024
        del encrypting
        await close(*silent, greeted)


@pytest.mark.parametrize(
    "sent", [b"", b"\xff\xff", client_hello()], ids=["silent", "no-tls", "handshake"]
)
async def test_of_who_goes_before_tls_begins_nothing_is_left(tmp_path: Path, sent: bytes) -> None:
    """Garbage is collected only now and then, and thousands may come and go meanwhile."""
    async with encrypted_class(tmp_path) as program:
        assert await health(program) == 200
        gc.disable()
        try:
            made: list[weakref.ref[ServerProtocol]] = []
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(ServerProtocol, "__init__", noting(ServerProtocol.__init__, made))
                silent = await opened(program.server.port, sent)
                assert await health(program) == 200, "the one before has come"
            silent[1].transport.abort()
            async with asyncio.timeout(PATIENCE_S):
                while made[0]() is not None:
                    assert await health(program) == 200
        finally:
            gc.enable()


def noting(
    make: Callable[..., None], made: "list[weakref.ref[ServerProtocol]]"
) -> Callable[..., None]:
    def noted(protocol: ServerProtocol, *parts: Any, **named: Any) -> None:
        make(protocol, *parts, **named)
        made.append(weakref.ref(protocol))

    return noted


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\xff\xff" + bytes(10),
        b"\x16\x03\x01\x20\x00" + bytes(MOST_HELLO_BYTES),
        b"\x00\xff",
        b"\x80\x2e\x01\x00\x02",
        b"\x16\x03\x01\x00\x05\x01\x00\x00\x01\x00",
        b"\x15\x03\x01\x00\x02\x01\x00",
    ],
    ids=["huge", "too long", "nonsense", "SSL 2", "no hello", "an alert"],
)
async def test_what_is_no_hello_is_cut_off(tmp_path: Path, sent: bytes) -> None:
    async with encrypted_class(tmp_path) as program:
        silent = await opened(program.server.port, sent)
        assert await is_cut_off(silent)
        await close(silent)
        assert await health(program) == 200


async def test_a_hello_may_come_in_pieces(tmp_path: Path) -> None:
    async with encrypted_class(tmp_path) as program:
        reader, writer = await opened(program.server.port)
        for byte in client_hello():
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0)
        async with asyncio.timeout(PATIENCE_S):
            assert (await reader.readexactly(1)) == b"\x16"
        await close((reader, writer))


async def test_handshakes_that_go_no_further_make_room(tmp_path: Path) -> None:
    """A class behind the same router as somebody with very many of them."""
    async with encrypted_class(tmp_path) as program:
        pending = program.server._pending_tls
        assert pending is not None
        pending.handshakes = HandshakeQueue(at_once=5)
        stuck = [await opened(program.server.port, client_hello()) for _ in range(10)]
        assert await health(program) == 200
        await close(*stuck)


async def test_a_stop_waits_for_nobody_who_is_silent(tmp_path: Path) -> None:
    async with encrypted_class(tmp_path) as program:
        port, trusted = program.server.port, program.trusted
        silent = [
            await opened(port),
            await opened(port, client_hello()),
            await opened(port, b"GET / HTTP/1.1\r\n\r\n"),
            await opened(program.server.entrance_port),
            await opened(program.server.entrance_port, b"GET / HTTP/1.1\r\n"),
            await asyncio.open_connection(HOST, port, ssl=trusted),
        ]
        silent[-1][1].write(b"GET / HTTP/1.1\r\n")
        await health(program)
        begun = time.monotonic()
    assert time.monotonic() - begun < STOP_S
    for each in silent:
        assert await is_cut_off(each)
    await close(*silent)


async def test_a_stop_of_a_class_in_plain_http_waits_for_nobody_who_is_silent(
    tmp_path: Path,
) -> None:
    program = Program(Config(tmp_path, host=HOST, port=0, lesson_file=LESSON, code="TEST001"))
    program.prepare()
    await program.start()
    silent = [await opened(program.server.port, sent) for sent in (b"", b"GET / HTTP/1.1\r\n")]
    async with httpx.AsyncClient(trust_env=False) as http:
        await http.get(f"http://{HOST}:{program.server.port}/healthz")
    begun = time.monotonic()
    await program.stop()
    assert time.monotonic() - begun < STOP_S
    await close(*silent)


async def test_a_client_that_trusts_nobody_leaves_no_error_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with encrypted_class(tmp_path) as program:
        for _ in range(3):
            stranger = ssl.create_default_context()
            with pytest.raises(ssl.SSLCertVerificationError):
                await asyncio.open_connection(HOST, program.server.port, ssl=stranger)
        assert await health(program) == 200
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
