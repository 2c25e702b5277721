"""Keys that no text field may keep for itself, and those that are held."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class FreedKeys(QObject):
    """Leaves actions their keys while the field that has the keyboard would take them.

    On Linux Ctrl+E goes to the end of the line in every text field, so it would not end a class:
    `always` has its keys. `where_empty` has them in a line without a word, such as a search, where
    Ctrl+Right has nowhere to go. `where_unwritten` has them where nothing was written that the
    field could take back, as Ctrl+Z would.

    `repeated` has the keys that are held; Qt tells actions nothing of repeats.
    """

    repeated = Signal(QKeySequence)

    def __init__(
        self, always: QAction, where_empty: QAction, where_unwritten: QAction, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._always, self._where_empty = always, where_empty
        self._where_unwritten = where_unwritten

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the widget that has the keyboard now."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Do not let the widget claim the action's keys."""
        is_override = qevent.type() == QEvent.Type.ShortcutOverride
        if not is_override or not isinstance(qevent, QKeyEvent):
            return super().eventFilter(watched, qevent)
        keys = QKeySequence(qevent.keyCombination())
        if qevent.isAutoRepeat():
            self.repeated.emit(keys)
        freed = [self._always]
        if isinstance(watched, QLineEdit) and not watched.text():
            freed.append(self._where_empty)
        if _is_unwritten(watched):
            freed.append(self._where_unwritten)
        if any(action.isEnabled() and keys in action.shortcuts() for action in freed):
            qevent.ignore()
            return True
        return super().eventFilter(watched, qevent)


def _is_unwritten(watched: QObject) -> bool:
    match watched:
        case QLineEdit():
            return not watched.isUndoAvailable()
        case QAbstractSpinBox():  # a number or a time: its line is within
            line = watched.findChild(QLineEdit)
            return isinstance(line, QLineEdit) and not line.isUndoAvailable()
        case QPlainTextEdit() | QTextEdit():
            return not watched.document().isUndoAvailable()
    return False
