"""Garbage is collected on the window's thread only, in small portions.

Python collects cycles on whichever thread happens to allocate. If that is the database's, a
forgotten widget is destroyed there, which Qt forbids: the program crashes. And a full collection
over all that was imported stops the window for a tenth of a second.
"""

import gc
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 500


class GarbageCollector(QObject):
    """Takes collecting over from Python until `close`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thresholds = gc.get_threshold()
        gc.disable()
        gc.freeze()  # what the start has made stays: it is not looked at
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation that is due by Python's own thresholds."""
        due = [c > t for c, t in zip(gc.get_count(), self._thresholds, strict=True)]
        if due[0]:
            gc.collect(2 if due[1] and due[2] else 1 if due[1] else 0)

    def close(self) -> None:
        """Give collecting back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.collect()  # here, on the window's thread: whoever comes next may not start with widgets
        gc.enable()


def collect_on_this_thread() -> Callable[[], None]:
    """Take collecting over from Python; return what gives it back."""
    return GarbageCollector().close
