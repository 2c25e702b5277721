"""Finding parts of the window by their names."""

from PySide6.QtWidgets import QPushButton, QWidget

from classroom_app.gui.kit.label import Label


def child(widget: QWidget, name: str) -> QWidget:
    found = widget.findChild(QWidget, name)
    assert isinstance(found, QWidget), name
    return found


def button(widget: QWidget, name: str) -> QPushButton:
    found = child(widget, name)
    assert isinstance(found, QPushButton)
    return found


def label(widget: QWidget, name: str) -> str:
    found = child(widget, name)
    assert isinstance(found, Label)
    return found.text()


def is_shown(widget: QWidget) -> bool:
    return not widget.isHidden()
