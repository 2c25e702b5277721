"""Makes the mouse wheel scroll a page, instead of changing a value under the pointer."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QWidget


class CalmWheel(QObject):
    """Leaves the wheel to the page; only a spin box that has the focus still follows it."""

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        """Ignore the wheel, so that the page gets the event."""
        if qevent.type() == QEvent.Type.Wheel:
            is_written_in = isinstance(watched, QAbstractSpinBox) and watched.hasFocus()
            if not is_written_in:
                qevent.ignore()
                return True
        return super().eventFilter(watched, qevent)


def calm_wheel(root: QWidget) -> None:
    """Install the filter on all combo and spin boxes in this widget that lack it."""
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
