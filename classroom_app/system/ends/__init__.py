"""Requests to end the program: signals, Qt, and on Windows the console and the session.

The window itself handles its close button, which leads to the same orderly stop.
"""

import asyncio
import logging
import signal
import sys
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from classroom_app.system.early_stop import EARLY_STOP
from classroom_app.system.ends.window_application import WindowApplication

if sys.platform == "win32":
    from classroom_app.system.ends.windows import SystemEnds
else:
    from classroom_app.system.ends.elsewhere import SystemEnds

log = logging.getLogger(__name__)


class Ends:
    """Calls `stop` in the event loop whenever the program is asked to end, until `close`.

    `wake` is called after the computer has slept, on systems that report it.
    """

    def __init__(self, stop: Callable[[], None], wake: Callable[[], None]) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        self._app, self._loop = app, asyncio.get_running_loop()
        self._stop = stop
        self._quits = _Quits(lambda: self._on_end("Qt was asked to quit"))
        if isinstance(app, WindowApplication):
            app.on_quit = self._quits.on_quit
        else:
            app.installEventFilter(self._quits)
        self._signals = _Signals(self._on_end)
        self._system = SystemEnds(self._loop, self._on_end, wake)
        if EARLY_STOP.is_asked_for:
            self._loop.call_soon(self._on_end, "it was asked to during the start")

    def close(self) -> None:
        """Stop listening, and let Windows go on where it waits for the stop."""
        self._system.close()
        self._signals.close()
        if isinstance(self._app, WindowApplication):
            self._app.on_quit = None
        else:
            self._app.removeEventFilter(self._quits)

    def _on_end(self, why: str) -> None:
        log.info("The program ends: %s", why)
        self._stop()


class _Quits(QObject):
    """Turns Qt's request to quit into the orderly stop; just ending the loop would lose data.

    The request comes from Linux's session manager, from the menu on macOS, and as WM_QUIT on
    Windows.
    """

    def __init__(self, on_quit: Callable[[], None]) -> None:
        super().__init__()
        self.on_quit = on_quit

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Filter out the application's quit event, and report it."""
        if qevent.type() != QEvent.Type.Quit or watched is not QCoreApplication.instance():
            return False
        self.on_quit()
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
    """Return the signals that ask for the end; SIGHUP only if it is not ignored (`nohup`)."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform == "win32":
        numbers.append(signal.SIGBREAK)
    elif signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    return numbers
