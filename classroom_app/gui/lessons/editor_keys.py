"""The editor's keyboard shortcuts, each the same as one of its buttons."""

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from classroom_app.gui.kit.buttons import IconButton
from classroom_app.gui.lessons.editor_head import EditorHead
from classroom_app.gui.lessons.editor_steps import EditorSteps

_ALT, _CTRL, _SHIFT = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
# Shortcuts of a running class: they must not work while a lesson is edited.
_HELD_BACK = (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


class EditorKeys:
    """Maps keys to buttons of the editor."""

    def __init__(self, head: EditorHead, steps: EditorSteps) -> None:
        self._undo, self._redo = head.undo, head.redo
        # These act once per press; undo, redo and moving repeat while the key is held.
        self._once = (steps.copy, steps.add, head.back)
        self._buttons = {
            QKeyCombination(_CTRL, Qt.Key.Key_Y): head.redo,
            QKeyCombination(_CTRL | _SHIFT, Qt.Key.Key_Z): head.redo,
            QKeyCombination(_CTRL, Qt.Key.Key_D): steps.copy,
            QKeyCombination(_CTRL, Qt.Key.Key_Return): steps.add,
            QKeyCombination(_ALT, Qt.Key.Key_Up): steps.up,
            QKeyCombination(_ALT, Qt.Key.Key_Down): steps.down,
            QKeyCombination(_ALT, Qt.Key.Key_Left): head.back,
        }

    def is_kept(self, qevent: QKeyEvent) -> bool:
        """Return whether a key must not reach the window's shortcuts."""
        return self._button_of(qevent) is not None or qevent.key() in _HELD_BACK

    def press(self, qevent: QKeyEvent) -> bool:
        """Click the key's button if it is enabled; return False if the key has no button here."""
        button = self._button_of(qevent)
        if button is None:
            return False
        if button.isEnabled() and not (qevent.isAutoRepeat() and button in self._once):
            button.click()
        return True

    def _button_of(self, qevent: QKeyEvent) -> IconButton | None:
        if qevent.matches(QKeySequence.StandardKey.Undo):
            return self._undo
        if qevent.matches(QKeySequence.StandardKey.Redo):
            return self._redo
        return self._buttons.get(qevent.keyCombination())
