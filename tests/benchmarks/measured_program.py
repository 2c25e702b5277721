"""The real program, with a clock in its loop and somebody who presses its Next button.

Arguments are those of the program, and `--no-storage`: then nothing that happens is stored, which
tells what the database costs. The QApplication is made here, so that the clock can be a timer of
the same loop; all else is the program's own start. More phones are let in than by default, all
from one address, but with `--usual-bounds`.
"""

import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QWidget

from classroom_app.app import run
from classroom_app.application.ports import Record
from classroom_app.bootstrap import Program
from classroom_app.cli import config_of
from classroom_app.server.bounds import Bounds
from classroom_app.storage.database import Database
from classroom_app.storage.journal import SqlJournal
from classroom_app.system.ends.window_application import WindowApplication
from tests.benchmarks.control import Order, memory_kb, now, say
from tests.benchmarks.stalls import TICK_S, Stalls

MOST_PHONES = 12_000


class NoStorageJournal:
    """Stores nothing, at once."""

    def __init__(self, _database: Database) -> None:
        pass

    async def commit(self, records: Sequence[Record]) -> None:
        """Forget events."""

    async def flush_activity(self, last_active: Mapping[int, datetime]) -> None:
        """Forget signs of life."""


class Repaints(QObject):
    """Notes when the window, and the view of the students in it, is painted."""

    def __init__(self) -> None:
        super().__init__()
        self._times: dict[str, list[float]] = {}

    def watch(self, widgets: dict[str, QWidget]) -> None:
        """Note from now on."""
        for name, widget in widgets.items():
            if name not in self._times:
                widget.installEventFilter(self)
            widget.setProperty("benchmark", name)
            self._times[name] = []

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Note a painting of a part, a flush of the window."""
        wanted = QEvent.Type.UpdateRequest if watched.inherits("QMainWindow") else QEvent.Type.Paint
        if qevent.type() is wanted:
            self._times[str(watched.property("benchmark"))].append(now())
        return False

    def most_in_a_second(self) -> dict[str, int]:
        """Return for each the most within any second."""
        return {f"{name}_repaints": _most(times) for name, times in self._times.items()}


def _most(times: list[float]) -> int:
    return max((sum(1 for at in times if since <= at < since + 1) for since in times), default=0)


class Bystander:
    """Obeys the benchmark inside the program's process."""

    def __init__(self, app: QCoreApplication) -> None:
        self._app = app
        self._stalls = Stalls()
        self._timer = QTimer(app)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(round(TICK_S * 1_000))
        self._timer.timeout.connect(self._stalls.tick)
        self._orders = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, app)
        self._orders.activated.connect(self._on_orders)
        self._rest = b""
        self._pressed_at = 0.0
        self._repaints = Repaints()

    def _on_orders(self) -> None:
        chunk = os.read(sys.stdin.fileno(), 65_536)
        if not chunk:
            self._orders.setEnabled(False)
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        for line in lines:
            self._obey(json.loads(line))

    def _obey(self, order: Order) -> None:
        if order["do"] == "watch":
            self._stalls.begin()
            self._timer.start()
            say({})
        elif order["do"] == "report":
            self._timer.stop()
            say({**self._stalls.end(), "memory_kb": memory_kb()})
        elif order["do"] == "press":
            self._press(order.get("button", "nextStepButton"))
        elif order["do"] == "pressed_at":
            say({"pressed_at": self._pressed_at})
        elif order["do"] == "watch_repaints":
            self._watch_repaints()
        elif order["do"] == "repaints":
            say(self._repaints.most_in_a_second())

    def _watch_repaints(self) -> None:
        assert isinstance(self._app, QApplication)
        windows = [one for one in self._app.topLevelWidgets() if one.inherits("QMainWindow")]
        view = next(
            view
            for view in windows[0].findChildren(QAbstractItemView)
            if view.isVisible() and view.objectName() in ("cardsView", "matrixView")
        )
        self._repaints.watch({"window": windows[0], view.objectName(): view.viewport()})
        say({})

    def _press(self, name: str) -> None:
        """Press a button of the window as a finger does."""
        assert isinstance(self._app, QApplication)
        buttons = [
            button
            for window in self._app.topLevelWidgets()
            for button in window.findChildren(QAbstractButton, name)
        ]
        if len(buttons) != 1 or not buttons[0].isEnabled():
            raise SystemExit(f"{name} is not there to be pressed")
        self._pressed_at = now()
        buttons[0].click()


def main(arguments: list[str]) -> int:
    """Run the program, watched."""
    headless, no_storage = "--headless" in arguments, "--no-storage" in arguments
    app = QCoreApplication(sys.argv[:1]) if headless else WindowApplication(sys.argv[:1])
    bystander = Bystander(app)
    bounds = None if "--usual-bounds" in arguments else Bounds(max_participants=MOST_PHONES)
    make_program = partial(
        Program, bounds=bounds, make_journal=NoStorageJournal if no_storage else SqlJournal
    )
    ours = ("--no-storage", "--usual-bounds")
    config = config_of([argument for argument in arguments if argument not in ours])
    try:
        return run(config, make_program)
    finally:
        del bystander


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
