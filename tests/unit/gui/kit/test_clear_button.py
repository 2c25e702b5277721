from PySide6.QtWidgets import QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.clear_button import name_clear_button


def test_the_cross_has_a_name(qtbot: QtBot) -> None:
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setClearButtonEnabled(True)
    name_clear_button(field, "Clear the search")
    (cross,) = field.findChildren(QToolButton)
    assert cross.accessibleName() == "Clear the search"
