"""What was received and is not understood yet: all of it counts, and nothing outlives its line."""

import asyncio
import gc
import sys
import tracemalloc
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest
from websockets.frames import Frame, Opcode
from websockets.protocol import State

from classroom_app.server.pending_connections import (
    MOST_REQUEST_BYTES,
    IncomingConnection,
    PendingConnections,
)
from tests.helpers.phone import Phone
from tests.helpers.raw import exchange, request
from tests.helpers.sample import JournalMaker
from tests.helpers.school import School, open_school
from tests.helpers.timing import PATIENCE_S

HEARTBEAT = b'{"type":"heartbeat","data":{"timestamp":1}}'
LARGE = 2_000_000


@pytest.fixture
def maker() -> JournalMaker:
    return JournalMaker()


@pytest.fixture
async def school(tmp_path: Path, maker: JournalMaker) -> AsyncIterator[School]:
    async with open_school(tmp_path, make_journal=maker) as school:
        try:
            yield school
        finally:
            maker.journal.gate.set()


def masked(opcode: Opcode, data: bytes = b"", *, fin: bool = True) -> bytes:
    """Return a frame as a client sends it."""
    return Frame(opcode, data, fin).serialize(mask=True)


def line_of(phone: Phone) -> IncomingConnection:
    """Return the server's end of a phone's line."""
    port = phone.socket.transport.get_extra_info("sockname")[1]
    (line,) = (
        one
        for one in gc.get_objects()
        if issubclass(type(one), IncomingConnection)
        and one.state is State.OPEN
        and one.transport.get_extra_info("peername")[1] == port
    )
    assert isinstance(line, IncomingConnection)
    return line


async def held_by(line: IncomingConnection, least: int, school: School) -> int:
    """Return how much a line holds, once it is so much."""
    async with asyncio.timeout(PATIENCE_S):
        while line.held_bytes() < least:
            await exchange(school, request("GET /healthz"))
    return line.held_bytes()


async def gone(line: IncomingConnection) -> None:
    async with asyncio.timeout(PATIENCE_S):
        await line.wait_closed()


