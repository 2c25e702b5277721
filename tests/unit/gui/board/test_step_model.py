from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.step_model import StepModel, StepPhase
from classroom_app.gui.kit.roles import ROW_ROLE
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import SPOKEN, TOOLTIP, under_test


def test_steps_with_counts(stage: Stage, qtbot: QtBot) -> None:
    model = StepModel(stage.board, stage.window)
    under_test(model)
    kim = stage.hall.join("Kim")
    stage.hall.join("Lee")
    assert model.current_place() is None
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(model.dataChanged):
        stage.hall.complete(kim)
    assert model.rowCount() == 5
    assert [model.step(place).phase for place in range(3)] == [
        StepPhase.PAST,
        StepPhase.CURRENT,
        StepPhase.AHEAD,
    ]
    assert model.step(1).done == 1
    assert model.step(1).total == 2
    assert model.current_place() == 1
    assert model.index(1).data() == "Step 2"
    assert model.index(1).data(ROW_ROLE) == model.step(1)
    assert "1 of 2 done" in model.index(1).data(SPOKEN)
    assert "Double-click" in model.index(1).data(TOOLTIP)


def test_who_left_does_not_count(stage: Stage) -> None:
    model = StepModel(stage.board, stage.window)
    people = stage.hall.join_many(3)
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(*people[:2])
    stage.hall.lose(people[2])
    assert (model.step(0).done, model.step(0).total) == (2, 2)
    stage.hall.lose(people[1])
    assert (model.step(0).done, model.step(0).total) == (1, 1)


def test_what_changes_in_all_steps_is_told_at_once(stage: Stage) -> None:
    model = StepModel(stage.board, stage.window)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    kim = stage.hall.join("Kim")
    assert told == [(0, 4)]
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    told.clear()
    stage.hall.teach(cmd.NextStep())
    assert told == [(0, 1)]
