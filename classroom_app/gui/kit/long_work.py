"""Work on a thread that the instructor can watch and stop."""

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from classroom_app.application.report_document import Cancelled
from classroom_app.gui.kit.progress_dialog import ProgressDialog
from classroom_app.gui.tasks import Effort, Tasks

T = TypeVar("T")
SHOWN_AFTER_MS = 300


class LongWork(QObject):
    """Shows a progress bar if the work takes longer than a moment; use one for each work.

    Closing the window cancels neither the work nor what waits for it on its thread: the work goes
    on, and nobody is notified.
    """

    failed = Signal(Exception)
    cancelled = Signal()

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(tasks)
        self._tasks, self._window = tasks, window
        self._is_watched = True
        self._dialog: ProgressDialog | None = None
        self._timer = QTimer(self, singleShot=True)
        self.effort = Effort(self)
        window.destroyed.connect(self._on_window_gone)

    def run(
        self,
        heading: str,
        start: Callable[[Effort], Coroutine[Any, Any, T]],
        done: Callable[[T], None],
    ) -> None:
        """Start the work; `start` gets the effort, to which the work reports its progress."""
        self._timer.timeout.connect(partial(self._show, heading))
        self._timer.start(SHOWN_AFTER_MS)
        self._tasks.run(
            start(self.effort), partial(self._on_done, done), self._on_failed, self._end
        )

    def _show(self, heading: str) -> None:
        self._dialog = ProgressDialog(heading, self.effort, self._window)
        self._dialog.finished.connect(self._forget_dialog)
        self._dialog.open()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def _end(self) -> None:
        self._timer.stop()
        if self._dialog is not None:
            self._dialog.accept()
        self.deleteLater()

    def _on_window_gone(self) -> None:
        self._is_watched = False
        self._dialog = None  # deleted with the window
        self._timer.stop()

    def _on_done(self, done: Callable[[T], None], result: T) -> None:
        if self._is_watched:
            done(result)

    def _on_failed(self, error: Exception) -> None:
        if not self._is_watched:
            return
        if isinstance(error, Cancelled):
            self.cancelled.emit()
        else:
            self.failed.emit(error)
