from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.toast import Toast
from tests.unit.gui.finding import button, is_shown


def test_a_toast_takes_back_once(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window, lift=80)
    undone: list[bool] = []
    toast.say("Done", lambda: undone.append(True))
    assert toast.can_undo
    window.resize(900, 700)
    button(toast, "undoButton").click()
    toast.undo()
    assert undone == [True]
    assert not is_shown(toast)
    with qtbot.waitSignal(toast.undo_offered):
        toast.say("Sent", shown_ms=1)
    qtbot.waitUntil(toast.isHidden)


def test_a_double_click_takes_back_once(window: QWidget, qtbot: QtBot) -> None:
    """What is said after an Undo has a way back too, and its button is where the last one was."""
    toast = Toast(window, lift=80)
    undone: list[bool] = []

    def undo() -> None:
        undone.append(True)
        toast.say("Back on step 3.", undo)

    toast.say("Step 4 has started.", undo)
    face, left = button(toast, "undoButton"), Qt.MouseButton.LeftButton
    QTest.mouseClick(face, left)
    QTest.mouseDClick(face, left)
    QTest.mouseRelease(face, left)
    assert undone == [True]
    assert toast.can_undo
