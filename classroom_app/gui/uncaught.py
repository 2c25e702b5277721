"""Errors in what Qt calls: a click, a key, a timer. Without this only a terminal would see them."""

import sys
from collections.abc import Callable
from types import TracebackType

from classroom_app.gui.tasks import Tasks


def report_uncaught(tasks: Tasks) -> Callable[[], None]:
    """Log and show what no one catches, as for a task of the window; the class goes on.

    Returns what ends it.
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
