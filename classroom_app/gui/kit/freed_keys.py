"""Shortcuts that no text field may keep for itself, and keys that are held."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractSpinBox, QLineEdit, QPlainTextEdit, QTextEdit, QWidget


class FreedKeys(QObject):
    """Keeps the focused field from taking the shortcuts of certain actions.

    On Linux Ctrl+E moves to the end of the line in every text field, so it would not end a class:
    the shortcuts of `always` are freed everywhere. Those of `where_empty` are freed in an empty
    line, such as a search, where Ctrl+Right has nowhere to go; those of `where_unwritten` where the
    field has nothing to undo, as for Ctrl+Z.

    `repeated` is emitted with keys that are held; Qt does not tell actions about repeats.
    """

    repeated = Signal(QKeySequence)

    def __init__(
        self, always: QAction, where_empty: QAction, where_unwritten: QAction, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._always, self._where_empty = always, where_empty
        self._where_unwritten = where_unwritten

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """Watch the widget that has the keyboard focus now."""
        if before is not None:
            before.removeEventFilter(self)
        if now is not None:
            now.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Keep the widget from claiming the freed shortcuts."""
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
        case QAbstractSpinBox():  # a number or a time: its line edit is a child
            line = watched.findChild(QLineEdit)
            return isinstance(line, QLineEdit) and not line.isUndoAvailable()
        case QPlainTextEdit() | QTextEdit():
            return not watched.document().isUndoAvailable()
    return False
