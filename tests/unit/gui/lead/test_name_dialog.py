import unicodedata

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lead.name_dialog import NameDialog
from tests.helpers.composing import compose
from tests.unit.gui.finding import button


def test_another_name(window: QWidget, qtbot: QtBot) -> None:
    dialog = NameDialog("Rename Kim", "Kim", window)
    dialog.open()
    field = dialog.findChild(QLineEdit)
    assert isinstance(field, QLineEdit)
    for no_name in (" ", "\u3164", "김" * 41):
        field.setText(no_name)
        assert not button(dialog, "saveButton").isEnabled()
    in_parts = unicodedata.normalize("NFD", "강감찬" * 5)
    field.setText(in_parts)
    assert field.text() == in_parts, "nothing is cut off"
    assert button(dialog, "saveButton").isEnabled()
    field.setText("김영희 ")
    with qtbot.waitSignal(dialog.name_given) as given:
        button(dialog, "saveButton").click()
    assert given.args == ["김영희"]


def test_the_syllable_that_is_composed_belongs_to_the_name(window: QWidget, qtbot: QtBot) -> None:
    dialog = NameDialog("Rename Kim", "", window)
    dialog.open()
    field = dialog.findChildren(QLineEdit)[0]
    compose(field, "김")
    assert button(dialog, "saveButton").isEnabled()
    with qtbot.waitSignal(dialog.name_given) as given:
        button(dialog, "saveButton").click()
    assert given.args == ["김"]
