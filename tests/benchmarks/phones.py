"""Many phones in one process, as light as can be: the load must not be what is measured.

Each phone is a bare asyncio protocol that knows just enough of HTTP and RFC 6455. Its frames are
masked with zeros, so they are written as they are. Where a lesson has pictures, they fetch that of
the next step, spread over the time as the page's are, and have that of the present step already.
"""

import asyncio
import json
import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from tests.benchmarks.control import Order, now, say

TEXT, PING, PONG = 0x81, 0x9, 0x8A
WITHIN_S = 150.0
# As many of 300 kB as an access point of 100 Mbit/s carries, and more than phones ask for by
# themselves: two in a second up to 120 phones, 33 with 2,000.
PICTURES_PER_S = 40.0
_TYPE_AT = len('{"type":"')


def frame_of(payload: bytes, first: int = TEXT) -> bytes:
    """Return a masked frame of at most 65,535 bytes."""
    size = len(payload)
    if size < 126:
        return bytes((first, 0x80 | size, 0, 0, 0, 0)) + payload
    return bytes((first, 0x80 | 126)) + size.to_bytes(2, "big") + b"\0\0\0\0" + payload


def message(kind: str, **data: Any) -> bytes:
    """Return the frame of a message."""
    return frame_of(json.dumps({"type": kind, "data": data}).encode())


class HttpAnswer(asyncio.Protocol):
    """One request, answered and closed."""

    def __init__(self, request: bytes, done: "asyncio.Future[bytes]") -> None:
        self._request, self._done, self._answer = request, done, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask."""
        assert isinstance(transport, asyncio.Transport)
        transport.write(self._request)

    def data_received(self, data: bytes) -> None:
        """Gather."""
        self._answer += data

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell."""
        if not self._done.done():
            self._done.set_result(self._answer)


