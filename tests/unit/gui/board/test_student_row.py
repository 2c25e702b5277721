from classroom_app.domain import commands as cmd
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.student_row import Sign
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import TOOLTIP


def test_nobody_needs_help_once_the_class_is_over(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    stage.hall.ask_help(kim)
    assert students.row(0).sign is Sign.HELP
    stage.hall.teach(cmd.EndSession())
    assert students.row(0).sign is not Sign.HELP


def test_who_is_stuck_says_why(stage: Stage, students: StudentModel) -> None:
    people = stage.hall.join_many(6)
    stage.hall.teach(cmd.NextStep())
    stage.hall.wait(20)
    stage.hall.complete(*people[:5])
    stage.wait(80)
    assert students.row(5).sign is Sign.STUCK
    assert "took 0:20 or less" in students.index(5, 0).data(TOOLTIP)


def test_when_many_are_stuck_no_name_is_marked(stage: Stage, students: StudentModel) -> None:
    stage.hall.join_many(4)
    stage.hall.teach(cmd.NextStep())
    stage.wait(200)
    assert stage.board.insight.step_may_be_unclear
    assert students.row(0).sign is Sign.WORKING
    assert "longer than 3:00" in students.index(0, 0).data(TOOLTIP)
