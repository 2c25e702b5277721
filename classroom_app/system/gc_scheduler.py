"""Garbage is collected on the window's thread only, and mostly when nothing else goes on.

Python collects cycles on whichever thread happens to allocate. If that is the database's, a
forgotten widget is destroyed there, which Qt forbids: the program crashes. And a collection over
all that a large class holds stops the window for a twentieth of a second.
"""

import gc
import sys
import time
from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 100
QUIET_S = 0.01
LOOKS = 5 if sys.platform == "win32" else 1
"""A moment is quiet if this thread worked for less than `QUIET_S` per look in the last `LOOKS`.

One look is no measure on Windows: its count of a thread's work goes by 15.6 ms.
"""
FULL_WHEN_QUIET, FULL_AT_LAST = 20, 300
"""After how many small collections a full one is due: at a quiet moment, and in any case.

There is one small collection per `EVERY_MS` at most, so after 2 s and 30 s at the earliest.
"""


class GcScheduler(QObject):
    """Takes collecting over from Python until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._small_ones = 0
        self._worked_s = deque([time.thread_time()], maxlen=LOOKS + 1)
        gc.disable()
        gc.freeze()  # what the start has made stays: it is not looked at
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Look at what is new, if that is much; at everything when that is due."""
        self._worked_s.append(time.thread_time())
        is_quiet = self._worked_s[-1] - self._worked_s[0] < QUIET_S * LOOKS
        if self._small_ones >= (FULL_WHEN_QUIET if is_quiet else FULL_AT_LAST):
            self._small_ones = 0
            gc.collect()
        elif gc.get_count()[0] > gc.get_threshold()[0]:
            self._small_ones += 1
            gc.collect(0)

    def close(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()  # here, on the window's thread: whoever comes next may not start with widgets
        gc.enable()


def collect_on_this_thread() -> Callable[[], None]:
    """Take collecting over from Python; return what gives it back.

    To be called on the window's thread, when the start is over: what exists now is never looked at.
    """
    return GcScheduler().close
