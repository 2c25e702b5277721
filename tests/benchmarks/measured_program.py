"""The real program, with a clock in its loop and somebody who presses its Next button.

Arguments are those of the program. The QApplication is made here, so that the clock can be a
timer of the same loop; all else is the program's own start.
"""

import json
import os
import sys

from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication

from classroom_app.cli import main
from tests.benchmarks.control import Order, memory_kb, now, say
from tests.benchmarks.stalls import TICK_S, Stalls


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
            self._press("nextStepButton")

    def _press(self, name: str) -> None:
        """Press a button of the window as a finger does."""
        assert isinstance(self._app, QApplication)
        buttons = [
            button
            for window in self._app.topLevelWidgets()
            for button in window.findChildren(QAbstractButton, name)
        ]
        if len(buttons) != 1 or not buttons[0].isEnabled():
            say({"error": f"{name} is not there to be pressed"})
            return
        pressed_at = now()
        buttons[0].click()
        say({"pressed_at": pressed_at})


if __name__ == "__main__":
    headless = "--headless" in sys.argv
    application = QCoreApplication(sys.argv[:1]) if headless else QApplication(sys.argv[:1])
    bystander = Bystander(application)
    raise SystemExit(main(sys.argv[1:]))
