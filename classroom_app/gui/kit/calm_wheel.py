"""The mouse wheel scrolls a page, and changes no choice that the pointer happens to be over."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class CalmWheel(QObject):
    """Leaves the wheel to what lies around; a number that somebody is in still follows it."""

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Ignore the wheel, so that it goes on to the page."""
        if qevent.type() == QEvent.Type.Wheel:
            is_written_in = isinstance(watched, QAbstractSpinBox) and watched.hasFocus()
            if not is_written_in:
                qevent.ignore()
                return True
        return super().eventFilter(watched, qevent)


def calm_wheel(root: QWidget) -> None:
    """Do so for all choices and numbers in this widget that were not done yet."""
    greedy = [
        widget
        for kind in (QComboBox, QAbstractSpinBox)
        for widget in root.findChildren(kind)
        if widget.focusPolicy() is Qt.FocusPolicy.WheelFocus
    ]
    if greedy:
        calm = CalmWheel(root)
        for widget in greedy:
            widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            widget.installEventFilter(calm)
