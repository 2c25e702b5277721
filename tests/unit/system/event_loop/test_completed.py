"""Sockets on Windows: nothing is lost, nobody is kept out, nothing is polled, all is let go of."""

import asyncio
import gc
import os
import signal
import socket
import struct
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from classroom_app.system.event_loop import ACCEPTED_AT_ONCE, SLICE_S, ClassroomEventLoop
from tests.helpers.systems import windows_only
from tests.helpers.timing import PATIENCE_S

pytestmark = windows_only

HOST = "127.0.0.1"


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


async def echo(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        while line := await reader.readline():
            writer.write(line)
            await writer.drain()
    except ConnectionError:
        pass
    finally:
        writer.close()


async def say(port: int, words: bytes = b"hello\n") -> bytes:
    reader, writer = await asyncio.open_connection(HOST, port)
    writer.write(words)
    heard = await reader.readline()
    writer.close()
    await writer.wait_closed()
    return heard


def hang_up_hard(end: socket.socket) -> None:
    """Reset the connection instead of closing it."""
    end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh", 1, 0))
    end.close()


def port_of(server: asyncio.Server) -> int:
    return int(server.sockets[0].getsockname()[1])


def test_phones_that_reset_while_they_wait_keep_nobody_out(runner: asyncio.Runner) -> None:
    async def main() -> list[bytes]:
        server = await asyncio.start_server(echo, HOST, 0, backlog=256)
        async with server, asyncio.timeout(PATIENCE_S):
            for _round in range(5):
                # The loop does not get round to any of them before they have hung up.
                ends = [socket.create_connection((HOST, port_of(server))) for _ in range(60)]
                for end in ends:
                    hang_up_hard(end)
                await asyncio.sleep(0.01)
            return await asyncio.gather(*(say(port_of(server)) for _ in range(40)))

    assert runner.run(main()) == [b"hello\n"] * 40


def test_an_accept_that_fails_at_the_port_stops_nobody(runner: asyncio.Runner) -> None:
    """As Windows says it when a client is gone: error 64, when the result is asked for."""

    async def main() -> list[bytes]:
        proactor: Any = asyncio.get_running_loop()._proactor  # type: ignore[attr-defined]
        failed = 0
        server = await asyncio.start_server(echo, HOST, 0)
        for address, (future, overlapped, served, finish) in list(proactor._cache.items()):

            def fail(*status: Any, finish: Any = finish) -> Any:
                nonlocal failed
                failed += 1
                finish(*status)[0].close()
                error = OSError(22, "The specified network name is no longer available")
                error.winerror = 64  # type: ignore[attr-defined, unused-ignore]
                raise error

            if served is not None and served.fileno() == server.sockets[0].fileno():
                proactor._cache[address] = future, overlapped, served, fail
        async with server, asyncio.timeout(PATIENCE_S):
            heard: list[bytes] = []
            while len(heard) < 40:
                with suppress(ConnectionError):
                    heard += filter(None, [await say(port_of(server))])
            assert failed == ACCEPTED_AT_ONCE
            return heard

    assert runner.run(main()) == [b"hello\n"] * 40


def test_a_connection_that_was_reset_is_let_go_of_whole(runner: asyncio.Runner) -> None:
    async def main() -> list[str]:
        loop = asyncio.get_running_loop()
        reported: list[str] = []
        loop.set_exception_handler(lambda _, context: reported.append(str(context)))
        server = await asyncio.start_server(echo, HOST, 0)
        async with server, asyncio.timeout(PATIENCE_S):
            for _ in range(20):
                end = socket.create_connection((HOST, port_of(server)))
                end.send(b"some\nwords\n")
                await asyncio.sleep(0.01)
                hang_up_hard(end)
            while server._active_count:  # type: ignore[attr-defined]  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        return reported

    assert runner.run(main()) == []


def test_a_connection_that_is_gone_keeps_no_buffer(runner: asyncio.Runner) -> None:
    """A knot of objects that refer to each other stays until garbage is collected."""
    gone: list[asyncio.StreamWriter] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        gone.append(writer)
        await echo(reader, writer)

    async def main() -> list[int]:
        server = await asyncio.start_server(note, HOST, 0)
        async with server, asyncio.timeout(PATIENCE_S):
            for _ in range(3):
                assert await say(port_of(server)) == b"hello\n"
            for writer in gone:
                await writer.wait_closed()
        return [len(writer.transport._data) for writer in gone]  # type: ignore[attr-defined]

    assert runner.run(main()) == [0, 0, 0]


def test_many_talk_at_once_and_every_word_arrives(runner: asyncio.Runner) -> None:
    async def talk(port: int, number: int) -> int:
        reader, writer = await asyncio.open_connection(HOST, port)
        for turn in range(20):
            writer.write(b"%d %d\n" % (number, turn))
            assert await reader.readline() == b"%d %d\n" % (number, turn)
        writer.close()
        await writer.wait_closed()
        return 20

    async def main() -> int:
        server = await asyncio.start_server(echo, HOST, 0, backlog=256)
        async with server, asyncio.timeout(4 * PATIENCE_S):
            port = port_of(server)
            return sum(await asyncio.gather(*(talk(port, number) for number in range(150))))

    assert runner.run(main()) == 3_000


def test_what_completes_at_once_is_seen_to_in_slices(runner: asyncio.Runner) -> None:
    """Two hundred sockets have something to say: the window is painted before all were heard."""

    async def main() -> tuple[int, int]:
        loop = asyncio.get_running_loop()
        pairs = [socket.socketpair() for _ in range(200)]
        heard = 0

        async def hear(near: socket.socket) -> None:
            nonlocal heard
            near.setblocking(False)
            assert await loop.sock_recv(near, 8) == b"x"
            heard += 1
            ends = time.perf_counter() + SLICE_S / 4
            while time.perf_counter() < ends:
                pass

        tasks = [loop.create_task(hear(near)) for near, _ in pairs]
        await asyncio.sleep(0.05)
        painted: asyncio.Future[int] = loop.create_future()
        for _, far in pairs:
            far.send(b"x")
        QTimer.singleShot(10, lambda: painted.set_result(heard))
        at_paint = await painted
        await asyncio.gather(*tasks)
        for pair in pairs:
            for end in pair:
                end.close()
        return at_paint, heard

    at_paint, heard = runner.run(main())
    assert at_paint < 100
    assert heard == 200


def test_ctrl_c_is_heard_at_once_by_a_loop_that_rests(runner: asyncio.Runner) -> None:
    async def main() -> float:
        asked: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        before = signal.signal(
            signal.SIGINT, lambda *_: asked.set_result(time.perf_counter() - raised[0])
        )
        raised = [0.0]

        def raise_it() -> None:
            time.sleep(0.3)
            raised[0] = time.perf_counter()
            signal.raise_signal(signal.SIGINT)  # as the system does it, on a thread of its own

        thread = threading.Thread(target=raise_it)
        thread.start()
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await asked
        finally:
            signal.signal(signal.SIGINT, before)
            thread.join()

    assert runner.run(main()) < 0.1


def test_a_loop_that_rests_takes_no_processor_time(runner: asyncio.Runner) -> None:
    async def main() -> float:
        server = await asyncio.start_server(echo, HOST, 0)
        async with server:
            await say(port_of(server))
            before = time.process_time()
            await asyncio.sleep(2)
            return time.process_time() - before

    assert runner.run(main()) < 0.1


def test_it_is_let_go_of_without_a_warning(qapp: QCoreApplication) -> None:
    """Open connections, accepts under way, and a run before: all ends, and within a second."""

    async def begin() -> tuple[asyncio.Server, asyncio.StreamWriter]:
        server = await asyncio.start_server(echo, HOST, 0)
        assert await say(port_of(server)) == b"hello\n"
        _reader, writer = await asyncio.open_connection(HOST, port_of(server))
        return server, writer

    async def again(server: asyncio.Server, writer: asyncio.StreamWriter) -> None:
        assert await say(port_of(server)) == b"hello\n"
        writer.close()
        server.close()
        await server.wait_closed()

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        threads = threading.active_count()
        for _ in range(3):
            with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
                server, writer = runner.run(begin())
                runner.run(again(server, writer))
                left = runner.run(begin())
                left[1].close()
                left[0].close()
                began = time.perf_counter()
            assert time.perf_counter() - began < 1
            gc.collect()
        assert threading.active_count() == threads


def test_what_was_cancelled_is_not_heard_later(runner: asyncio.Runner) -> None:
    async def main() -> bytes:
        loop = asyncio.get_running_loop()
        near, far = socket.socketpair()
        near.setblocking(False)
        for _ in range(50):
            task = loop.create_task(loop.sock_recv(near, 8))
            await asyncio.sleep(0)
            task.cancel()
        await asyncio.sleep(0.05)
        far.send(b"last")
        try:
            async with asyncio.timeout(PATIENCE_S):
                return await loop.sock_recv(near, 8)
        finally:
            near.close()
            far.close()

    assert runner.run(main()) == b"last"


def test_a_program_that_is_waited_for(runner: asyncio.Runner) -> None:
    """Waits for handles take another way through the port than sockets do."""

    async def main() -> list[int | None]:
        codes: list[int | None] = []
        for code in (0, 3):
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", f"raise SystemExit({code})", env=dict(os.environ)
            )
            async with asyncio.timeout(2 * PATIENCE_S):
                codes.append(await process.wait())
        return codes

    assert runner.run(main()) == [0, 3]
