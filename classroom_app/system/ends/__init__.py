"""Whatever asks the program to end: signals, Qt, and on Windows the console and the session.

The window's X is the window's own; it asks for the same orderly stop.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from classroom_app.system.early_stop import EARLY_STOP

if sys.platform == "win32":
    from classroom_app.system.ends.windows import SystemEnds
else:
    from classroom_app.system.ends.elsewhere import SystemEnds

log = logging.getLogger(__name__)


class Ends:
    """Calls `stop` in the loop whenever the program is asked to end, until `close`.

    `wake` is called after the computer has slept, where the system says so.
    """

    def __init__(self, stop: Callable[[], None], wake: Callable[[], None]) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        self._app, self._loop = app, asyncio.get_running_loop()
        self._stop = stop
        self._quits = _Quits(lambda: self._on_end("Qt was asked to quit"))
        app.installEventFilter(self._quits)
        self._signals = _Signals(self._on_end)
        self._system = SystemEnds(self._loop, self._on_end, wake)
        if EARLY_STOP.is_asked_for:
            self._loop.call_soon(self._on_end, "it was asked to during the start")

    def close(self) -> None:
        """Hear of no end any more; those who wait for it to be over may go on."""
        self._system.close()
        self._signals.close()
        self._app.removeEventFilter(self._quits)

    def _on_end(self, why: str) -> None:
        log.info("The program ends: %s", why)
        self._stop()


class _Quits(QObject):
    """Turns Qt's request to quit into the orderly stop; a loop that just ended would lose things.

    It comes from the session manager of Linux, from the menu of macOS, and as Windows' WM_QUIT.
    """

    def __init__(self, on_quit: Callable[[], None]) -> None:
        super().__init__()
        self._on_quit = on_quit

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Keep the application from seeing it."""
        if qevent.type() != QEvent.Type.Quit or watched is not QCoreApplication.instance():
            return False
        self._on_quit()
        return True


class _Signals:
    """Ctrl-C, Ctrl-Break, SIGTERM, and the end of the terminal."""

    def __init__(self, on_end: Callable[[str], None]) -> None:
        loop = asyncio.get_running_loop()
        self._numbers = _stop_signals()
        self._before = {number: signal.getsignal(number) for number in self._numbers}

        def hear(number: int, _frame: object) -> None:
            loop.call_soon_threadsafe(on_end, signal.Signals(number).name)

        for number in self._numbers:
            if sys.platform == "win32":
                signal.signal(number, hear)
            else:
                loop.add_signal_handler(number, on_end, number.name)

    def close(self) -> None:
        loop = asyncio.get_running_loop()
        for number in self._numbers:
            if sys.platform != "win32":
                loop.remove_signal_handler(number)
            signal.signal(number, self._before[number])


def _stop_signals() -> list[signal.Signals]:
    """Return what asks for the end here; `nohup` has the end of the terminal ignored."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    elif signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    return numbers
