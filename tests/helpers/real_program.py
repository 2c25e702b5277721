"""The real program as a separate process, which can be killed and started again."""

import asyncio
import os
import re
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Mapping, Sequence
from pathlib import Path

import httpx

from tests.helpers.databases import database_url_of
from tests.helpers.phone import Phone, cookie_of
from tests.helpers.school import HOST, LESSON
from tests.helpers.started import started
from tests.helpers.timing import PATIENCE_S


async def ask_to_stop(process: Process) -> None:
    """Request an orderly stop of a program, as this system does.

    On Windows `terminate` would kill it. `taskkill` without /F requests a stop, even of a headless
    program; it needs a screen there, since it sends messages to windows.
    """
    if sys.platform == "win32":
        asking = await asyncio.create_subprocess_exec(
            "taskkill", "/PID", str(process.pid), stdout=PIPE, stderr=PIPE
        )
        said = b" ".join(await asking.communicate()).decode("utf-8", "replace")
        assert asking.returncode == 0, said
    else:
        process.terminate()


class RealProgram:
    """One data folder; each start takes a free port, unless one is named.

    `before` comes before the command (`ip netns exec …`); `environment` is added to the test's.
    The program's stderr is collected in `said`, over all starts.
    """

    takes_orders = False
    """Whether its stdin is a pipe."""

    def __init__(
        self,
        data_dir: Path,
        code: str,
        *,
        lesson: Path = LESSON,
        host: str = HOST,
        port: int = 0,
        guests: bool = False,
        before: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        user: int | None = None,
        headless: bool = True,
        database_url: str | None = None,
        module: str = "classroom_app",
    ) -> None:
        self.module = module
        self.data_dir, self.code, self.lesson = data_dir, code, lesson
        self.database_url = database_url or database_url_of(data_dir)
        self.host, self.port, self.guests = host, port, guests
        self.before, self.user = before, user
        self.headless = headless
        self.environment = {**os.environ, **(environment or {})}
        self.url = ""
        self.process: Process | None = None
        self._stderr = data_dir.parent / f"{data_dir.name}.stderr"

    @property
    def database(self) -> str | Path:
        """Its database, as `make_engine` takes it."""
        return self.database_url or self.data_dir / "classroom.db"

    @property
    def said(self) -> str:
        return self._stderr.read_text("utf-8") if self._stderr.exists() else ""

    async def spawn(self) -> Process:
        """Start it without waiting until it serves."""
        command = [
            *self.before,
            *(sys.executable, "-m", self.module, "--host", self.host),
            *(("--headless",) if self.headless else ()),
            *("--port", str(self.port), "--data-dir", str(self.data_dir)),
            *(("--database", self.database_url) if self.database_url else ()),
            *("--lesson", str(self.lesson), "--code", self.code),
            *(("--guests",) if self.guests else ()),
        ]
        stderr = os.open(self._stderr, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            self.process = await asyncio.create_subprocess_exec(
                *command,
                stdin=PIPE if self.takes_orders else None,
                stdout=PIPE,
                stderr=stderr,
                env=self.environment,
                user=self.user,
            )
        finally:
            os.close(stderr)
        return started(self.process)

    async def start(self) -> None:
        """Start it and wait until it serves."""
        process = await self.spawn()
        assert process.stdout is not None
        try:
            async with asyncio.timeout(PATIENCE_S * 2):
                line = (await process.stdout.readline()).decode()
        except TimeoutError:
            await self.kill()
            raise AssertionError(f"it said nothing on stdout, and on stderr: {self.said}") from None
        serving = re.fullmatch(r"Listening on (http://\S+)  session (\w+)\r?\n", line)
        assert serving is not None, f"{line!r}\n{self.said}"
        assert serving[2] == self.code
        self.url = serving[1]

    @property
    def pid(self) -> int:
        assert self.process is not None, "it runs"
        return self.process.pid

    async def kill(self) -> None:
        """Kill it, like a power cut."""
        process = self._forget()
        process.kill()
        await process.communicate()

    async def stop(self) -> int:
        """Stop it in order, like Ctrl-C; return the exit status."""
        process = self._forget()
        await ask_to_stop(process)
        async with asyncio.timeout(PATIENCE_S):
            await process.communicate()
        assert process.returncode is not None
        return process.returncode

    def _forget(self) -> Process:
        assert self.process is not None, "it runs"
        process, self.process = self.process, None
        return process

    async def instructor(self) -> Phone:
        """Sign in as the instructor and connect."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:
            response = await http.post(
                "/api/instructor/login",
                headers={"Authorization": f"Bearer {self.instructor_key}"},
            )
        address = self.url.replace("http", "ws", 1)
        phone = await Phone.open(f"{address}/ws/sessions/{self.code}/", cookie_of(response))
        await phone.hears_nothing_but()
        return phone

    @property
    def instructor_key(self) -> str:
        return (self.data_dir / "instructor.key").read_text("ascii").strip()
