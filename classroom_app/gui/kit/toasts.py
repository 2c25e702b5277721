"""Several toasts above one another: a new one does not end the Undo of the earlier ones."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.theme.tokens import Space


class Toasts(QObject):
    """Creates toasts over one window; `undo_offered` reports whether any of them can be undone.

    `right` returns how many pixels to leave free at the right.
    """

    undo_offered = Signal(bool)

    def __init__(self, host: QWidget, lift: int, right: Callable[[], int] = lambda: 0) -> None:
        super().__init__(host)
        self._host, self._lift, self._right = host, lift, right
        # In the order of their messages, the latest last.
        self._toasts: list[Toast] = []

    def add(self) -> Toast:
        """Create one more toast, which shows one message at a time."""
        toast = Toast(self._host, self._lift)
        self._toasts.append(toast)
        toast.undo_offered.connect(lambda _on: self._on_changed(toast))
        toast.resized.connect(self.stack)
        return toast

    def undo(self) -> None:
        """Undo the latest message that can be undone."""
        for toast in reversed(self._toasts):
            if toast.can_undo:
                toast.undo()
                return

    def dismiss(self) -> None:
        """Hide all toasts."""
        for toast in list(self._toasts):
            toast.dismiss()

    def _on_changed(self, changed: Toast) -> None:
        if changed.isVisible():
            self._toasts.remove(changed)
            self._toasts.append(changed)
        self.stack()
        self.undo_offered.emit(any(toast.can_undo for toast in self._toasts))

    def stack(self) -> None:
        """Put the latest toast lowest, the others above it."""
        lift, right = self._lift, self._right()
        for toast in reversed(self._toasts):
            if not toast.isHidden():
                toast.move_to(lift, right)
                lift += toast.height() + Space.S
