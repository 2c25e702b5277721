"""Dragging a file over a widget."""

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent
from PySide6.QtWidgets import QApplication, QWidget


def enters(target: QWidget, path: str) -> bool:
    mime = QMimeData()
    if path:
        mime.setUrls([QUrl.fromLocalFile(path)])
    action, button = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(5, 5), action, mime, button, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(target, enter)
    return enter.isAccepted()
