import pytest
from pytestqt.qtbot import QtBot

from classroom_app.gui.board.student_model import StudentModel
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import under_test


def names(model: StudentModel) -> list[str]:
    return [model.row(place).name for place in range(model.rowCount())]


@pytest.fixture
def students(stage: Stage, qtbot: QtBot) -> StudentModel:
    model = StudentModel(stage.board, stage.window)
    under_test(model)
    return model
