from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.steps_panel import StepsPanel
from tests.unit.gui.conftest import Stage


def test_any_step_can_be_started(stage: Stage, qtbot: QtBot) -> None:
    model = StepModel(stage.board, stage.window)
    panel = StepsPanel(model, stage.window)
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(panel.step_chosen) as chosen:
        panel._view.activated.emit(model.index(3))
    assert chosen.args == [4]
