"""A process that a test started, listened to line by line.

Every wait for it also ends when the process does, and then the test fails with what the process
said on stderr. No wait is without a limit.
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
    """What remains of a process: how it ended, and what was not read before."""

    status: int
    out: str
    errors: str


class Child:
    """Made by `start`. Lines are given without their end, on every system."""

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
        """What it has said on stderr until now."""
        return _text(self._errors)

    async def line(self, within_s: float = START_S) -> str:
        """Return its next line; fail if it ends before."""
        line = await self.line_or_end(within_s)
        if line is None:
            raise AssertionError(f"it ended before it said another line:\n{await self._finish()}")
        return line

    async def line_or_end(self, within_s: float = START_S) -> str | None:
        """Return its next line, or None once it says nothing more."""
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
        """Return once it has said this line; what comes before is passed over."""
        while await self.line(within_s) != words:
            pass

    async def finish(self, within_s: float = START_S) -> Ended:
        """Return what is left once it has ended; fail, and end it by force, if it does not."""
        try:
            async with asyncio.timeout(within_s):
                return await self._finish()
        except TimeoutError:
            await self.kill()
            raise AssertionError(
                f"it did not end within {within_s:g} s; on stderr: {self.errors}"
            ) from None

    async def ask_to_end(self) -> None:
        """As the system at hand does it, once; no fault if it has ended already."""
        if not self._is_asked and self.process.returncode is None:
            self._is_asked = True
            await ask_to_stop(self.process)

    async def kill(self) -> None:
        """As a power cut would; no fault if it has ended already."""
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
