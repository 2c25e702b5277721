"""The order of what is written, and the end of who reads too slowly."""

import asyncio
from typing import Any, cast

import pytest
from websockets.asyncio.server import ServerConnection
from websockets.exceptions import ConnectionClosedError
from websockets.protocol import State

from classroom_app.server.connection import Connection

MIB = 1024 * 1024


class Wire:
    """A socket and its transport; `unsent` is what the other side has not read."""

    def __init__(self) -> None:
        self.state = State.OPEN
        self.transport = self
        self.close_timeout = 5.0
        self.unsent = 0
        self.is_gone = False
        self.written: list[bytes] = []
        self.closes: list[tuple[int, str, float]] = []
        self.pong: asyncio.Future[float] | Exception = asyncio.get_running_loop().create_future()

    def write(self, frame: bytes) -> None:
        self.written.append(frame)

    def is_closing(self) -> bool:
        return self.is_gone

    def get_write_buffer_size(self) -> int:
        return self.unsent

    async def close(self, code: int, reason: str) -> None:
        self.closes.append((code, reason, self.close_timeout))

    async def ping(self) -> asyncio.Future[float]:
        if isinstance(self.pong, Exception):
            raise self.pong
        return self.pong


@pytest.fixture
async def wire() -> Wire:
    return Wire()


def connection_on(wire: Wire, **options: Any) -> Connection:
    return Connection(cast(ServerConnection, wire), 1, **options)


async def test_who_reads_too_slowly_is_sent_away_with_time_to_read_why(wire: Wire) -> None:
    connection = connection_on(wire)
    told: list[bool] = []
    connection.on_slow = lambda: told.append(connection.is_closing)
    wire.unsent = MIB
    connection.send(b"a")
    assert (connection.is_closing, told) == (False, [])
    wire.unsent = MIB + 1
    connection.send(b"b")
    connection.send(b"c")
    await connection.closed()
    assert wire.written == [b"a", b"b"], "nothing after a close was begun"
    assert told == [True], "counted as gone, once"
    assert wire.closes == [(1013, "too slow: come back", 20.0)]


async def test_who_is_slow_need_not_be_anybody_yet(wire: Wire) -> None:
    connection = connection_on(wire)
    wire.unsent = 2 * MIB
    connection.send(b"a")
    await connection.closed()
    assert [code for code, *_ in wire.closes] == [1013]


async def test_any_other_close_keeps_its_time(wire: Wire) -> None:
    connection = connection_on(wire)
    connection.close(1000, "over")  # type: ignore[arg-type] # the number is enough here
    connection.close(4001, "again")  # type: ignore[arg-type]
    await connection.closed()
    assert wire.closes == [(1000, "over", 5.0)]


async def test_nothing_is_written_to_a_socket_that_is_closed(wire: Wire) -> None:
    wire.state = State.CLOSED
    wire.unsent = 2 * MIB
    connection = connection_on(wire)
    connection.send(b"a")
    await connection.closed()
    assert (wire.written, wire.closes) == ([], [])


async def test_what_is_held_back_follows_the_reply(wire: Wire) -> None:
    connection = connection_on(wire)
    connection.send(b"1")
    connection.hold()
    connection.send(b"3")
    connection.hold()  # what is held already stays held
    connection.send(b"4")
    connection.reply(b"2")
    connection.send(b"5")
    connection.release()
    assert b"".join(wire.written) == b"12345"


# Whether somebody is there ------------------------------------------------------------------------


async def test_who_answers_a_ping_is_there(wire: Wire) -> None:
    assert isinstance(wire.pong, asyncio.Future)
    wire.pong.set_result(0.01)
    assert await connection_on(wire).answers(within_s=10)


async def test_who_does_not_answer_in_time_is_not(wire: Wire) -> None:
    assert not await connection_on(wire).answers(within_s=0.001)


async def test_who_goes_while_asked_is_not(wire: Wire) -> None:
    assert isinstance(wire.pong, asyncio.Future)
    wire.pong.set_exception(ConnectionClosedError(None, None))
    assert not await connection_on(wire).answers(within_s=10)


async def test_who_is_gone_cannot_be_asked(wire: Wire) -> None:
    wire.pong = ConnectionClosedError(None, None)
    assert not await connection_on(wire).answers(within_s=10)


async def test_nothing_is_written_to_who_is_gone(wire: Wire) -> None:
    connection = connection_on(wire)
    wire.is_gone = True
    connection.send(b"a")
    assert wire.written == []
