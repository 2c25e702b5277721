"""Uncaught errors in Qt's callbacks (clicks, keys, timers), which only a terminal would show."""

import sys
from collections.abc import Callable
from types import TracebackType

from classroom_app.gui.tasks import Tasks


def report_uncaught(tasks: Tasks) -> Callable[[], None]:
    """Log and show uncaught exceptions like those of the window's tasks; the class goes on.

    Returns a function that restores the previous hook.
    """
    before = sys.excepthook

    def report(
        kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, Exception):
            tasks.report(error)
        else:
            before(kind, error, trace)

    def end() -> None:
        sys.excepthook = before

    sys.excepthook = report
    return end
