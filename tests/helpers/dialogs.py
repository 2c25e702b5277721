"""The dialog that asks the instructor: none of them is modal."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget


def shown_dialog() -> QDialog | None:
    """Return the dialog that is open, the one with the keyboard where there are several."""
    shown = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    ]
    active: QWidget | None = QApplication.activeWindow()
    front = [dialog for dialog in shown if dialog is active]
    return next(iter(front or reversed(shown)), None)
