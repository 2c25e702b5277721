"""What an input method does to a field: it shows a syllable, and hands it over later."""

from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget


def compose(field: QWidget, syllable: str) -> None:
    """Show a syllable that is still being composed, in place of the one before."""
    QApplication.sendEvent(field, QInputMethodEvent(syllable, []))


def hand_over(field: QWidget, syllable: str) -> None:
    """End the composing: the syllable is the field's now."""
    event = QInputMethodEvent("", [])
    event.setCommitString(syllable)
    QApplication.sendEvent(field, event)
