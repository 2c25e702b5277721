"""The one way from the window to coroutines."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from classroom_app.application.ports import StorageError
from classroom_app.application.report_document import Cancelled
from classroom_app.domain.errors import Refused
from classroom_app.protocol.errors import ProtocolError

log = logging.getLogger(__name__)

T = TypeVar("T")

# Failures that have words for the instructor; anything else is a bug.
EXPECTED: tuple[type[Exception], ...] = (
    Refused,
    StorageError,
    ProtocolError,
    ValueError,
    Cancelled,
    OSError,
)


class Effort(QObject):
    """How far a piece of work on a thread is; it is the `Progress` that the work calls.

    `advanced` has what is done of how much; emitted on another thread, it arrives on this one.
    """

    advanced = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_cancelled = threading.Event()
        self._told = -1

    def cancel(self) -> None:
        """Let the work stop at its next step."""
        self._is_cancelled.set()

    def __call__(self, done: int, total: int) -> None:
        """Note how far the work is.

        Raises:
            Cancelled: nobody wants it any more.
        """
        if self._is_cancelled.is_set():
            raise Cancelled
        hundredth = 100 * done // max(total, 1)
        if hundredth != self._told:
            self._told = hundredth
            self.advanced.emit(hundredth, 100)


class Tasks(QObject):
    """Runs coroutines on the running loop and keeps hold of them until they end.

    `storage_failed` and `bug_found` report what no `failed` callback took.
    """

    storage_failed = Signal(str)
    bug_found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[asyncio.Task[Any]] = set()

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Start `work`; call `done` with its result or `failed` with an expected error.

        Neither is called when it is cancelled. Needs a running event loop, which keeps only weak
        references to tasks: they are held here until they end.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(lambda ended: self._end(ended, done, failed))

    def cancel_all(self) -> None:
        """Give up whatever still runs: the window is closing."""
        for task in self._running:
            task.cancel()

    def _end(
        self,
        task: "asyncio.Task[T]",
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
    ) -> None:
        self._running.discard(task)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            if done is not None:
                done(task.result())
        elif isinstance(error, EXPECTED) and failed is not None:
            failed(error)
        elif isinstance(error, StorageError):
            self.storage_failed.emit(error.cause)
        else:
            log.error("A task of the window failed", exc_info=error)
            self.bug_found.emit(type(error).__name__)
