"""Lesson files that macOS asks the running program to open.

On macOS, a double click on a file reaches the program as an event, not as an argument, and the
first one may come before there is a window. https://doc.qt.io/qt-6/qfileopenevent.html
"""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QFileOpenEvent


class OpenedFiles(QObject):
    """Queues the paths of such events, from its creation on, until `hand_to` gives a receiver."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._waiting: list[str] = []
        self._take: Callable[[str], object] | None = None
        app.installEventFilter(self)

    def hand_to(self, take: Callable[[str], object] | None) -> None:
        """Call `take` with each queued path and every later one; with None, queue them again."""
        self._take = take
        while take is not None and self._waiting:
            take(self._waiting.pop(0))

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Consume file-open events."""
        if not isinstance(qevent, QFileOpenEvent) or not qevent.file():
            return False
        self._waiting.append(qevent.file())
        self.hand_to(self._take)
        return True
