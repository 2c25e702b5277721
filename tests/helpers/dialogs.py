"""Finds the open dialog: none of the window's dialogs is modal."""

from PySide6.QtWidgets import QApplication, QDialog, QWidget


def shown_dialog() -> QDialog | None:
    """Return the open dialog; of several, the one with the keyboard focus."""
    shown = [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, QDialog) and widget.isVisible()
    ]
    active: QWidget | None = QApplication.activeWindow()
    front = [dialog for dialog in shown if dialog is active]
    return next(iter(front or reversed(shown)), None)
