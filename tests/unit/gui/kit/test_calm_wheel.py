import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QSpinBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.panel import Panel
from classroom_app.gui.kit.sheet import Sheet


class Form(Panel):
    """A page with a choice and a number."""

    def __init__(self) -> None:
        super().__init__()
        self.choice, self.number = QComboBox(self), QSpinBox(self)
        self.choice.addItems(["System", "Light", "Dark"])
        self.number.setValue(25)
        column = QVBoxLayout(self)
        column.addWidget(self.choice)
        column.addWidget(self.number)
        self.finish()


@pytest.fixture
def form(qtbot: QtBot) -> Form:
    form = Form()
    qtbot.addWidget(form)
    form.show()
    form.activateWindow()
    form.setFocus()
    return form


def turn_wheel(over: QWidget) -> bool:
    """Turn it over a widget, and tell whether that one kept it; the window's page scrolls else."""
    centre = QPointF(over.rect().center())
    event = QWheelEvent(
        centre,
        over.mapToGlobal(centre),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(over, event)
    return event.isAccepted()


def test_the_wheel_scrolls_the_page_and_changes_nothing_under_the_pointer(form: Form) -> None:
    for widget in (form.choice, form.number):
        assert not turn_wheel(widget)
        assert not widget.hasFocus()
    assert (form.choice.currentText(), form.number.value()) == ("System", 25)


def test_a_choice_that_was_just_made_stays_when_the_page_is_scrolled_on(
    form: Form, qtbot: QtBot
) -> None:
    """The pointer is still over it."""
    form.choice.setFocus()
    qtbot.waitUntil(form.choice.hasFocus)
    turn_wheel(form.choice)
    assert form.choice.currentText() == "System"


def test_a_number_that_somebody_is_in_follows_the_wheel(form: Form, qtbot: QtBot) -> None:
    form.number.setFocus()
    qtbot.waitUntil(form.number.hasFocus)
    turn_wheel(form.number)
    assert form.number.value() == 24


def test_in_dialogs_too(qtbot: QtBot, window: QWidget) -> None:
    window.show()
    sheet = Sheet("sheet", window)
    choice = QComboBox(sheet)
    choice.addItems(["One", "Two"])
    sheet.body.addWidget(choice)
    sheet.open()
    turn_wheel(choice)
    assert choice.currentText() == "One"
    sheet.close()
