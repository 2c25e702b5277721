"""The clear button of a search field, which Qt leaves without a name."""

from PySide6.QtWidgets import QLineEdit, QToolButton


def name_clear_button(field: QLineEdit, name: str) -> None:
    """Set the accessible name and the tooltip of the clear button."""
    for button in field.findChildren(QToolButton):
        action = button.defaultAction()
        if action.objectName().endswith("clearaction"):
            action.setText(name)
            button.setAccessibleName(name)
