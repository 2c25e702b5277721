from datetime import timedelta

from pytestqt.qtbot import QtBot

from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.history.replay_board import ReplayBoard
from tests.helpers.lecture import NINE
from tests.unit.gui.history.conftest import a_lecture
from tests.unit.gui.item_models import under_test


def test_the_class_pages_own_models_show_the_past(qtbot: QtBot) -> None:
    lecture = a_lecture()
    board = ReplayBoard()
    students = StudentModel(board, board)
    under_test(students)
    board.show(lecture.session, NINE + timedelta(seconds=30))
    assert [students.row(n).name for n in range(students.rowCount())] == ["Lee"]
    assert not board._timer.isActive(), "the past stands still"
    board.bridge.follow(None)
    assert students.rowCount() == 0
