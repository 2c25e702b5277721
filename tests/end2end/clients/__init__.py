"""Clients in other languages, each a program of its own that a test talks to line by line."""

import asyncio
import json
from asyncio.subprocess import PIPE, Process
from collections.abc import Awaitable, Callable
from typing import Any

from tests.helpers.timing import PATIENCE_S

Told = dict[str, Any]


class Client:
    """A running client: what happens to it comes as JSON lines, what it is to do goes as lines."""

    def __init__(self, process: Process) -> None:
        self._process = process

    @classmethod
    async def start(cls, *command: str) -> "Client":
        return cls(await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE))

    async def says(self, words: str) -> None:
        """Return once the client has printed this line; what comes before is passed over."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE_S * 2):
            while line := await self._process.stdout.readline():
                if line.decode().rstrip("\n") == words:
                    return
        raise AssertionError(f"the client ended before it said {words!r}")

    async def ended(self) -> int:
        """Return the exit status once the client has ended by itself."""
        async with asyncio.timeout(PATIENCE_S):
            return await self._process.wait()

    async def told(self, event: str, kind: str | None = None) -> Told:
        """Return what is told next of this event (and message type); the rest is passed over."""
        assert self._process.stdout is not None
        async with asyncio.timeout(PATIENCE_S * 2):
            while line := await self._process.stdout.readline():
                told = json.loads(line)
                what: Told = told["what"]
                if told["event"] == event and kind in (None, what.get("type")):
                    return what
        raise AssertionError(f"the client ended before it told of {event} {kind or ''}")

    async def heard(self, kind: str) -> Told:
        """Return the `data` of the next message of a type."""
        data: Told = (await self.told("message", kind))["data"]
        return data

    async def do(self, line: str) -> None:
        """Have it do something."""
        assert self._process.stdin is not None
        self._process.stdin.write(line.encode() + b"\n")
        await self._process.stdin.drain()

    async def stop(self) -> int:
        """Let it close its socket and end; return its exit status."""
        if self._process.returncode is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await self._process.communicate()
            except TimeoutError:
                self._process.kill()
                await self._process.communicate()
        assert self._process.returncode is not None
        return self._process.returncode


StartClient = Callable[..., Awaitable[Client]]
