"""A desk in a separate process, which resumes classes of other desks when it is told to.

Run as a module it is the program itself, on a computer with the name in the environment variable
`COMPUTER`. `ObeyingDesk` starts and controls it.
"""

import asyncio
import json
import os
import platform
import signal
import sys
from asyncio.subprocess import Process
from pathlib import Path

from classroom_app.app import run
from classroom_app.application.ports import SessionSummary, StorageError
from classroom_app.bootstrap import Program
from classroom_app.cli import config_of
from tests.helpers.real_program import RealProgram
from tests.helpers.timing import PATIENCE_S

ORDERS = 0


class ObeyingDesk(RealProgram):
    """A desk as a process; it can be killed, suspended and woken."""

    takes_orders = True

    def __init__(self, data_dir: Path, computer: str, code: str, url: str, lesson: Path) -> None:
        super().__init__(
            data_dir,
            code,
            lesson=lesson,
            database_url=url,
            module="tests.helpers.obeying_desk",
            environment={"COMPUTER": computer},
        )
        self.computer = computer

    async def take_up(self, code: str, within_s: float = PATIENCE_S * 3) -> list[str]:
        """Make it resume a class as soon as it is offered; return the errors before it could."""
        process = self._running
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{code}\n".encode())
        try:
            async with asyncio.timeout(within_s):
                line = await process.stdout.readline()
        except TimeoutError:
            raise AssertionError(f"{self.computer} did not take {code} up: {self.said}") from None
        assert line, self.said
        failed: list[str] = json.loads(line)
        return failed

    def freeze(self) -> None:
        """Suspend it, like a computer that sleeps."""
        if sys.platform != "win32":
            self._running.send_signal(signal.SIGSTOP)

    def wake(self) -> None:
        """Let it continue."""
        if sys.platform != "win32":
            self._running.send_signal(signal.SIGCONT)

    @property
    def _running(self) -> Process:
        assert self.process is not None, "it runs"
        return self.process


class _Obeying(Program):
    """Reads codes from stdin, and answers each once it leads the class."""

    async def start(self) -> None:
        """Start, and read codes from stdin."""
        await super().start()
        self._orders: set[asyncio.Task[None]] = set()
        asyncio.get_running_loop().add_reader(ORDERS, self._hear)

    async def stop(self) -> None:
        """Stop reading, and stop."""
        asyncio.get_running_loop().remove_reader(ORDERS)
        await super().stop()

    def _hear(self) -> None:
        told = os.read(ORDERS, 4096)
        if not told:
            asyncio.get_running_loop().remove_reader(ORDERS)
        for code in told.decode("ascii").split():
            task = asyncio.get_running_loop().create_task(self._take_up(code))
            self._orders.add(task)
            task.add_done_callback(self._orders.discard)

    async def _take_up(self, code: str) -> None:
        """Resume it as soon as the window would offer it; try again if that fails."""
        failed: list[str] = []
        while True:
            try:
                await self.services.instructor.recover(await self._offered(code))
            except StorageError as error:
                failed.append(f"{type(error).__name__}: {error}")
                await self.services.stranded.look()
            else:
                sys.stdout.write(f"{json.dumps(failed)}\n")
                sys.stdout.flush()
                return

    async def _offered(self, code: str) -> SessionSummary:
        stranded = self.services.stranded
        changed = asyncio.Event()
        forget = stranded.subscribe(changed.set)
        try:
            while True:
                for each in stranded.classes:
                    if each.summary.code == code:
                        return each.summary
                changed.clear()
                await changed.wait()
        finally:
            forget()


def main() -> int:
    """Run the program on a computer of this name."""
    computer = os.environ["COMPUTER"]
    platform.node = lambda: computer
    return run(config_of(), _Obeying)


if __name__ == "__main__":
    raise SystemExit(main())
