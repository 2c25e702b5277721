"""Taking in who connects goes on, whatever happens to one connection."""

import asyncio
import errno
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from classroom_app.system.event_loop import accepting
from classroom_app.system.event_loop.accepting import Accepted, Accepting
from tests.helpers.timing import PATIENCE_S


def gone(number: int) -> OSError:
    """What Windows says of a client that hung up while it was waiting."""
    error = OSError(number, "The specified network name is no longer available")
    error.winerror = number  # type: ignore[attr-defined, unused-ignore]  # of Windows' own
    return error


class Door:
    """A listening socket; the accepts fail first with what is in `faults`."""

    def __init__(self, faults: list[BaseException], begin_faults: list[OSError]) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.listener.setblocking(False)
        self.faults, self.begin_faults = faults, begin_faults
        self.taken: list[Any] = []
        self.came = asyncio.Event()

    def accept(self) -> Accepted:
        if self.begin_faults:
            raise self.begin_faults.pop()
        loop = asyncio.get_running_loop()
        if self.faults:
            future: Accepted = loop.create_future()
            future.set_exception(self.faults.pop())
            return future
        return loop.create_task(loop.sock_accept(self.listener))

    def take(self, connection: socket.socket, address: Any) -> None:
        connection.close()
        self.taken.append(address)
        self.came.set()

    async def let_in(self, count: int) -> None:
        """Somebody comes, `count` times, and is let in each time."""
        loop = asyncio.get_running_loop()
        async with asyncio.timeout(PATIENCE_S):
            for _ in range(count):
                self.came.clear()
                with socket.socket() as client:
                    client.setblocking(False)
                    await loop.sock_connect(client, self.listener.getsockname())
                    await self.came.wait()


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accepting, "RETRY_S", 0.01)


@pytest.fixture
def door() -> Iterator[Callable[..., Door]]:
    made: list[Door] = []

    def make(
        faults: list[BaseException] | None = None, begin_faults: list[OSError] | None = None
    ) -> Door:
        made.append(Door(faults or [], begin_faults or []))
        return made[-1]

    yield make
    for one in made:
        one.listener.close()


async def led(door: Door, at_once: int = 2) -> None:
    accepting = Accepting(
        asyncio.get_running_loop(), door.listener, door.accept, door.take, at_once
    )
    accepting.start()
    try:
        await door.let_in(5)
    finally:
        accepting.stop()
    await asyncio.sleep(0)
    assert len(door.taken) == 5


@pytest.mark.parametrize(
    "fault",
    [
        gone(64),
        gone(121),
        gone(1236),
        ConnectionResetError(10054, "reset"),
        ConnectionAbortedError(10053, "aborted"),
        gone(10057),
        gone(59),  # Wine
    ],
    ids=repr,
)
async def test_a_phone_that_hangs_up_early_stops_nobody(
    door: Callable[..., Door], fault: OSError, caplog: pytest.LogCaptureFixture
) -> None:
    await led(door(faults=[fault] * 20))
    assert caplog.messages == [], "an everyday thing"


@pytest.mark.parametrize("number", [errno.EMFILE, errno.ENOBUFS, errno.ENOMEM])
async def test_when_the_system_has_no_socket_to_spare_it_is_asked_again(
    door: Callable[..., Door], number: int, caplog: pytest.LogCaptureFixture
) -> None:
    await led(door(begin_faults=[OSError(number, "no more") for _ in range(3)]))
    assert len([one for one in caplog.messages if "trying again" in one]) == 3


async def test_a_socket_that_does_nothing_but_fail_does_not_take_the_processor(
    door: Callable[..., Door], caplog: pytest.LogCaptureFixture
) -> None:
    await led(door(faults=[gone(64)] * (accepting.MANY_FAILED + 1)))
    assert len([one for one in caplog.messages if "trying again" in one]) == 2


async def test_what_goes_wrong_with_one_connection_stops_nobody(
    door: Callable[..., Door],
) -> None:
    one, calls = door(), iter(range(10))
    reported: list[str] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: reported.append(str(context["exception"])))
    take = one.take

    def fail_first(connection: socket.socket, address: Any) -> None:
        if next(calls) == 0:
            one.came.set()
            raise RuntimeError("a bug")
        take(connection, address)

    one.take = fail_first  # type: ignore[method-assign]
    accepting = Accepting(loop, one.listener, one.accept, one.take, at_once=1)
    accepting.start()
    await one.let_in(3)
    accepting.stop()
    await asyncio.sleep(0)
    assert (reported, len(one.taken)) == (["a bug"], 2)


async def test_after_the_stop_nobody_is_taken_in(door: Callable[..., Door]) -> None:
    one = door()
    loop = asyncio.get_running_loop()
    accepting = Accepting(loop, one.listener, one.accept, one.take)
    accepting.start()
    assert len(accepting._under_way) == accepting._at_once
    accepting.stop()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    assert not accepting._under_way
    with socket.create_connection(one.listener.getsockname()):
        await asyncio.sleep(0.05)
    assert one.taken == []


async def test_a_listening_socket_that_was_closed_is_not_asked_again(
    door: Callable[..., Door],
) -> None:
    one = door(faults=[OSError(errno.EBADF, "closed")] * 9)
    one.listener.close()
    accepting = Accepting(asyncio.get_running_loop(), one.listener, one.accept, one.take, 3)
    accepting.start()
    await asyncio.sleep(0.05)
    assert (len(one.faults), accepting._under_way) == (9, set())
