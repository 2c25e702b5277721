"""Lesson files dropped anywhere on the window."""

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """`dropped` has the paths of files and folders."""

    dropped = Signal(list)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Accept local files and folders."""
        if isinstance(qevent, QDragEnterEvent):
            if _paths(qevent.mimeData()):
                qevent.acceptProposedAction()
            else:
                qevent.ignore()
            return True
        if type(qevent) is QDropEvent:
            paths = _paths(qevent.mimeData())
            if paths:
                qevent.acceptProposedAction()
                self.dropped.emit(paths)
            return True
        return super().eventFilter(watched, qevent)


def _paths(mime: QMimeData) -> list[str]:
    return [url.toLocalFile() for url in mime.urls() if url.isLocalFile()]
