"""The types of an attack, its target and its outcome."""

import asyncio
import contextlib
import json
import ssl
import time
from base64 import b64encode
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Self
from urllib.parse import quote, urlsplit

from websockets.frames import Frame, Opcode

LOST = (OSError, EOFError, TimeoutError, ValueError)
"""What a refusal, a closed connection or a stopped program raises; `ValueError` is bad HTTP."""

Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(frozen=True)
class Outcome:
    """What an attack did, and what it reached that it should not have."""

    did: str
    harm: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Target:
    """The class that is attacked, on this computer. `deadline` is in `time.monotonic()`.

    `source` is the attacker's own address; each of `seats` is a cookie of the class and the address
    that requested it.
    """

    url: str
    android_url: str
    code: str
    deadline: float
    source: str | None = None
    seats: tuple[tuple[str, str], ...] = ()

    @property
    def is_over(self) -> bool:
        """Whether the attack must end."""
        return time.monotonic() >= self.deadline

    @property
    def tls(self) -> ssl.SSLContext | None:
        """The TLS context for an encrypted class: attackers verify no certificate."""
        if not self.url.startswith("https"):
            return None
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        return context

    async def open_line(self, source: str | None = None, url: str = "") -> Line:
        """Connect, from another loopback address if one is named; encrypted if the class is."""
        address = urlsplit(url or self.url)
        assert address.hostname in ("127.0.0.1", "localhost", "::1"), "attacks stay here"
        async with asyncio.timeout(10):
            return await asyncio.open_connection(
                address.hostname,
                address.port,
                ssl=self.tls if address.scheme == "https" else None,
                local_addr=(source or self.source, 0) if source or self.source else None,
            )

    def head(self, line: str, *headers: str) -> bytes:
        """Return the header of a request; `line` is without the version."""
        host = f"Host: {urlsplit(self.url).netloc}"
        return "\r\n".join([f"{line} HTTP/1.1", host, *headers, "", ""]).encode()

    async def ask(
        self, line: str, *headers: str, source: str | None = None, url: str = "", body: bytes = b""
    ) -> tuple[int, dict[str, str], bytes]:
        """Send a request on a new connection; return status, headers and body."""
        more = (f"Content-Length: {len(body)}",) if body else ()
        reader, writer = await self.open_line(source, url)
        try:
            writer.write(self.head(line, *headers, *more, "Connection: close") + body)
            async with asyncio.timeout(10):
                answer = await reader.read()
        finally:
            writer.transport.abort()
        if not answer:
            raise EOFError("hung up without an answer")
        head, _, content = answer.partition(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        pairs = (one.partition(": ") for one in rest)
        return int(first.split()[1]), {name.lower(): value for name, _, value in pairs}, content

    async def sign_in(self, name: str, source: str | None = None) -> str:
        """Sign in as a student and return the cookie; raises one of `LOST` when refused."""
        path = f"POST /api/sessions/{self.code}/join?name={quote(name)}"
        status, headers, _body = await self.ask(path, source=source)
        if status not in (200, 201):
            raise ConnectionRefusedError(status)
        return headers["set-cookie"].split(";")[0]

    async def open_socket(self, cookie: str, source: str | None = None) -> Line:
        """Open the class's WebSocket with a cookie from `sign_in`; frames are sent by hand."""
        reader, writer = await self.open_line(source)
        writer.write(
            self.head(
                f"GET /ws/sessions/{self.code}/",
                "Upgrade: websocket",
                "Connection: Upgrade",
                "Sec-WebSocket-Version: 13",
                f"Sec-WebSocket-Key: {b64encode(bytes(16)).decode()}",
                f"Cookie: {cookie}",
            )
        )
        async with asyncio.timeout(10):
            head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 101 "):
            writer.transport.abort()
            raise ConnectionRefusedError(head[:40])
        return reader, writer

    def as_json(self) -> str:
        """Return it as an argument for an attacking process."""
        return json.dumps(asdict(self))

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the target from the text of `as_json`."""
        return cls(**json.loads(text))


@dataclass(frozen=True)
class Attack:
    """One attack: its name, one sentence on what it does, and how."""

    name: str
    about: str
    run: Callable[[Target], Coroutine[Any, Any, Outcome]]
    seats: int = 0
    """How many strangers join the class before it begins."""
    prepare: Callable[[Path], Awaitable[None]] | None = None
    options: tuple[str, ...] = ()
    is_flood: bool = False
    """It keeps a processor busy by itself: it is combined with the others in a row of its own."""


def frame(opcode: Opcode, content: bytes = b"", *, fin: bool = True) -> bytes:
    """Return a frame as clients send them."""
    return Frame(opcode, content, fin).serialize(mask=True)


def message(kind: str, **data: Any) -> bytes:
    """Return the frame of a message."""
    return frame(Opcode.TEXT, json.dumps({"type": kind, "data": data}).encode())


async def drain(reader: asyncio.StreamReader) -> int:
    """Read until the other side closes, keeping nothing; return the number of bytes."""
    count = 0
    with contextlib.suppress(*LOST):
        while block := await reader.read(65_536):
            count += len(block)
    return count


def sources(network: int) -> Iterator[str]:
    """Yield endless loopback addresses from the attacker's own network (Linux)."""
    while True:
        for number in range(1, 65_000):
            yield f"127.{network}.{number >> 8}.{number & 255 or 255}"
