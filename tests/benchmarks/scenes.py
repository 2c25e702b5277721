"""The measurements, one function each: a target in, figures out. All times in milliseconds."""

import sqlite3
import statistics
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from pathlib import Path

from classroom_app.domain import commands as cmd
from classroom_app.domain.insight import class_insight
from classroom_app.storage.migrate import SCHEMA_FILE
from classroom_app.system.paths import migrations_dir
from tests.benchmarks.control import Child, ChildError, apart
from tests.benchmarks.targets import BaselineTarget, ProgramTarget, Target
from tests.helpers.lecture import Lecture

REST_S = 0.9
"""The pause before a press: by then the window has painted the previous step."""

OPEN_SESSION = (
    "INSERT INTO lecture_sessions (id, lesson_id, instructor_id, title, session_code, status, "
    "guests_allowed, max_participants, locked, rehearsal, created_at) "
    "VALUES (1, 1, 1, 'Benchmark', 'BENCH1', 'IN_PROGRESS', 0, 1000, 0, 0, '2026-01-01')"
)
STEP_CHANGE = (
    "INSERT INTO session_events (session_id, at, kind, payload) "
    """VALUES (1, :at, 'StepStarted', '{"subtask_id":1,"instructor_id":1,"message":""}')""",
    "INSERT INTO session_step_controls "
    "(session_id, subtask_id, instructor_id, action, message, created_at) "
    "VALUES (1, :step, 1, 'START_STEP', '', :at)",
    "UPDATE lecture_sessions SET current_subtask_id = :step WHERE id = 1",
)

Open = Callable[[Path], AbstractContextManager["BaselineTarget | ProgramTarget"]]


@dataclass
class Figures:
    """The measurements of one target with one number of phones."""

    fan_out_ms: list[float] = field(default_factory=list)
    step_storm_ms: list[float] = field(default_factory=list)
    join_storm_ms: list[float] = field(default_factory=list)
    join_presence_ms: list[float] = field(default_factory=list)
    memory_per_phone_kb: list[float] = field(default_factory=list)
    stalls: dict[str, list[float]] = field(default_factory=dict)
    pictures: int = 0
    """How many pictures arrived at the phones meanwhile."""

    def note_stall(self, scene: str, target: Target) -> None:
        """Add the longest stall since `watch`."""
        report = target.child.ask("report")
        self.stalls.setdefault(scene, []).append(report["longest_stall_ms"])


def open_baseline(data_dir: Path) -> BaselineTarget:
    """Start the baseline."""
    return BaselineTarget(data_dir)


def open_program(
    data_dir: Path, *, headless: bool, no_storage: bool = False, with_picture: int = 0
) -> ProgramTarget:
    """Start the program, on a lesson whose first steps have a picture."""
    return ProgramTarget(
        data_dir, headless=headless, no_storage=no_storage, with_picture=with_picture
    )


def phones_for(target: Target) -> Child:
    """Start the process of the phones, once the target is ready."""
    target.child.settle()
    return Child("tests.benchmarks.phones", str(target.port), target.code)


def measure_class(
    open_target: Open,
    data_dir: Path,
    count: int,
    rounds: int,
    figures: Figures,
    *,
    with_pictures: bool = False,
) -> None:
    """One class: all join at once, then steps are started and finished by all at once.

    One phone is there before, so that what is made once is not counted for each. With pictures the
    phones fetch that of the next step during the present one.
    """
    with open_target(data_dir) as target, phones_for(target) as phones:
        phones.ask("arrive", count=1, presence=False)
        target.child.settle()
        memory_kb = _watch(target)
        storm = phones.ask("arrive", count=count - 1, presence=False)
        figures.note_stall("join storm", target)
        figures.join_storm_ms.append((storm["last_at"] - storm["since"]) * 1_000)
        used_kb = _watch(target) - memory_kb
        figures.memory_per_phone_kb.append(used_kb / (count - 1))
        if with_pictures:
            phones.ask("fetch_pictures")
        _start_step(target, phones)
        for subtask_id in target.steps[:rounds]:
            _watch(target)
            storm = phones.ask("complete", subtask_id=subtask_id)
            figures.note_stall("step storm", target)
            figures.step_storm_ms.append((storm["last_at"] - storm["since"]) * 1_000)
            time.sleep(REST_S)
            _watch(target)
            with apart(phones, target.child):
                figures.fan_out_ms.append(_start_step(target, phones))
            figures.note_stall("fan-out", target)
        counts = phones.ask("counts")
        if counts["lost"]:
            raise ChildError(f"{counts['lost']} of {count} connections were lost")
        if counts.get("no pictures"):
            raise ChildError(f"{counts['no pictures']} pictures did not come")
        figures.pictures += counts.get("pictures", 0)


