import pytest

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.arrangement import Arrangement, Only, Order
from classroom_app.gui.board.student_model import StudentModel
from tests.unit.gui.board.conftest import names
from tests.unit.gui.conftest import Stage


@pytest.mark.parametrize(
    ("only", "shown"),
    [
        (Only.ALL, ["Kim", "Lee", "Park", "Choi", "Jung"]),
        (Only.HERE, ["Kim", "Lee", "Park"]),
        (Only.DONE, ["Kim"]),
        (Only.WORKING, ["Lee", "Park"]),
        (Only.STUCK, []),
        (Only.HELP, ["Lee"]),
        (Only.LOST, ["Choi"]),
    ],
)
def test_counters_are_filters(
    stage: Stage, students: StudentModel, only: Only, shown: list[str]
) -> None:
    kim, lee, _park, choi = (stage.hall.join(name) for name in ("Kim", "Lee", "Park", "Choi"))
    stage.hall.sign_in("Jung")
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    stage.hall.ask_help(lee)
    stage.hall.lose(choi)
    students.arrange(Arrangement(only=only))
    assert names(students) == shown


def test_search_looks_at_names(students: StudentModel, stage: Stage) -> None:
    for name in ("김영희", "Kim", "이철수"):
        stage.hall.join(name)
    students.arrange(Arrangement(search="kIM"))
    assert names(students) == ["Kim"]
    assert not Arrangement().is_lively
    assert students.arrangement.is_lively


def test_names_stand_in_the_order_of_a_dictionary(students: StudentModel, stage: Stage) -> None:
    for name in ("게스트 10", "Kim", "게스트 2", "alice", "나영", "가영", "게스트 1"):
        stage.hall.join(name)
    students.arrange(Arrangement(order=Order.NAME))
    assert names(students) == ["가영", "게스트 1", "게스트 2", "게스트 10", "나영", "alice", "Kim"]
