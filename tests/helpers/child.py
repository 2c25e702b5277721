"""A process that a test started, whose output is read line by line.

Every wait also ends when the process does, and then the test fails with the process's stderr. Every
wait has a time limit.
"""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.helpers.real_program import ask_to_stop
from tests.helpers.started import started
from tests.helpers.timing import PATIENCE_S

START_S = PATIENCE_S * 2


class Ended(NamedTuple):
    """The exit status of a process, its unread output and its stderr."""

    status: int
    out: str
    errors: str


class Child:
    """Made by `start`. Lines are returned without their line end, on every system."""

    def __init__(self, process: Process) -> None:
        self.process = process
        self._errors = bytearray()
        self._is_asked = False
        self._gathering = asyncio.create_task(self._gather())

    @classmethod
    async def start(
        cls,
        *command: str | Path,
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        takes_input: bool = False,
    ) -> "Child":
        """Start a command; `environment` is added to the test's."""
        process = await asyncio.create_subprocess_exec(
            *map(str, command),
            stdin=PIPE if takes_input else DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, **(environment or {})},
            cwd=folder,
        )
        return cls(started(process))

    @property
    def errors(self) -> str:
        """Its stderr so far."""
        return _text(self._errors)

    async def line(self, within_s: float = START_S) -> str:
        """Return its next line; fail if it ends first."""
        line = await self.line_or_end(within_s)
        if line is None:
            raise AssertionError(f"it ended before it said another line:\n{await self._finish()}")
        return line

    async def line_or_end(self, within_s: float = START_S) -> str | None:
        """Return its next line, or None at the end of its output."""
        assert self.process.stdout is not None
        try:
            async with asyncio.timeout(within_s):
                line = await self.process.stdout.readline()
        except TimeoutError:
            raise AssertionError(
                f"it said nothing for {within_s:g} s; on stderr: {self.errors}"
            ) from None
        return _text(line).removesuffix("\n") if line else None

    async def says(self, words: str, within_s: float = START_S) -> None:
        """Wait until it has printed this line; earlier lines are skipped."""
        while await self.line(within_s) != words:
            pass

    async def finish(self, within_s: float = START_S) -> Ended:
        """Wait for its end and return the rest; if it does not end in time, kill it and fail."""
        try:
            async with asyncio.timeout(within_s):
                return await self._finish()
        except TimeoutError:
            await self.kill()
            raise AssertionError(
                f"it did not end within {within_s:g} s; on stderr: {self.errors}"
            ) from None

    async def ask_to_end(self) -> None:
        """Request an orderly stop, once, as this system does; does nothing if it has ended."""
        if not self._is_asked and self.process.returncode is None:
            self._is_asked = True
            await ask_to_stop(self.process)

    async def kill(self) -> None:
        """Kill it and wait for its end; does nothing if it has ended already."""
        if self.process.returncode is None:
            self.process.kill()
        async with asyncio.timeout(PATIENCE_S):
            await self._finish()

    async def _finish(self) -> Ended:
        assert self.process.stdout is not None
        out = _text(await self.process.stdout.read())
        await self._gathering
        return Ended(await self.process.wait(), out, self.errors)

    async def _gather(self) -> None:
        assert self.process.stderr is not None
        while block := await self.process.stderr.read(4096):
            self._errors += block


def _text(said: bytes | bytearray) -> str:
    return said.decode("utf-8", "replace").replace("\r\n", "\n")
