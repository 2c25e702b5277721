"""The painters draw something in every state, in both schemes."""

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.card_delegate import CardDelegate
from classroom_app.gui.board.matrix_delegate import MatrixDelegate
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.step_delegate import StepDelegate
from classroom_app.gui.board.step_model import StepModel
from classroom_app.gui.board.student_delegate import StudentDelegate
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.theme.tokens import LIGHT, Colours
from tests.unit.gui.conftest import Stage
from tests.unit.gui.painting import SCHEMES, canvas, painted


@SCHEMES
def test_rows_in_every_state(stage: Stage, scheme: Colours) -> None:
    people = stage.hall.join_many(5)
    stage.hall.sign_in("Late")
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(people[0])
    stage.hall.ask_help(people[1])
    stage.hall.lose(people[2])
    stage.wait(5)
    students, matrix = StudentModel(stage.board), MatrixModel(stage.board)
    steps = StepModel(stage.board)
    selected = QStyle.StateFlag.State_Selected
    hovered = QStyle.StateFlag.State_MouseOver
    focus = QStyle.StateFlag.State_HasFocus
    empty = canvas(scheme)
    for row in range(students.rowCount()):
        for column in range(students.columnCount() - 1):
            cell = students.index(row, column)
            assert painted(StudentDelegate(), cell, scheme) != empty
            assert painted(StudentDelegate(), cell, scheme, selected) != empty
        assert painted(CardDelegate(), students.index(row, 1), scheme, hovered) != empty
        assert painted(CardDelegate(), students.index(row, 1), scheme, selected) != empty
        for column in range(matrix.columnCount()):
            assert painted(MatrixDelegate(), matrix.index(row, column), scheme) != empty
    for row in range(steps.rowCount()):
        assert painted(StepDelegate(), steps.index(row), scheme, hovered, focus) != empty


def test_nothing_is_painted_for_nothing(qtbot: QtBot) -> None:
    for delegate in (StudentDelegate(), CardDelegate(), MatrixDelegate(), StepDelegate()):
        assert painted(delegate, QModelIndex(), LIGHT) == canvas(LIGHT)
        assert delegate.sizeHint(QStyleOptionViewItem(), QModelIndex()).height() >= 0


def test_a_past_step_with_nobody_in_it_has_no_tick(stage: Stage) -> None:
    steps = StepModel(stage.board, stage.window)
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    empty = painted(StepDelegate(), steps.index(0), LIGHT)
    kim = stage.hall.join("Kim")
    stage.hall.complete(kim, step=1)
    stage.board.tick()
    assert steps.step(0).done == steps.step(0).total == 1
    done = painted(StepDelegate(), steps.index(0), LIGHT)
    green = QColor(LIGHT.done).rgb()
    badge = [(x, y) for x in range(18, 44) for y in range(8, 40)]
    assert green in {done.pixel(x, y) for x, y in badge}
    assert green not in {empty.pixel(x, y) for x, y in badge}
