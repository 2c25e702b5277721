from PySide6.QtCore import QPersistentModelIndex
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.arrangement import Arrangement, Order
from classroom_app.gui.board.student_model import StudentModel
from tests.unit.gui.board.conftest import names
from tests.unit.gui.conftest import Stage


def test_students_come_and_go(stage: Stage, students: StudentModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(students.rowsInserted):
        kim = stage.hall.join("김영희")
    stage.hall.join("이철수")
    stage.hall.join("박순자")
    assert names(students) == ["김영희", "이철수", "박순자"]
    with qtbot.waitSignal(students.rowsRemoved):
        stage.hall.teach(cmd.RemoveParticipant(kim.id))
    assert names(students) == ["이철수", "박순자"]
    stage.bridge.follow(None)
    assert students.rowCount() == 0


def test_only_who_changed_is_painted_again(
    stage: Stage, students: StudentModel, qtbot: QtBot
) -> None:
    people = stage.hall.join_many(10)
    stage.hall.teach(cmd.NextStep())
    rows: list[tuple[int, int]] = []
    students.dataChanged.connect(
        lambda first, last: rows.append((first.row(), last.row())) if first.column() == 0 else None
    )
    stage.hall.bridge = None
    stage.hall.complete(people[2], people[3], people[7])
    stage.bridge.flush()
    assert rows == [(2, 3), (7, 7)]


def test_needs_me_first_moves_rows_and_keeps_selections(
    stage: Stage, students: StudentModel
) -> None:
    kim, lee, park = (stage.hall.join(name) for name in ("Kim", "Lee", "Park"))
    stage.hall.teach(cmd.NextStep())
    held = QPersistentModelIndex(students.index(0, 0))
    stage.hall.ask_help(park)
    stage.hall.lose(lee)
    assert names(students) == ["Kim", "Lee", "Park"], "places are stable"
    students.arrange(Arrangement(order=Order.NEED))
    assert names(students) == ["Park", "Lee", "Kim"]
    assert held.row() == 2
    assert students.place_of(kim.id) == 2
    students.arrange(Arrangement(order=Order.NAME))
    assert names(students) == ["Kim", "Lee", "Park"]
