"""Keys that no text field may keep for itself."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class FreedKeys(QObject):
    """Leaves an action its keys while the field that has the keyboard would take them.

    On Linux Ctrl+E goes to the end of the line in every text field, so it would not end a class.
    """

    def __init__(self, action: QAction, parent: QObject) -> None:
        super().__init__(parent)
        self._action = action

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the widget that has the keyboard now."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Do not let the widget claim the action's keys."""
        if (
            qevent.type() == QEvent.Type.ShortcutOverride
            and isinstance(qevent, QKeyEvent)
            and self._action.isEnabled()
            and QKeySequence(qevent.keyCombination()) in self._action.shortcuts()
        ):
            qevent.ignore()
            return True
        return super().eventFilter(watched, qevent)