class Phone(asyncio.Protocol):
    """One connection; records when the messages arrive that the office waits for."""

    def __init__(self, office: "Office", request: bytes, hello: bytes) -> None:
        self._office, self._request, self._hello = office, request, hello
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Ask for the upgrade."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._request)

    def send(self, frame: bytes) -> None:
        """Send a frame."""
        assert self._transport is not None
        self._transport.write(frame)

    def close(self) -> None:
        """Hang up."""
        assert self._transport is not None
        self._transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Note that the connection is closed."""
        self._office.lost += 1

    def data_received(self, data: bytes) -> None:
        """Parse received bytes; frames may be split anywhere."""
        at = now()
        buffer = self._buffer + data if self._buffer else data
        if not self._is_open:
            head, found, buffer = buffer.partition(b"\r\n\r\n")
            if not found:
                self._buffer = head
                return
            if not head.startswith(b"HTTP/1.1 101 "):
                self._office.refuse(head.split(b"\r\n")[0].decode())
                return
            self._is_open = True
            self.send(self._hello)
        self._buffer = self._take_frames(buffer, at)

    def _take_frames(self, buffer: bytes, at: float) -> bytes:
        start, end = 0, len(buffer)
        while end - start >= 2:
            size, body = buffer[start + 1], start + 2
            if size == 126:
                size, body = int.from_bytes(buffer[body : body + 2], "big"), body + 2
            elif size == 127:
                size, body = int.from_bytes(buffer[body : body + 8], "big"), body + 8
            if end < body + size:
                break
            if buffer[start] == TEXT:
                kind = buffer[body + _TYPE_AT : buffer.find(b'"', body + _TYPE_AT)]
                self._office.note(kind, at)
                if kind == b"step_changed" and self._office.pictures:
                    self._office.look_ahead(buffer[body : body + size])
            elif buffer[start] & 0xF == PING:
                self.send(frame_of(buffer[body : body + size], PONG))
            start = body + size
        return buffer[start:]


class Office:
    """All phones of the process, and the messages to wait for."""

    def __init__(self, port: int, code: str) -> None:
        self._port, self._code = port, code
        self._phones: list[Phone] = []
        self._kind, self._wanted = b"", 0
        self._times: list[float] = []
        self._all_came = asyncio.Event()
        self._fault = ""
        self.counts: Counter[bytes] = Counter()
        self.lost = 0
        self._cookie = ""
        self.pictures: list[str] = []
        """The addresses of the steps' pictures, once the phones fetch them."""
        self._step, self._next, self._spread_s = b"", "", 0.0
        self._fetching: set[asyncio.Task[None]] = set()
        self._going: asyncio.Task[None] | None = None

    def note(self, kind: bytes, at: float) -> None:
        """A phone has received a message."""
        self.counts[kind] += 1
        if kind == self._kind:
            self._times.append(at)
            if len(self._times) == self._wanted:
                self._all_came.set()

    def refuse(self, status: str) -> None:
        """A phone was refused: the measurement is invalid."""
        self._fault = status
        self._all_came.set()

    def expect(self, kind: str, count: int) -> None:
        """Wait for this many messages of this type from now on."""
        self._kind, self._wanted = kind.encode(), count
        self._times = []
        self._all_came.clear()

    async def came(self, since: float) -> dict[str, float]:
        """Return the times of the awaited messages, relative to `since`."""
        async with asyncio.timeout(WITHIN_S):
            await self._all_came.wait()
        if self._fault:
            raise ConnectionError(self._fault)
        times = sorted(self._times)
        return {
            "since": since,
            "first_at": times[0],
            "median_at": statistics.median(times),
            "last_at": times[-1],
        }

    async def arrive(self, count: int, presence: bool) -> dict[str, float]:
        """Let all phones sign in, connect and join at once."""
        data: dict[str, Any] = {} if presence else {"presence": False}
        self.expect("join_confirmed", count)
        started = now()
        numbers = range(len(self._phones), len(self._phones) + count)
        await asyncio.gather(*(self._arrive_one(number, data) for number in numbers))
        return await self.came(started)

    async def _arrive_one(self, number: int, data: dict[str, Any]) -> None:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()
        host = f"Host: 127.0.0.1:{self._port}\r\n"
        sign_in = (
            f"POST /api/sessions/{self._code}/join?name=student{number} HTTP/1.1\r\n{host}\r\n"
        )
        await loop.create_connection(
            lambda: HttpAnswer(sign_in.encode(), answer), "127.0.0.1", self._port
        )
        cookie = self._cookie = _cookie_in(await answer)
        upgrade = (
            f"GET /ws/sessions/{self._code}/ HTTP/1.1\r\n{host}Cookie: {cookie}\r\n"
            "Upgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        _transport, phone = await loop.create_connection(
            lambda: Phone(self, upgrade.encode(), message("join", **data)), "127.0.0.1", self._port
        )
        self._phones.append(phone)

    async def fetch_pictures(self) -> dict[str, float]:
        """Let the phones fetch each next step's picture from now on."""
        path = f"/api/sessions/{self._code}/subtasks"
        answer = await self._get(path, f"Cookie: {self._cookie}\r\n")
        steps = json.loads(answer.partition(b"\r\n\r\n")[2])["subtasks"]
        self.pictures = [step.get("picture_url", "") for step in steps]
        self._going = asyncio.ensure_future(self._fetch_on())
        return {"pictures": sum(map(bool, self.pictures))}

    def look_ahead(self, payload: bytes) -> None:
        """A phone received a step: all receive the same one, which is parsed once."""
        if payload != self._step:
            step = json.loads(payload)
            place = step["subtask"]["order_index"]
            self._step, self._spread_s = payload, step["picture_spread_s"]
            self._next = self.pictures[place] if place < len(self.pictures) else ""

    async def _fetch_on(self) -> None:
        """Fetch pictures at random moments, as often as this many phones of a class do."""
        while True:
            per_s = max(PICTURES_PER_S, len(self._phones) / max(self._spread_s, 1.0))
            await asyncio.sleep(random.expovariate(per_s))
            if self._next:
                task = asyncio.ensure_future(self._fetch(self._next))
                self._fetching.add(task)
                task.add_done_callback(self._fetching.discard)

    async def _fetch(self, path: str) -> None:
        answer = await self._get(path)
        self.counts[b"pictures" if answer.startswith(b"HTTP/1.1 200") else b"no pictures"] += 1

    async def _get(self, path: str, headers: str = "") -> bytes:
        loop = asyncio.get_running_loop()
        answer: asyncio.Future[bytes] = loop.create_future()
        request = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{headers}\r\n".encode()
        await loop.create_connection(lambda: HttpAnswer(request, answer), "127.0.0.1", self._port)
        return await answer

    async def all_send(self, frame: bytes, reply: str) -> dict[str, float]:
        """Let every phone send this at once, and wait for all the replies."""
        self.expect(reply, len(self._phones))
        started = now()
        for phone in self._phones:
            phone.send(frame)
        return await self.came(started)

    async def some_send(
        self, frame: bytes, reply: str, count: int, over_s: float
    ) -> dict[str, float]:
        """Let the first `count` phones send this, spread evenly over some seconds."""
        self.expect(reply, count)
        started = now()
        for number, phone in enumerate(self._phones[:count]):
            due = started + over_s * number / count
            if due > now():
                await asyncio.sleep(due - now())
            phone.send(frame)
        return await self.came(started)

    async def idle(self, seconds: float, every_s: float) -> dict[str, float]:
        """Let the phones send nothing but heartbeats, spread evenly, for some seconds."""
        frame = message("heartbeat", timestamp=1)
        until, pause_s = now() + seconds, every_s / max(len(self._phones), 1)
        started = due = now()
        while due < until:
            for phone in self._phones:
                phone.send(frame)
                due += pause_s
                if due > now():
                    await asyncio.sleep(due - now())
        return {"seconds": now() - started}

    async def obey(self, order: Order) -> dict[str, Any]:
        """Execute an order of the benchmark."""
        do: dict[str, Callable[[], Any]] = {
            "arrive": lambda: self.arrive(order["count"], order["presence"]),
            "complete": lambda: self.all_send(
                message("step_complete", subtask_id=order["subtask_id"]), "step_complete_confirmed"
            ),
            "complete_some": lambda: self.some_send(
                message("step_complete", subtask_id=order["subtask_id"]),
                "step_complete_confirmed",
                order["count"],
                order["over_s"],
            ),
            "heartbeats": lambda: self.all_send(message("heartbeat", timestamp=1), "heartbeat_ack"),
            "fetch_pictures": self.fetch_pictures,
            "idle": lambda: self.idle(order["seconds"], order["every_s"]),
        }
        if order["do"] == "expect":
            self.expect(order["kind"], len(self._phones))
            say({})
            return await self.came(0.0)
        if order["do"] == "counts":
            return {"lost": self.lost, **{k.decode(): n for k, n in self.counts.items()}}
        answer: dict[str, Any] = await do[order["do"]]()
        return answer

    def close(self, phones: Iterable[Phone] | None = None) -> None:
        """Let all phones close their connections."""
        for phone in phones or self._phones:
            phone.close()


def _cookie_in(answer: bytes) -> str:
    head = answer.partition(b"\r\n\r\n")[0].decode("latin-1")
    for line in head.split("\r\n"):
        if line.lower().startswith("set-cookie:"):
            return line.partition(":")[2].split(";")[0].strip()
    raise ConnectionError(f"no cookie: {head[:200]}")


async def main(port: int, code: str) -> None:
    """Execute the benchmark's orders until it closes the pipe."""
    office = Office(port, code)
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), sys.stdin)
    while line := await orders.readline():
        try:
            say(await office.obey(json.loads(line)))
        except (OSError, TimeoutError) as error:
            say({"error": f"{type(error).__name__}: {error} ({office.counts}, lost {office.lost})"})
    office.close()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