def _watch(target: Target) -> float:
    """Begin to watch for stalls; return the memory in kB."""
    memory_kb = float(target.child.ask("report")["memory_kb"])
    target.child.ask("watch")
    return memory_kb


def _start_step(target: Target, phones: Child) -> float:
    phones.ask("expect", kind="step_changed")
    target.press()
    last_at: float = phones.answer()["last_at"]
    return (last_at - target.pressed_at()) * 1_000


def measure_presence(open_target: Open, data_dir: Path, count: int, figures: Figures) -> None:
    """All join at once, and each is told of every other one: n² messages."""
    with open_target(data_dir) as target, phones_for(target) as phones:
        storm = phones.ask("arrive", count=count, presence=True)
        figures.join_presence_ms.append((storm["last_at"] - storm["since"]) * 1_000)


def measure_idle(open_target: Open, data_dir: Path, count: int, seconds: float) -> float:
    """Return the share of one core (in percent) that heartbeats alone cost."""
    with open_target(data_dir) as target, phones_for(target) as phones:
        phones.ask("arrive", count=count, presence=False)
        phones.ask("idle", seconds=3, every_s=15)
        before = target.child.cpu_s()
        took_s: float = phones.ask("idle", seconds=seconds, every_s=15)["seconds"]
        return (target.child.cpu_s() - before) / took_s * 100


def measure_soak(
    open_target: Open, data_dir: Path, count: int, minutes: float
) -> list[tuple[float, float]]:
    """Run a class of steps and completions; return a list of (minute, memory in kB)."""
    memory: list[tuple[float, float]] = []
    with open_target(data_dir) as target, phones_for(target) as phones:
        phones.ask("arrive", count=count, presence=False)
        begun = time.monotonic()
        subtask_id = 0
        while (minute := (time.monotonic() - begun) / 60) < minutes:
            if subtask_id < 199:
                _start_step(target, phones)
                subtask_id += 1
                phones.ask("complete", subtask_id=subtask_id)
            phones.ask("idle", seconds=minutes * 60 / 200, every_s=15)
            memory.append((minute, float(target.child.ask("report")["memory_kb"])))
    return memory


def measure_start(module: str, *arguments: str) -> float:
    """Return how long it takes from the command to the line that says it listens.

    Python may keep its bytecode, as that of an installed program is kept.
    """
    begun = time.perf_counter()
    with Child(module, *arguments, env={"PYTHONDONTWRITEBYTECODE": ""}) as child:
        child.wait_for_words("Listening on ")
        return (time.perf_counter() - begun) * 1_000


def measure_insight(students: int, repeats: int = 20) -> float:
    """Return the best time of computing the insight of a class in the middle of its lesson."""
    lecture = Lecture(steps=8)
    present = lecture.join_many(students)
    for _step in range(4):
        lecture.teach(cmd.NextStep())
        lecture.wait(30)
        lecture.complete(*present[: students // 2])
    lecture.wait(300)
    times = []
    for _ in range(repeats):
        begun = time.perf_counter()
        class_insight(lecture.session, lecture.now)
        times.append((time.perf_counter() - begun) * 1_000)
    return min(times)


def measure_commit(folder: Path, repeats: int = 50) -> float:
    """Return the median time of what a step change takes on the disk of `folder`, and no more.

    The same rows go into the same tables, by the driver itself. It comes after a rest, as a press
    does: commits that follow each other at once take half as long.
    """
    times = []
    path = folder / "commit.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        for statement in (migrations_dir() / SCHEMA_FILE).read_text("utf-8").split("\n\n"):
            database.execute(statement)
        database.execute(OPEN_SESSION)
        for number in range(repeats):
            time.sleep(REST_S)
            begun = time.perf_counter()
            database.execute("BEGIN")
            for statement in STEP_CHANGE:
                database.execute(statement, {"step": number, "at": "2026-01-01 10:00:00.000000"})
            database.execute("COMMIT")
            times.append((time.perf_counter() - begun) * 1_000)
    path.unlink()
    return statistics.median(times)
