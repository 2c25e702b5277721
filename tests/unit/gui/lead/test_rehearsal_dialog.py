from PySide6.QtWidgets import QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.lead.rehearsal_dialog import RehearsalDialog
from tests.unit.gui.finding import button


def test_how_many_come_to_the_rehearsal(window: QWidget, qtbot: QtBot) -> None:
    dialog = RehearsalDialog("알림 켜기", window)
    dialog.open()
    count = dialog.findChild(QSpinBox)
    assert isinstance(count, QSpinBox)
    count.setValue(100)
    with qtbot.waitSignal(dialog.count_given) as given:
        button(dialog, "beginButton").click()
    assert given.args == [60, 0]
