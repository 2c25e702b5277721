"""Collects garbage on the window's thread only, and mostly when nothing else goes on.

Python collects cycles on whichever thread happens to allocate. On the database's thread, that would
destroy an unreferenced widget there, which Qt forbids: the program would crash. And a collection of
all the objects of a large class stops the window for a twentieth of a second.
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

On Windows one look says little, since a thread's time is counted in steps of 15.6 ms.
"""
FULL_WHEN_QUIET, FULL_AT_LAST = 20, 300
"""After how many small collections a full one is due: at a quiet moment, and in any case.

There is one small collection per `EVERY_MS` at most, so after 2 s and 30 s at the earliest.
"""
SETTLED_FIRST_AT, SETTLED_AT = 200_000, 40_000
"""After how many new objects those in use are set aside, so that full collections skip them.

That takes some 40 ms, and 100 the first time. A class of a thousand, which makes 165,000 when it
joins, does not need it; in one of ten thousand, full collections stopped the window for half a
second.
"""
WORTH_A_LOOK = 25_000
"""How many objects set aside must have become garbage before all are collected again.

Or a quarter of them, if that is more. It is done at a quiet moment, and in any case once it is all
of them.
"""
QUIET_LOOKS = 20
MANY_ENDED = 1_000
"""After so many connections that have ended, memory is returned to the system at a quiet moment.

A large class makes that many in a day, an attacker in a second.
"""


class GcScheduler(QObject):
    """Takes over collecting from Python until `close`."""

    def __init__(self, parent: QObject | None = None, leftovers: Leftovers = LEFTOVERS) -> None:
        super().__init__(parent)
        self._leftovers = leftovers
        self._small_ones = 0
        self._quiet_looks = 0
        # The approximate numbers of objects that are new, and that were set aside.
        self._new = self._settled = 0
        self._worked_s = deque([time.thread_time()], maxlen=LOOKS + 1)
        gc.disable()
        gc.freeze()  # objects from the start stay, so they are never looked at
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect new objects if there are many, or everything if that is due."""
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
        """Set aside the new objects in use: full collections do not look at them."""
        gc.collect()
        self._set_aside()
        self._settled += self._new
        self._new = self._small_ones = 0

    def _set_aside(self) -> None:
        gc.freeze()
        self._leftovers.times_set_aside += 1

    def _is_worth_a_look(self) -> bool:
        """Return whether enough of the objects set aside have become garbage, as far as known."""
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
        """Stop, and let Python collect by itself again."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()  # on the window's thread, so that no widgets are left for another
        gc.enable()


def collect_on_this_thread() -> Callable[[], None]:
    """Take over collecting, and hold little memory; return a function that undoes the first.

    Call it on the window's thread when the start is over: objects that exist now are never looked
    at.
    """
    hold_little_memory()
    return GcScheduler().close
