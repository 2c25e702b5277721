"""The way back on the projector."""

from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.projector.projector import Projector
from tests.unit.gui.conftest import Stage


def test_who_pressed_a_key_in_front_of_the_wall_can_take_it_back_there(
    stage: Stage, console: Console, qtbot: QtBot
) -> None:
    stage.hall.join("비밀이름")
    stage.hall.teach(cmd.NextStep())
    projector = Projector(console, stage.window)
    qtbot.addWidget(projector)
    toast = projector.undo.toast
    stage.wait(60)
    stage.hall.teach(cmd.NextStep())
    assert toast.isHidden(), "it was pressed elsewhere"
    projector.show()
    projector.activateWindow()
    qtbot.waitUntil(projector.isActiveWindow)
    stage.actions.offer_undo(True)
    stage.wait(60)
    stage.hall.teach(cmd.NextStep())
    assert toast.text == "Step 3 has started.", "without names"
    undone: list[bool] = []
    stage.actions.undo.triggered.connect(lambda: undone.append(True))
    toast.undo()
    assert undone == [True]
    stage.wait(60)
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.UndoStart())
    assert toast.isHidden()
    stage.wait(60)
    stage.hall.teach(cmd.NextStep())
    assert not toast.isHidden()
    stage.hall.teach(cmd.EndSession())
    assert toast.isHidden(), "nothing goes back after the end"
