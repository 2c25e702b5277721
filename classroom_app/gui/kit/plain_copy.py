"""Ctrl+C in a list: the words of one entry, for a spreadsheet too."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView

from classroom_app.application.spreadsheet_text import one_line


class PlainCopy(QObject):
    """Copies the current entry of a view as text that no spreadsheet takes for a formula.

    Qt's own copy takes names and titles as they are, and students write their names.
    """

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Copy, instead of the view."""
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
