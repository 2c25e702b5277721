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

from classroom_app.system.freed_memory import give_back_freed_memory, hold_little_memory
from classroom_app.system.leftovers import LEFTOVERS, Leftovers

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
SETTLED_FIRST_AT, SETTLED_AT = 100_000, 40_000
"""How many new objects are looked at by a full collection before they are set aside.

That takes some 40 ms, and 100 for the first, so that a class of a thousand does without; one of ten
thousand stopped the window for half a second.
"""
WORTH_A_LOOK = 25_000
"""Before all that was set aside is looked at again, so many objects of it must be left behind ...

... or a quarter of it, if that is more: at a quiet moment, and in any case once it is all of it.
"""
QUIET_LOOKS = 20
MANY_ENDED = 1_000
"""After so many connections that have ended, memory is given back to the system at a quiet moment.

A large class makes so many in a day, somebody who means no good in a second.
"""


class GcScheduler(QObject):
    """Takes collecting over from Python until `close`."""

    def __init__(self, parent: QObject | None = None, leftovers: Leftovers = LEFTOVERS) -> None:
        super().__init__(parent)
        self._leftovers = leftovers
        self._small_ones = 0
        self._quiet_looks = 0
        # About how many objects are new, and how many were set aside.
        self._new = self._settled = 0
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
        self._quiet_looks = self._quiet_looks + 1 if is_quiet else 0
        if self._is_worth_a_look():
            self._look_at_everything()
        elif self._small_ones >= (FULL_WHEN_QUIET if is_quiet else FULL_AT_LAST):
            self._small_ones = 0
            gc.collect()
        elif (allocated := gc.get_count()[0]) > gc.get_threshold()[0]:
            self._small_ones += 1
            self._new += allocated - gc.collect(0)
            if self._new > (SETTLED_AT if self._settled else SETTLED_FIRST_AT):
                self._settle()
        elif self._leftovers.ended >= MANY_ENDED and self._quiet_looks >= QUIET_LOOKS:
            self._look_at_everything()
            self._leftovers.ended = 0
            give_back_freed_memory()

    def _settle(self) -> None:
        """Set aside what is new and in use: the next full collection does not look at it."""
        gc.collect()
        self._set_aside()
        self._settled += self._new
        self._new = self._small_ones = 0

    def _set_aside(self) -> None:
        gc.freeze()
        self._leftovers.times_set_aside += 1

    def _is_worth_a_look(self) -> bool:
        """Tell whether enough of what was set aside is of no use any more, as far as is known."""
        left = self._leftovers.objects
        if not self._settled or left < max(WORTH_A_LOOK, self._settled // 4):
            return False
        return left > self._settled or self._quiet_looks >= QUIET_LOOKS

    def _look_at_everything(self) -> None:
        gc.unfreeze()
        gc.collect()
        self._set_aside()
        self._settled = max(self._settled - self._leftovers.objects, 1)
        self._leftovers.clear()
        self._quiet_looks = self._small_ones = 0

    def close(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()  # here, on the window's thread: whoever comes next may not start with widgets
        gc.enable()


def collect_on_this_thread() -> Callable[[], None]:
    """Take collecting over from Python, and hold little memory; return what gives it back.

    To be called on the window's thread, when the start is over: what exists now is never looked at.
    """
    hold_little_memory()
    return GcScheduler().close
