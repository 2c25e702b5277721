"""Leaves repeated lines out of the log, so that earlier lines are kept.

The log holds a few megabytes. Lines that a client can cause many times, by hanging up in the middle
of something or by requests that fail, would otherwise push out every other line.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

LINES_AT_ONCE = 20
WINDOW_S = 60.0
_DECIDED = "classroom_app_is_left_out"

_Origin = tuple[str, int, type[BaseException] | None]


@dataclass(slots=True)
class _Window:
    """The log lines of one line of code in one minute."""

    since: float
    written: int = 0
    left_out: int = 0


class RepeatedLines(logging.Filter):
    """Lets each line of code log `LINES_AT_ONCE` lines a minute, and notes in the log what it cut.

    Share one among all handlers: its decision on a record is made once, for all of them. There are
    no more windows than lines of code that log.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._windows: dict[_Origin, _Window] = {}
        self._lock = threading.Lock()  # threads log too; a handler's own lock is not held here

    def filter(self, record: logging.LogRecord) -> bool:
        """Return whether a record is logged."""
        with self._lock:
            if _DECIDED not in record.__dict__:
                record.__dict__[_DECIDED] = self._is_left_out(record)
            return not record.__dict__[_DECIDED]

    def _is_left_out(self, record: logging.LogRecord) -> bool:
        raised = record.exc_info[0] if record.exc_info else None
        origin = (record.pathname, record.lineno, raised)
        now = self._monotonic()
        window = self._windows.get(origin)
        before = 0
        if window is None or now - window.since >= WINDOW_S:
            before = 0 if window is None else window.left_out
            window = self._windows[origin] = _Window(now)
        if window.written >= LINES_AT_ONCE:
            window.left_out += 1
            return True
        window.written += 1
        if before:
            _add(record, f"{before} more like this were left out")
        if window.written == LINES_AT_ONCE:
            _add(record, "more like this are left out for a minute")
        return False


def _add(record: logging.LogRecord, words: str) -> None:
    try:
        said = record.getMessage()
    except (TypeError, ValueError, KeyError):  # its arguments do not fit: the handler reports that
        return
    record.msg, record.args = f"{said} ({words})", None
