from PySide6.QtCore import Qt

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.matrix_model import HEAD_ROLE, MARK_ROLE, Mark, MatrixModel
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import SPOKEN, under_test


def test_matrix_shapes(stage: Stage) -> None:
    model = MatrixModel(stage.board, stage.window)
    under_test(model)
    kim, lee, park = (stage.hall.join(name) for name in ("Kim", "Lee", "Park"))
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(lee)
    stage.hall.lose(park)
    marks = [[model.index(row, column).data(MARK_ROLE) for column in (1, 2, 3)] for row in range(3)]
    assert marks == [
        [Mark.DONE, Mark.CURRENT, Mark.AHEAD],
        [Mark.MISSED, Mark.HELP, Mark.AHEAD],
        [Mark.MISSED, Mark.LOST, Mark.AHEAD],
    ]
    across = Qt.Orientation.Horizontal
    assert model.headerData(1, across) == "1\n1/2"  # Park, who left, does not count
    assert model.headerData(2, across, HEAD_ROLE) is True
    assert model.headerData(0, across) == "Name"
    assert model.index(0, 0).data() == "Kim"
    assert model.index(1, 2).data(SPOKEN) == "Lee · step 2 · Needs help"


def test_a_call_for_help_stands_on_the_step_that_it_names(stage: Stage) -> None:
    model = MatrixModel(stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(kim, 1)
    stage.hall.teach(cmd.NextStep())
    assert model.mark(0, 1) is Mark.HELP, "on the step that it names"
    assert model.mark(0, 2) is Mark.CURRENT
    stage.hall.lose(kim)
    assert model.mark(0, 2) is Mark.LOST
    stage.hall.teach(cmd.EndSession())
    assert model.mark(0, 1) is Mark.MISSED, "nobody is helped any more"
