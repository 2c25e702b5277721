from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.kit.buttons import ActionButton
from tests.unit.gui.conftest import Stage


def test_a_button_follows_its_action(stage: Stage, qtbot: QtBot) -> None:
    face = ActionButton(stage.actions.pause, "pause", name="pauseButton", parent=stage.window)
    assert not face.isEnabled()
    assert face.toolTip() == "The class has not started: start the first step."
    stage.hall.teach(cmd.NextStep())
    QTest.mouseClick(face, Qt.MouseButton.LeftButton)
    assert stage.hall.session.status is SessionStatus.PAUSED
    assert face.text() == "Resume"
    lock = ActionButton(stage.actions.lock, "lock", icon_only=True, parent=stage.window)
    QTest.mouseClick(lock, Qt.MouseButton.LeftButton)
    assert lock.isChecked()
    assert (lock.text(), lock.accessibleName()) == ("", "Locked")
    lock.show_icon_alone(False)
    assert lock.text() == "Locked"
