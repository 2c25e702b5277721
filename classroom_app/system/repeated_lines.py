"""Leaves out of the log what is written again and again, so that the lines before it are kept.

The log has a few megabytes. Whatever somebody outside can have written many times, by hanging up in
the middle of something or by a request that fails, would otherwise put every other line aside.
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
    """What one line of code has had written in a minute."""

    since: float
    written: int = 0
    left_out: int = 0


class RepeatedLines(logging.Filter):
    """Lets one line of code write so many lines a minute, and says where it cut.

    One for all handlers: what it decides about a line holds for each of them. There are no more
    windows than lines of code that log.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._monotonic = monotonic
        self._windows: dict[_Origin, _Window] = {}
        self._lock = threading.Lock()  # threads log too, and a handler's own is not held here

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is written."""
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
    except (TypeError, ValueError, KeyError):  # its arguments do not fit: the handler tells
        return
    record.msg, record.args = f"{said} ({words})", None
