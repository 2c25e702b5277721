"""Ctrl+C in a list: the text of one entry, safe for a spreadsheet."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from classroom_app.application.spreadsheet_text import one_line


class PlainCopy(QObject):
    """Copies the current entry of a view as text that no spreadsheet takes for a formula.

    Qt copies names and titles verbatim, and students choose their names themselves.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Copy in place of the view."""
        if (
            qevent.type() == QEvent.Type.KeyPress
            and isinstance(qevent, QKeyEvent)
            and qevent.matches(QKeySequence.StandardKey.Copy)
        ):
            words = self._view.currentIndex().data()
            if isinstance(words, str):
                QGuiApplication.clipboard().setText(one_line(words))
            return True
        return super().eventFilter(watched, qevent)
