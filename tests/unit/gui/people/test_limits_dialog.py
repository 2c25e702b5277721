"""Limits are chosen, and the usual ones are a click away."""

from PySide6.QtWidgets import QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.attendance import Limits
from classroom_app.gui.people.limits_dialog import LimitsDialog


def test_limits_are_chosen_and_the_usual_ones_come_back(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = LimitsDialog(Limits(5, 20, 0), 70, window)
    dialog.open()
    boxes = {
        name: dialog.findChild(QSpinBox, f"{name}Box")
        for name in ("late", "early", "partials", "enough")
    }
    values = [box.value() for box in boxes.values() if box is not None]
    assert values == [5, 20, 0, 70]
    usual = dialog.findChild(QPushButton, "usualLimitsButton")
    save = dialog.findChild(QPushButton, "confirmButton")
    late = boxes["late"]
    assert usual is not None
    assert save is not None
    assert late is not None
    usual.click()
    late.setValue(15)
    with qtbot.waitSignal(dialog.chosen) as chosen:
        save.click()
    assert chosen.args == [Limits(late_min=15), 80]
    assert not dialog.isModal()
