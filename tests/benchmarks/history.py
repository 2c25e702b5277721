"""`python -m tests.benchmarks.history`: how long the report of a large class takes to open.

The real program with its window over a database with one such class: from the click on the class
until the report stands there, drawn, and from a move in the replay until the board is as it was.
Beside it the longest time that the window's loop was not looked at (stall), and the longest that
the window's thread itself computed in that time (busy), which other programs' load does not blur.
"""

import argparse
import asyncio
import json
import random
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from classroom_app.application.ports import Record
from classroom_app.bootstrap import Program
from classroom_app.config import Config
from classroom_app.domain import commands as cmd
from classroom_app.domain.events import Event
from classroom_app.gui.history.history_page import HistoryPage
from classroom_app.gui.main_window import MainWindow
from classroom_app.storage.database import Database
from classroom_app.storage.journal import SqlJournal
from classroom_app.system.event_loop import ClassroomEventLoop
from tests.benchmarks.stalls import Stalls
from tests.helpers.lecture import Lecture
from tests.helpers.qt_wait import until

STUDENTS, STEPS, ROUNDS = 1_000, 20, 5
MOVES, REPLAY = 20, 2
DRAWN_AFTER_S = 0.1


class Busy:
    """The longest that this thread computed between two ticks."""

    def __init__(self) -> None:
        self.longest = self._last = 0.0

    def begin(self) -> None:
        """Forget what was."""
        self.longest, self._last = 0.0, time.thread_time()

    def tick(self) -> None:
        """The loop has come round."""
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now


def large_class(students: int, steps: int) -> list[Event]:
    """Return the events of a class in which everybody does nearly everything."""
    chance, lecture = random.Random(1), Lecture(steps, max_participants=students)
    people = lecture.join_many(students)
    for _step in range(steps):
        lecture.wait(5)
        lecture.teach(cmd.NextStep())
        for person in chance.sample(people, len(people)):
            lecture.wait(0.1)
            if chance.random() < 0.03:
                lecture.ask_help(person)
            if chance.random() < 0.97:
                lecture.complete(person)
    lecture.teach(cmd.EndSession())
    return lecture.history


async def store(program: Program, events: list[Event]) -> None:
    """Put a lesson and the class into the program's database."""
    database = program._database
    assert isinstance(database, Database)
    steps = sum(type(event).__name__ == "StepStarted" for event in events)
    lesson = {
        "format": "classroom-lesson/1",
        "title": "알림 켜기",
        "language": "ko",
        "subtasks": [{"title": f"Step {n}"} for n in range(1, steps + 1)],
    }
    path = program.config.data_dir / "lesson.json"
    await asyncio.to_thread(path.write_text, json.dumps(lesson))
    await program.services.lessons.import_file(path)
    await SqlJournal(database).commit([Record(1, tuple(events))])


@asynccontextmanager
async def window_of(program: Program, folder: Path) -> AsyncIterator[MainWindow]:
    """Show the program's window."""
    settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
    window = MainWindow(program.services, settings, language="en")
    window.resize(1280, 720)
    window.show()
    try:
        yield window
    finally:
        window.allow_close()
        window.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


async def opened(window: MainWindow) -> HistoryPage:
    """Return the History page with the report and its replay, drawn."""
    page = window.history_page
    window.show_page("history")
    await until(lambda: page.report.has_charts, page.report.charted)
    replay = page.report.replay
    page.report.tabs.setCurrentIndex(REPLAY)
    await until(lambda: replay.board.session is not None, replay.shown)
    page.report.tabs.setCurrentIndex(0)
    return page


async def measure(students: int, steps: int, rounds: int, folder: Path) -> dict[str, list[float]]:
    """Open the report `rounds` times, and move about in its replay."""
    program = Program(Config(data_dir=folder / "data", host="127.0.0.1", port=0))
    program.prepare()
    await program.start()
    found: dict[str, list[float]] = {}
    try:
        await store(program, large_class(students, steps))
        async with window_of(program, folder) as window:
            found = await _look(window, rounds)
    finally:
        await program.stop()
    return found


async def _look(window: MainWindow, rounds: int) -> dict[str, list[float]]:
    page, stalls, busy = window.history_page, Stalls(), Busy()
    timer = QTimer(window, interval=1)
    timer.timeout.connect(stalls.tick)
    timer.timeout.connect(busy.tick)
    timer.start()
    await opened(window)
    found: dict[str, list[float]] = defaultdict(list)
    for _round in range(rounds):
        page._forget()
        page._view.setCurrentIndex(page.model.index(-1))
        stalls.begin()
        busy.begin()
        begun = time.perf_counter()
        page.choose(1)
        await until(lambda: page.report.record is not None, page.report_shown)
        found["open_ms"].append((time.perf_counter() - begun) * 1_000)
        await asyncio.sleep(DRAWN_AFTER_S)  # the charts come in turns of the loop of their own
        found["open_stall_ms"].append(stalls.end()["longest_stall_ms"])
        found["open_busy_ms"].append(busy.longest * 1_000)
    page.report.tabs.setCurrentIndex(REPLAY)
    await until(lambda: not page.report.replay._is_reading, page.report.replay.shown)
    stalls.begin()
    busy.begin()
    found["move_ms"] += [await _move(page, move / MOVES) for move in range(MOVES)]
    found["move_stall_ms"] = [stalls.end()["longest_stall_ms"]]
    found["move_busy_ms"] = [busy.longest * 1_000]
    timer.stop()
    return found


async def _move(page: HistoryPage, share: float) -> float:
    replay = page.report.replay
    begun = time.perf_counter()
    replay.line.setValue(round(share * replay.line.maximum()))
    await until(lambda: not replay._is_reading, replay.shown)
    await asyncio.sleep(0)
    return (time.perf_counter() - begun) * 1_000


def run(work: Callable[[], object]) -> None:
    """Run a coroutine function on the program's own loop."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    with asyncio.Runner(loop_factory=lambda: ClassroomEventLoop(app)) as runner:
        runner.run(work())  # type: ignore[arg-type]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=STUDENTS)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()

    async def work() -> None:
        with tempfile.TemporaryDirectory() as folder:
            found = await measure(options.students, options.steps, options.rounds, Path(folder))
        for name, values in found.items():
            ordered = sorted(values)
            print(f"{name:16} median {ordered[len(ordered) // 2]:7.1f}  most {ordered[-1]:7.1f}")
        print(json.dumps(found))

    run(work)


if __name__ == "__main__":
    main()
