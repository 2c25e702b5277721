"""Sockets that are watched (Linux, macOS): Windows has no readers to add."""

import asyncio
import socket
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication

from classroom_app.system.event_loop import ClassroomEventLoop

READ_BYTES = 16 * 1024
"""As docs/SECURITY.md says."""


@pytest.fixture
def runner(qapp: QCoreApplication) -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(qapp)) as runner:
        yield runner


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


def test_a_socket_that_is_let_go_of_is_not_heard_any_more(runner: asyncio.Runner) -> None:
    async def main() -> list[str]:
        loop, ((near, far), (other, there)) = asyncio.get_running_loop(), pairs(2)
        seen: list[str] = []
        both = asyncio.Event()

        def hear(name: str, end: socket.socket) -> None:
            seen.append(name)
            # Both are ready in the same turn: whoever is first sends the other away.
            loop.remove_reader(near)
            loop.remove_reader(other)
            loop.call_soon(both.set)

        loop.add_reader(near, hear, "near", near)
        loop.add_reader(other, hear, "other", other)
        far.send(b"x")
        there.send(b"x")
        await both.wait()
        assert not loop.remove_reader(near)
        close_all([(near, far), (other, there)])
        return seen

    assert len(runner.run(main())) == 1


def test_another_reader_takes_the_place_of_the_first(runner: asyncio.Runner) -> None:
    async def main() -> str:
        loop, ((near, far), *_) = asyncio.get_running_loop(), pairs(1)
        heard: asyncio.Future[str] = loop.create_future()
        loop.add_reader(near, heard.set_exception, AssertionError("the first one"))
        loop.add_reader(near, heard.set_result, "the second one")
        far.send(b"x")
        try:
            return await heard
        finally:
            loop.remove_reader(near)
            close_all([(near, far)])

    assert runner.run(main()) == "the second one"


def test_who_sends_much_is_read_in_turns(runner: asyncio.Runner) -> None:
    """Each has its turn: what one connection has sent is not all read before the next is."""
    count = 10 * READ_BYTES

    class Reader(asyncio.Protocol):
        def __init__(self, name: str, read: list[tuple[str, int]], over: asyncio.Event) -> None:
            self.name, self.read, self.over = name, read, over

        def data_received(self, data: bytes) -> None:
            self.read.append((self.name, len(data)))
            if sum(size for _name, size in self.read) == 2 * count:
                self.over.set()

    async def main() -> list[tuple[str, int]]:
        loop, made = asyncio.get_running_loop(), pairs(2)
        read: list[tuple[str, int]] = []
        over, transports = asyncio.Event(), []
        for name, (near, _far) in zip("ab", made, strict=True):
            reader = Reader(name, read, over)
            transport, _ = await loop.create_connection(lambda reader=reader: reader, sock=near)  # type: ignore[misc]
            transports.append(transport)
        for _near, far in made:
            far.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * count)
            assert far.send(bytes(count)) == count
        await over.wait()
        for transport in transports:
            transport.close()
        await asyncio.sleep(0)  # they close their sockets in the next turn
        close_all(made)
        return read

    read = runner.run(main())
    assert max(size for _name, size in read) <= READ_BYTES
    names = "".join(name for name, _size in read)
    ahead = [names[:end].count("a") - names[:end].count("b") for end in range(len(names))]
    assert max(map(abs, ahead)) <= 2, "neither is read much before the other"
