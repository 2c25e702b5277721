"""Clients in other languages, each a program of its own that a test talks to line by line."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from tests.helpers.child import Child

Told = dict[str, Any]


class Client:
    """A running client: what happens to it comes as JSON lines, what it is to do goes as lines."""

    def __init__(self, child: Child) -> None:
        self._child = child

    @classmethod
    async def start(cls, *command: str) -> "Client":
        return cls(await Child.start(*command, takes_input=True))

    async def says(self, words: str) -> None:
        """Return once the client has printed this line; what comes before is passed over."""
        await self._child.says(words)

    async def ended(self) -> int:
        """Return the exit status once the client has ended by itself."""
        return (await self._child.finish()).status

    async def told(self, event: str, kind: str | None = None) -> Told:
        """Return what is told next of this event (and message type); the rest is passed over."""
        while True:
            told = json.loads(await self._child.line())
            what: Told = told["what"]
            if told["event"] == event and kind in (None, what.get("type")):
                return what

    async def heard(self, kind: str) -> Told:
        """Return the `data` of the next message of a type."""
        data: Told = (await self.told("message", kind))["data"]
        return data

    async def do(self, line: str) -> None:
        """Have it do something."""
        stdin = self._child.process.stdin
        assert stdin is not None
        stdin.write(line.encode() + b"\n")
        await stdin.drain()

    async def stop(self) -> int:
        """Let it close its socket and end; return its exit status."""
        stdin = self._child.process.stdin
        assert stdin is not None
        stdin.close()
        return (await self._child.finish()).status


StartClient = Callable[..., Awaitable[Client]]
