"""asyncio on Qt's loop, as the program runs it."""

import asyncio
import socket
import time
from collections.abc import Iterator
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QTimer

from classroom_app.system.event_loop import ACCEPTED_AT_ONCE, SLICE_S, ClassroomEventLoop


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


def test_runs_in_order(runner: asyncio.Runner) -> None:
    async def main() -> list[int]:
        seen: list[int] = []
        done = asyncio.Event()
        loop = asyncio.get_running_loop()
        for n in range(100):
            loop.call_soon(seen.append, n)
        loop.call_soon(done.set)
        await done.wait()
        return seen

    assert runner.run(main()) == list(range(100))


def test_a_cancelled_callback_does_not_run(runner: asyncio.Runner) -> None:
    async def main() -> list[str]:
        seen: list[str] = []
        loop = asyncio.get_running_loop()
        handle = loop.call_soon(seen.append, "cancelled")
        loop.call_soon(seen.append, "kept")
        handle.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        return seen

    assert runner.run(main()) == ["kept"]


def test_between_two_runs_nothing_runs(runner: asyncio.Runner, qapp: QCoreApplication) -> None:
    """Qt processes its events there, and a callback would find no running loop."""
    seen: list[asyncio.AbstractEventLoop] = []
    loop = runner.get_loop()
    loop.call_soon(lambda: seen.append(asyncio.get_running_loop()))
    for _ in range(3):
        qapp.processEvents()
    assert not seen
    runner.run(asyncio.sleep(0))
    assert seen == [loop]


def test_the_window_is_served_while_tasks_never_rest(runner: asyncio.Runner) -> None:
    """A coroutine that is always ready must not keep Qt's own timers from firing."""

    async def main() -> int:
        fired = asyncio.Event()
        QTimer.singleShot(0, fired.set)
        turns = 0
        async with asyncio.timeout(30):
            while not fired.is_set():
                await asyncio.sleep(0)
                turns += 1
        return turns

    assert runner.run(main()) > 0


def test_a_failing_callback_is_reported_and_harms_no_other(runner: asyncio.Runner) -> None:
    async def main() -> tuple[list[str], list[str]]:
        loop = asyncio.get_running_loop()
        reported: list[str] = []
        seen: list[str] = []
        loop.set_exception_handler(lambda _, context: reported.append(str(context["exception"])))
        loop.call_soon(int, "no number")
        loop.call_soon(seen.append, "next")
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        loop.set_exception_handler(None)
        return reported, seen

    reported, seen = runner.run(main())
    assert len(reported) == 1
    assert seen == ["next"]


def test_threads_and_timers_work(runner: asyncio.Runner) -> None:
    async def main() -> int:
        await asyncio.sleep(0.001)
        return await asyncio.to_thread(lambda: 42)

    assert runner.run(main()) == 42


def pairs(count: int) -> list[tuple[socket.socket, socket.socket]]:
    made = [socket.socketpair() for _ in range(count)]
    for pair in made:
        for one in pair:
            one.setblocking(False)
    return made


def close_all(made: list[tuple[socket.socket, socket.socket]]) -> None:
    for pair in made:
        for one in pair:
            one.close()


def test_every_ready_socket_is_heard(runner: asyncio.Runner) -> None:
    async def main() -> list[bytes]:
        loop, made = asyncio.get_running_loop(), pairs(50)
        heard = await asyncio.gather(*(hear(loop, near) for near, _ in made), talk(loop, made))
        close_all(made)
        return heard[:-1]

    async def hear(loop: asyncio.AbstractEventLoop, near: socket.socket) -> bytes:
        return await loop.sock_recv(near, 16) + await loop.sock_recv(near, 16)

    async def talk(
        loop: asyncio.AbstractEventLoop, made: list[tuple[socket.socket, socket.socket]]
    ) -> bytes:
        for word in (b"one", b"two"):
            for _, far in made:
                await loop.sock_sendall(far, word)
            await asyncio.sleep(0.01)
        return b""

    assert runner.run(main()) == [b"onetwo"] * 50


def test_a_socket_is_read_and_written_at_once(runner: asyncio.Runner) -> None:
    """Far more than the system's buffer goes both ways through each end."""

    async def main() -> list[int]:
        loop, ((near, far), *_) = asyncio.get_running_loop(), pairs(1)
        amount = 4_000_000

        async def take(end: socket.socket) -> int:
            got = 0
            while got < amount:
                got += len(await loop.sock_recv(end, 65_536))
            return got

        async def give(end: socket.socket) -> int:
            await loop.sock_sendall(end, bytes(amount))
            return amount

        done = await asyncio.gather(take(near), give(near), take(far), give(far))
        close_all([(near, far)])
        return list(done)

    assert runner.run(main()) == [4_000_000] * 4


def test_much_work_at_once_lets_the_window_be_painted_in_between(runner: asyncio.Runner) -> None:
    async def main() -> int:
        loop = asyncio.get_running_loop()
        busy = [0]

        def work() -> None:
            ends = time.perf_counter() + SLICE_S / 4
            while time.perf_counter() < ends:
                pass
            busy[0] += 1

        painted: asyncio.Future[int] = loop.create_future()
        for _ in range(100):
            loop.call_soon(work)
        QTimer.singleShot(0, lambda: painted.set_result(busy[0]))
        return await painted

    assert runner.run(main()) < 50


def test_of_many_who_come_at_once_a_few_are_taken_in_per_turn(runner: asyncio.Runner) -> None:
    """All are taken in, and who is in is served before the last has come."""
    count = 3 * ACCEPTED_AT_ONCE

    async def main() -> list[int]:
        taken = 0
        taken_at_each_look: list[int] = []

        def come(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal taken
            taken += 1
            writer.close()

        server = await asyncio.start_server(come, "127.0.0.1", 0, backlog=2 * count)
        where = server.sockets[0].getsockname()
        waiting = [socket.create_connection(where) for _ in range(count)]
        async with server, asyncio.timeout(30):
            while taken < count:
                await asyncio.sleep(0)
                taken_at_each_look.append(taken)
        for end in waiting:
            end.close()
        return taken_at_each_look

    looks = [0, *runner.run(main())]
    assert looks[-1] == count
    assert max(b - a for a, b in pairwise(looks)) <= ACCEPTED_AT_ONCE
