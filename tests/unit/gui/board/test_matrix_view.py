"""The matrix as a view: where things are in it."""

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.matrix_view import MatrixView
from tests.unit.gui.conftest import Stage


def test_the_sign_of_a_missing_visit_is_beside_the_name(stage: Stage) -> None:
    view = MatrixView(MatrixModel(stage.board, stage.window), stage.window)
    view.resize(700, 300)
    view.show()
    stage.hall.join_many(3)
    stage.hall.teach(cmd.NextStep())
    for row in range(3):
        cell = view.visualRect(view.model().index(row, 0))
        place = view.visit_sign_place(view.model().index(row, 0))
        assert place is not None
        assert cell.contains(place)
        assert place.left() > cell.center().x()
        assert view.visit_sign_place(view.model().index(row, 1)) is None
