"""Simulates an input method: it shows a syllable in a field, and commits it later."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, syllable: str) -> None:
    """Show a syllable that is still being composed, replacing the previous one."""
    QApplication.sendEvent(field, QInputMethodEvent(syllable, []))


def hand_over(field: QWidget, syllable: str) -> None:
    """Commit the syllable to the field."""
    event = QInputMethodEvent("", [])
    event.setCommitString(syllable)
    QApplication.sendEvent(field, event)
