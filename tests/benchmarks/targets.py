"""What is measured: the program (with its window or without) and the baseline server."""

import json
import re
import urllib.request
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from websockets.sync.client import ClientConnection, connect

from tests.benchmarks.control import Child, ChildError, now
from tests.benchmarks.noise import noisy_picture
from tests.helpers.postgres import PostgresDatabase

STEPS = 200
CODE = "BENCH1"
_LISTENING = re.compile(r"Listening on http://[^ ]*:(\d+)\s+session (\w+)")


class Target(Protocol):
    """A server that phones can join and whose Next button can be pressed."""

    child: Child
    port: int
    code: str

    @property
    def steps(self) -> Sequence[int]:
        """Return the ids of the lesson's steps."""

    def press(self) -> None:
        """Start the next step, and do not wait: this process sleeps while phones are told."""

    def pressed_at(self) -> float:
        """Return the time at which the button was pressed."""


def write_lesson(path: Path, with_picture: int = 0) -> None:
    """Write a lesson with as many steps as allowed; the first ones have different pictures."""
    pictures = {number: noisy_picture(number) for number in range(1, with_picture + 1)}
    subtasks = [
        {
            "title": f"Step {number} of a benchmark",
            "target_action": "CLICK",
            "guide_text": "A sentence that tells what to do in this step.",
            "voice_guide_text": None,
            **({"picture": pictures[number]} if number in pictures else {}),
        }
        for number in range(1, STEPS + 1)
    ]
    lesson = {"format": "classroom-lesson/1", "title": "Benchmark", "language": "en"}
    path.write_text(json.dumps({**lesson, "subtasks": subtasks}), encoding="utf-8")


def _port_of(child: Child, code: str = CODE) -> int:
    line = child.wait_for_words("Listening on ")
    match = _LISTENING.match(line)
    if match is None or match[2] != code:
        raise ChildError(f"this is not where the phones should go: {line}")
    return int(match[1])


def _steps_in(database: PostgresDatabase, code: str) -> list[int]:
    rows = database.rows(
        "SELECT t.id FROM subtasks AS t JOIN lecture_sessions AS s ON s.lesson_id = t.lesson_id "
        "WHERE s.session_code = %s ORDER BY t.order_index",
        code,
    )
    return [step for (step,) in rows]


class BaselineTarget:
    """The baseline."""

    code = CODE
    steps: Sequence[int] = range(1, STEPS + 1)

    def __init__(self, _data_dir: Path) -> None:
        self.child = Child("tests.benchmarks.baseline_server")
        self.port = _port_of(self.child)

    def press(self) -> None:
        """Broadcast."""
        self.child.order("press")

    def pressed_at(self) -> float:
        """Return the time of the broadcast."""
        return float(self.child.ask("pressed_at")["pressed_at"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.child.stop()


class ProgramTarget:
    """The real program on a fresh database, with its real window unless `headless`.

    If it is `no_storage`, nothing that happens in class is stored. Without a `lesson` it is one
    of as many steps as there can be, of which the first `with_picture` have one. With a `database`
    its data is there, and others may work with it too.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        headless: bool,
        no_storage: bool = False,
        lesson: Path | None = None,
        with_picture: int = 0,
        code: str = CODE,
        database: PostgresDatabase | None = None,
    ) -> None:
        self.code = code
        data_dir.mkdir(parents=True)
        if lesson is None:
            lesson = data_dir / "lesson.json"
            write_lesson(lesson, with_picture)
        arguments = ["--host", "127.0.0.1", "--port", "0", "--data-dir", str(data_dir)]
        arguments += ["--lesson", str(lesson), "--code", code, "--language", "en"]
        arguments += ["--database", database.url] if database else []
        arguments += ["--headless"] if headless else []
        arguments += ["--no-storage"] if no_storage else []
        self._closing = ExitStack()
        self.child = Child("tests.benchmarks.measured_program", *arguments)
        self._closing.callback(self.child.stop)
        self.port = _port_of(self.child, code)
        # In a database of its own they count from 1.
        self.steps: Sequence[int]
        self.steps = range(1, STEPS + 1) if database is None else _steps_in(database, code)
        self._instructor = self._closing.enter_context(self._log_in(data_dir)) if headless else None
        self._said_at = 0.0

    def press(self) -> None:
        """Press the window's button; without a window an instructor's socket says `next_step`."""
        if self._instructor is None:
            self.child.order("press")
            return
        self._said_at = now()
        self._instructor.send('{"type":"next_step","data":{}}')

    def pressed_at(self) -> float:
        """Return the time at which the window got the press, or the message was sent."""
        if self._instructor is None:
            return float(self.child.ask("pressed_at")["pressed_at"])
        return self._said_at

    def _log_in(self, data_dir: Path) -> ClientConnection:
        key = (data_dir / "instructor.key").read_text().strip()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/api/instructor/login",
            method="POST",
            headers={"Authorization": f"Bearer {key}"},
        )
        with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
            cookie = response.headers["Set-Cookie"].split(";")[0]
        return connect(
            f"ws://127.0.0.1:{self.port}/ws/sessions/{self.code}/",
            additional_headers={"Cookie": cookie},
            compression=None,
            proxy=None,
            max_queue=None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.close()
