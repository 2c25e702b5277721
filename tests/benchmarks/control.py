"""Lines of JSON between the benchmark and the processes that it starts."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

Order = dict[str, Any]
Answer = dict[str, Any]

ANSWER_WITHIN_S = 180.0
STOP_WITHIN_S = 30.0
SETTLED_S, LOOK_S = 0.5, 0.1
MARK = "@"
"""Answers begin with it; other lines are the program's own words."""


class ChildError(RuntimeError):
    """A process did not do as it was told."""


def say(answer: Answer) -> None:
    """Answer the benchmark (in a child)."""
    print(f"{MARK}{json.dumps(answer)}", flush=True)


def load_average() -> tuple[float, ...]:
    """Return how many processes wanted a core in the last 1, 5 and 15 minutes."""
    load: tuple[float, ...] = (float("nan"),) * 3
    if sys.platform != "win32":
        load = os.getloadavg()
    return load


def memory_kb() -> int:
    """Return the memory that this process holds now, in kB (Linux)."""
    for line in Path("/proc/self/status").read_text(encoding="utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1])
    raise ChildError("this system does not tell the memory of a process")


class Child:
    """A process that takes orders on its standard input and answers on its standard output."""

    def __init__(self, module: str, *arguments: str, env: dict[str, str] | None = None) -> None:
        self.words: list[str] = []
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **(env or {})},
        )

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def wait_for_words(self, beginning: str) -> str:
        """Return the program's next line that begins so."""
        return self._read(lambda line: line.startswith(beginning))

    def ask(self, do: str, **order: Any) -> Answer:
        """Give an order and return the answer."""
        self.order(do, **order)
        return self.answer()

    def order(self, do: str, **order: Any) -> None:
        """Give an order; the answer is read later, with `answer`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **order}) + "\n")
        self._process.stdin.flush()

    def answer(self) -> Answer:
        """Return the next answer."""
        line = self._read(lambda line: line.startswith(MARK))
        answer: Answer = json.loads(line[len(MARK) :])
        if "error" in answer:
            raise ChildError(str(answer["error"]))
        return answer

    def _read(self, is_wanted: Any) -> str:
        assert self._process.stdout is not None
        watchdog = threading.Timer(ANSWER_WITHIN_S, self._process.kill)
        watchdog.start()
        try:
            for line in self._process.stdout:
                if is_wanted(line):
                    return line.strip()
                self.words.append(line)
        finally:
            watchdog.cancel()
        raise ChildError(f"{self._process.args!r} ended: {''.join(self.words)}")

    def cpu_s(self) -> float:
        """Return the processor time that the process has used (Linux)."""
        fields = (
            Path(f"/proc/{self.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        )
        ticks = int(fields[11]) + int(fields[12])
        if sys.platform != "win32":
            return ticks / os.sysconf("SC_CLK_TCK")
        raise ChildError("this system does not tell the processor time of a process")

    def keep_to(self, cores: Collection[int]) -> None:
        """Let all threads of the process run on these cores only (Linux)."""
        for thread in Path(f"/proc/{self.pid}/task").iterdir():
            with suppress(ProcessLookupError):  # it has just ended
                if sys.platform == "linux":
                    os.sched_setaffinity(int(thread.name), cores)

    def settle(self) -> None:
        """Return when the process has nothing left to do for a while: its start is over."""
        used_s, quiet_s = self.cpu_s(), 0.0
        while quiet_s < SETTLED_S:
            time.sleep(LOOK_S)
            now_s = self.cpu_s()
            quiet_s = quiet_s + LOOK_S if now_s - used_s <= LOOK_S / 5 else 0.0
            used_s = now_s

    def stop(self) -> None:
        """End the process in good order, by force if it will not."""
        if self._process.poll() is None:
            self._process.terminate()
        try:
            self._process.communicate(timeout=STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.communicate()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()


@contextmanager
def apart(phones: Child, target: Child) -> Iterator[None]:
    """Give the phones a core of their own, and the target the others, if there are any.

    Real phones have processors of their own. For the few milliseconds of a fan-out it matters: the
    system may put both on one core, where the phones wait until the target has done all it has to.
    """
    cores: list[int] = []
    if sys.platform == "linux":
        cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        phones.keep_to(cores[-1:])
        target.keep_to(cores[:-1])
    try:
        yield
    finally:
        phones.keep_to(cores)
        target.keep_to(cores)


def now() -> float:
    """Return the clock that all processes of this machine share."""
    return time.monotonic()
