"""A simple client: it signs in over HTTP and uses a real socket."""

import asyncio
import json
from contextlib import suppress
from typing import Any, Self

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConcurrencyError, ConnectionClosed

from tests.helpers.timing import PATIENCE_S

Message = dict[str, Any]


class Phone:
    """One connection; messages read while waiting for another type are kept in `passed`."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.passed: list[Message] = []

    @classmethod
    async def open(cls, url: str, cookie: str | None = None, **options: Any) -> Self:
        """Connect to a socket URL, with a session cookie if there is one."""
        headers: dict[str, str] = options.pop("additional_headers", {})
        if cookie is not None:
            headers = {**headers, "Cookie": f"sessionid={cookie}"}
        options.setdefault("max_size", None)
        return cls(await connect(url, additional_headers=headers, proxy=None, **options))

    async def send(self, kind: str, **data: Any) -> None:
        """Send a message with its fields in `data`."""
        await self.socket.send(json.dumps({"type": kind, "data": data}))

    async def receive(self) -> Message:
        """Return the next message, whatever it is."""
        async with asyncio.timeout(PATIENCE_S):
            message: Message = json.loads(await self.socket.recv())
        return message

    async def expect(self, kind: str) -> Message:
        """Return the next message of this type; others are put into `passed`."""
        while True:
            message = await self.receive()
            if message["type"] == kind:
                return message
            self.passed.append(message)

    async def expect_picture(self) -> Message:
        """Return the next help request that has its picture; its text comes before."""
        while not (message := await self.expect("help_requested"))["has_screenshot"]:
            pass
        return message

    async def ask(self, kind: str, **data: Any) -> Message:
        """Send a message and return the very next one."""
        await self.send(kind, **data)
        return await self.receive()

    async def ask_past(self, kind: str, *others: str, **data: Any) -> Message:
        """Send a message and return the next one whose type is none of `others`."""
        message = await self.ask(kind, **data)
        while message["type"] in others:
            self.passed.append(message)
            message = await self.receive()
        return message

    async def join(self, **data: Any) -> Message:
        """Join, and return the snapshot."""
        await self.send("join", **data)
        return await self.expect("join_confirmed")

    async def hears_nothing_but(self, *kinds: str) -> list[Message]:
        """Send a heartbeat and return the messages before its answer; all must be of `kinds`."""
        await self.send("heartbeat", timestamp=0)
        heard: list[Message] = []
        while (message := await self.receive())["type"] != "heartbeat_ack":
            heard.append(message)
        assert {m["type"] for m in heard} <= set(kinds), heard
        return heard

    async def close_code(self) -> int | None:
        """Read until the server closes the connection, and return the close code."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while True:
                    self.passed.append(json.loads(await self.socket.recv()))
        except ConnectionClosed:
            return self.socket.close_code

    async def close(self) -> None:
        """Close, reading the remaining messages: the server's close frame comes after them."""
        self.socket.transport.resume_reading()
        hanging_up = asyncio.create_task(self.socket.close())
        with suppress(ConnectionClosed, ConcurrencyError):  # closed already, or somebody reads
            async for _ in self.socket:
                pass
        await hanging_up


def cookie_of(response: httpx.Response) -> str:
    """Return the token in a `Set-Cookie` header."""
    pair: str = response.headers["set-cookie"].split(";")[0]
    return pair.partition("=")[2]