async def test_the_pieces_of_a_message_that_is_not_whole_count(school: School) -> None:
    phone = await school.student("Kim")
    line, transport = line_of(phone), phone.socket.transport
    transport.write(masked(Opcode.TEXT, HEARTBEAT, fin=False))
    for number in range(1, 11):
        transport.write(masked(Opcode.CONT, bytes(LARGE // 10).replace(b"\0", b" "), fin=False))
        assert await held_by(line, number * LARGE // 10, school) < number * LARGE // 10 + 1_000
    transport.write(masked(Opcode.CONT, fin=True))
    assert (await phone.expect("heartbeat_ack"))["timestamp"] == 1
    assert line.held_bytes() == 0


async def test_pieces_that_wait_unread_count_once(school: School, maker: JournalMaker) -> None:
    phone = await school.student("Kim")
    line, transport = line_of(phone), phone.socket.transport
    maker.journal.gate.clear()
    await phone.send("step_complete", subtask_id=1)
    transport.write(masked(Opcode.TEXT, HEARTBEAT.ljust(LARGE)))
    transport.write(masked(Opcode.TEXT, HEARTBEAT, fin=False))
    transport.write(masked(Opcode.CONT, b" " * 100_000, fin=False))
    held = LARGE + len(HEARTBEAT) + 100_000
    assert await held_by(line, held, school) == held
    maker.journal.gate.set()


async def test_of_a_message_that_never_ended_nothing_is_left(school: School) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    line = line_of(phone)
    phone.socket.transport.write(masked(Opcode.TEXT, HEARTBEAT.ljust(LARGE))[:-1])
    await held_by(line, LARGE - 1, school)
    phone.socket.transport.abort()
    assert (await other.expect("participant_left"))["user_name"] == "Kim"
    assert line.held_bytes() == 0, "it would stay until garbage is collected"


async def test_of_a_line_that_had_to_make_room_nothing_is_left(
    school: School, maker: JournalMaker
) -> None:
    phone = await school.student("Kim")
    line = line_of(phone)
    maker.journal.gate.clear()
    await phone.send("step_complete", subtask_id=1)
    phone.socket.transport.write(3 * masked(Opcode.TEXT, HEARTBEAT.ljust(LARGE)))
    await held_by(line, LARGE, school)
    line.cut()
    await gone(line)
    assert line.held_bytes() == 0, "it would stay until garbage is collected"
    maker.journal.gate.set()


async def test_a_large_message_that_waits_for_its_turn_counts_and_can_make_room(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    line = line_of(phone)
    monkeypatch.setattr(line.pending.large_messages, "_is_taken", True)
    await phone.socket.send(HEARTBEAT.decode().ljust(LARGE))
    assert await held_by(line, LARGE, school) < LARGE + 1_000
    assert (await other.ask_past("heartbeat", "participant_joined", timestamp=1))[
        "type"
    ] == "heartbeat_ack"
    line.cut()
    assert line.held_bytes() == 0
    line.pending.large_messages._next()
    assert (await other.expect("participant_left"))["user_name"] == "Kim"


async def test_of_a_large_message_that_was_answered_nothing_is_left(school: School) -> None:
    phones = [await school.student(f"{n}", presence=False) for n in range(5)]
    tracemalloc.start()
    try:
        for phone in phones:
            await phone.socket.send(HEARTBEAT.decode().ljust(LARGE))
            assert (await phone.receive())["type"] == "heartbeat_ack"
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert held < 2 * LARGE, "until they say something more"


async def test_what_was_pressed_before_the_line_broke_is_taken(
    school: School, maker: JournalMaker
) -> None:
    phone, other = await school.student("Kim"), await school.student("Lee")
    line = line_of(phone)
    maker.journal.gate.clear()
    await phone.send("step_complete", subtask_id=1)
    await phone.send("step_complete", subtask_id=2)
    await held_by(line, 10, school)
    assert line.held_bytes() < 100
    phone.socket.transport.abort()
    await gone(line)
    maker.journal.gate.set()
    assert (await other.expect("participant_left"))["user_name"] == "Kim"
    session = school.services.classroom.session(school.session.id)
    assert session is not None
    assert list(session.participants[1].completed) == [1, 2]


def pending(school: School) -> list[IncomingConnection]:
    """Return the server's ends of lines that are not let in."""
    return [
        one
        for one in gc.get_objects()
        if issubclass(type(one), IncomingConnection) and one.accepted is None
    ]


async def test_the_head_of_a_request_counts_as_it_comes(school: School) -> None:
    """The library takes it apart line by line: none of it waits in its buffer."""
    head = b"GET / HTTP/1.1\r\nHost: x\r\n" + b"".join(
        f"X-{n}: {'x' * 8_000}\r\n".encode() for n in range(10)
    )
    reader, writer = await asyncio.open_connection("127.0.0.1", school.program.server.port)
    writer.write(head)
    async with asyncio.timeout(PATIENCE_S):
        while not any(line.held_bytes() == len(head) for line in pending(school)):
            await exchange(school, request("GET /healthz"))
    for n in range(3):
        writer.write(f"Y-{n}: {'x' * 8_000}\r\n".encode())
    async with asyncio.timeout(PATIENCE_S):
        with suppress(ConnectionError):  # some systems say so
            assert await reader.read() == b"", "no request is as long"
    writer.close()


async def test_what_a_request_took_counts_no_more_once_it_is_let_in(school: School) -> None:
    cookie = await school.student_cookie("Kim")
    phone = await school.connect(cookie, additional_headers={"X-Long": "x" * 8_000})
    await phone.join()
    assert line_of(phone).held_bytes() == 0


async def sent_and_gone(
    school: School, monkeypatch: pytest.MonkeyPatch, head: bytes, *, is_whole: bool
) -> list[IncomingConnection]:
    """Send it ten times, hang up when the program has it, and return its ends of the lines."""
    gone_lines: list[IncomingConnection] = []
    arrived: asyncio.Queue[IncomingConnection] = asyncio.Queue()
    entered = PendingConnections.enter

    def enter(of: PendingConnections, connection: IncomingConnection) -> None:
        entered(of, connection)
        arrived.put_nowait(connection)

    monkeypatch.setattr(PendingConnections, "enter", enter)
    for _ in range(10):
        while not arrived.empty():
            arrived.get_nowait()
        reader, writer = await asyncio.open_connection("127.0.0.1", school.program.server.port)
        async with asyncio.timeout(PATIENCE_S):
            line = await arrived.get()
            writer.write(head)
            if is_whole:
                await reader.read()
        await held_by(line, min(len(head), MOST_REQUEST_BYTES), school)
        writer.transport.abort()
        await gone(line)
        gone_lines.append(line)
    return gone_lines


@pytest.mark.parametrize(
    ("lines", "end"), [(10, b""), (20, b""), (10, b"\r\n")], ids=["hung-up-in", "cut", "answered"]
)
async def test_of_a_long_head_nothing_is_left_once_its_line_is_gone(
    school: School, monkeypatch: pytest.MonkeyPatch, lines: int, end: bytes
) -> None:
    start = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{school.program.server.port}\r\n"
    head = start.encode() + b"".join(f"X-{n}: {'x' * 8_000}\r\n".encode() for n in range(lines))
    tracemalloc.start()
    try:
        left = await sent_and_gone(school, monkeypatch, head + end, is_whole=bool(end))
        held, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    # On Windows asyncio's transports, two for each, keep a buffer until garbage is collected; those
    # of our own event loop do not (tests/unit/system/event_loop/test_completed.py).
    each = 30_000 if sys.platform != "win32" else 45_000 + 2 * 65_536
    assert held < len(left) * each, "it would stay until garbage is collected"
