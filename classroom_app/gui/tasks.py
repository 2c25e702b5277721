"""The one way for the window to run coroutines."""

import asyncio
import logging
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QCoreApplication, QObject, Signal

from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.ports import StorageError
from classroom_app.application.report_document import Cancelled
from classroom_app.domain.errors import Refused
from classroom_app.protocol.errors import ProtocolError

log = logging.getLogger(__name__)

T = TypeVar("T")

# Errors with a text for the instructor; anything else is a bug.
EXPECTED: tuple[type[Exception], ...] = (
    Refused,
    StorageError,
    NotOpenError,
    ProtocolError,
    ValueError,
    Cancelled,
    OSError,
)


class BugError(Exception):
    """Stands in for an unexpected error; the log has the error itself."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(type(error).__name__)

    def __str__(self) -> str:
        """Return a text in the instructor's language."""
        text = QCoreApplication.translate(
            "Tasks", "Something unexpected went wrong ({what}). Details are in the log."
        )
        return text.format(what=self.args[0])


class Effort(QObject):
    """The progress of work on a thread; the work calls it as its `Progress`.

    `advanced` has what is done and the total, in percent. Emitted on the work's thread, it is
    delivered on this one.
    """

    advanced = Signal(int, int)
    cancelled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_cancelled = threading.Event()
        self._told = -1

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._is_cancelled.set()
        self.cancelled.emit()

    async def until_done(self, work: Coroutine[Any, Any, T]) -> T:
        """Await work that has no steps, and return its result; `cancel` cancels it.

        Raises:
            Cancelled: `cancel` was called.
        """
        task = asyncio.get_running_loop().create_task(work)
        self.cancelled.connect(task.cancel)
        try:
            return await task
        except asyncio.CancelledError:
            if self._is_cancelled.is_set():
                raise Cancelled from None
            raise

    def __call__(self, done: int, total: int) -> None:
        """Report progress; `advanced` is emitted once per percent.

        Raises:
            Cancelled: `cancel` was called.
        """
        if self._is_cancelled.is_set():
            raise Cancelled
        hundredth = 100 * done // max(total, 1)
        if hundredth != self._told:
            self._told = hundredth
            self.advanced.emit(hundredth, 100)


class Tasks(QObject):
    """Runs coroutines on the running event loop, and holds their tasks until they end.

    `storage_failed` reports storage errors for which there was no `failed` callback, `bug_found`
    every other error without one, and every unexpected error.
    """

    storage_failed = Signal(str)
    bug_found = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: set[asyncio.Task[Any]] = set()
        self._is_over = False

    def run(
        self,
        work: Coroutine[Any, Any, T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        ended: Callable[[], None] | None = None,
    ) -> None:
        """Start `work`; when it ends, call `ended`, then `done` or `failed`.

        `done` gets its result, `failed` its error: a `BugError` in place of an unexpected one,
        which is logged and reported by `bug_found` as well. Work that is cancelled calls `ended`
        alone, and after `cancel_all` nothing is called.

        Needs a running event loop, which keeps only weak references to tasks: they are held here
        until they end.
        """
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(lambda task: self._end(task, done, failed, ended))

    def cancel_all(self) -> None:
        """Cancel everything that still runs, without any callback: the window is closing."""
        self._is_over = True
        for task in self._running:
            task.cancel()

    def report(self, error: BaseException) -> None:
        """Log an unexpected error and emit `bug_found`; the class goes on."""
        log.error("A task of the window failed", exc_info=error)
        self.bug_found.emit(type(error).__name__)

    def _end(
        self,
        task: "asyncio.Task[T]",
        done: Callable[[T], None] | None,
        failed: Callable[[Exception], None] | None,
        ended: Callable[[], None] | None,
    ) -> None:
        self._running.discard(task)
        if self._is_over:
            return
        if ended is not None:
            self._call(ended)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            if done is not None:
                self._call(done, task.result())
        elif isinstance(error, EXPECTED) and failed is not None:
            self._call(failed, error)
        elif isinstance(error, StorageError):
            self.storage_failed.emit(error.cause)
        else:
            self.report(error)
            if failed is not None:
                self._call(failed, BugError(error))

    def _call(self, callback: Callable[..., None], *given: object) -> None:
        """Call back; an exception of the callback is reported as a bug."""
        try:
            callback(*given)
        except Exception as error:  # noqa: BLE001 - a bug of the window, not of the class
            self.report(error)
