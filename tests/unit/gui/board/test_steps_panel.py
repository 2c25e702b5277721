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


def test_the_classs_step_is_shown_once_it_begins_and_who_looks_elsewhere_stays_there(
    stage: Stage, qtbot: QtBot
) -> None:
    model = StepModel(stage.board, stage.window)
    panel = StepsPanel(model, stage.window)
    panel.resize(200, 120)
    panel.show()
    bar = panel._view.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for _ in range(5):
        stage.hall.teach(cmd.NextStep())
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    bar.setValue(0)
    stage.hall.join("Kim")
    assert model.step(0).total == 1
    assert bar.value() == 0
    stage.hall.teach(cmd.NextStep(4))
    qtbot.waitUntil(lambda: bar.value() > 0)
