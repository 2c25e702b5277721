from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.gui.kit.ask_dialog import AskDialog
from tests.unit.gui.conftest import language_change


def ask(window: QWidget) -> AskDialog:
    dialog = AskDialog("endDialog", "End the class?", "It is over then.", "End class", window)
    dialog.open()
    return dialog


def test_return_confirms(window: QWidget, qtbot: QtBot) -> None:
    dialog = ask(window)
    with qtbot.waitSignal(dialog.accepted):
        QTest.keyClick(dialog, Qt.Key.Key_Return)


def test_esc_goes_back(window: QWidget, qtbot: QtBot) -> None:
    dialog = ask(window)
    language_change(dialog)
    with qtbot.waitSignal(dialog.rejected):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
