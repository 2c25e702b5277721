from classroom_app.domain import commands as cmd
from classroom_app.gui.board.matrix_delegate import MatrixDelegate
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.theme.tokens import LIGHT
from tests.unit.gui.conftest import Stage
from tests.unit.gui.painting import painted


def test_the_matrix_paints_the_mark_of_the_model(stage: Stage) -> None:
    stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    matrix = MatrixModel(stage.board)
    missed, current, ahead = (
        painted(MatrixDelegate(), matrix.index(0, column), LIGHT) for column in (1, 2, 3)
    )
    tones = [
        {image.pixelColor(x, y).name() for x in range(80, 120) for y in range(15, 45)}
        for image in (missed, current, ahead)
    ]
    assert LIGHT.warning in tones[0]
    assert LIGHT.accent in tones[1]
    assert LIGHT.border_strong in tones[2]
