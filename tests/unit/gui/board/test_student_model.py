"""Every item model under Qt's own tester, with what the views read from it."""

import pytest
from PySide6.QtCore import QAbstractItemModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.arrangement import Arrangement, Only, Order
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup, urgency_of
from classroom_app.gui.board.matrix_model import HEAD_ROLE, MARK_ROLE, Mark, MatrixModel
from classroom_app.gui.board.step_model import StepModel, StepPhase
from classroom_app.gui.board.student_model import Column, StudentModel
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.kit.roles import ID_ROLE, ROW_ROLE
from tests.unit.gui.conftest import Stage

TOOLTIP = Qt.ItemDataRole.ToolTipRole
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


def under_test(model: QAbstractItemModel) -> QAbstractItemModelTester:
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    return QAbstractItemModelTester(model, mode, model)


def names(model: StudentModel) -> list[str]:
    return [model.row(place).name for place in range(model.rowCount())]


def texts(model: QAbstractItemModel, row: int) -> list[object]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


@pytest.fixture
def students(stage: Stage, qtbot: QtBot) -> StudentModel:
    model = StudentModel(stage.board, stage.window)
    under_test(model)
    return model


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


def test_nobody_needs_help_once_the_class_is_over(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    stage.hall.ask_help(kim)
    assert students.row(0).sign is Sign.HELP
    stage.hall.teach(cmd.EndSession())
    assert students.row(0).sign is not Sign.HELP


def test_a_row_says_it_all(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    assert texts(students, 0) == ["Ready", "김영희", "0/5", "waiting to start", ""]
    stage.hall.teach(cmd.NextStep())
    stage.wait(42)
    assert texts(students, 0) == ["Working", "김영희", "0/5", "on step 1", "0:42"]
    stage.hall.complete(kim)
    assert texts(students, 0) == ["Done", "김영희", "1/5", "on step 1", "0:42"]
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    stage.hall.lose(kim)
    stage.wait(65)
    assert texts(students, 0) == ["Offline", "김영희", "1/5", "offline −1", "1:05"]
    assert students.index(0, 0).data(ID_ROLE) == kim.id
    assert students.index(0, 0).data(ROW_ROLE) == students.row(0)
    assert "steps missed: 1" in students.index(0, 0).data(SPOKEN)
    assert students.headerData(0, Qt.Orientation.Horizontal) == "State"
    assert students.headerData(0, Qt.Orientation.Vertical) is None


def test_help_comes_before_all(stage: Stage, students: StudentModel) -> None:
    kim = stage.hall.join("김영희")
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(kim)
    stage.wait(80)
    assert texts(students, 0)[0] == "Needs help"
    assert texts(students, 0)[4] == "1:20"


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


def test_names_are_shown_letter_by_letter(stage: Stage, students: StudentModel) -> None:
    stage.hall.join("<b>x</b>")
    assert students.index(0, Column.NAME).data() == "<b>x</b>"
    assert "&lt;b&gt;x&lt;/b&gt;" in students.index(0, Column.NAME).data(TOOLTIP)


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


def test_search_looks_at_names(students: StudentModel, stage: Stage) -> None:
    for name in ("김영희", "Kim", "이철수"):
        stage.hall.join(name)
    students.arrange(Arrangement(search="kIM"))
    assert names(students) == ["Kim"]
    assert not Arrangement().is_lively
    assert students.arrangement.is_lively


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
    assert model.headerData(1, across) == "1\n1/3"
    assert model.headerData(2, across, HEAD_ROLE) is True
    assert model.headerData(0, across) == "Name"
    assert model.index(0, 0).data() == "Kim"
    assert model.index(1, 2).data(SPOKEN) == "Lee · step 2 · Needs help"


def test_help_in_the_order_of_asking(stage: Stage, qtbot: QtBot) -> None:
    model = HelpModel(stage.board, stage.window)
    under_test(model)
    kim, lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(model.rowsInserted):
        stage.hall.ask_help(lee, 1)
    stage.hall.wait(130)
    stage.hall.ask_help(kim)
    first, second = model.ticket(0), model.ticket(1)
    assert (first.name, first.position, first.step, first.urgency) == ("Lee", 1, 1, "late")
    assert (second.name, second.step, second.urgency) == ("Kim", None, "fresh")
    assert model.index(0).data(ROW_ROLE) == first
    assert model.index(0).data() == "Lee"
    with qtbot.waitSignal(model.modelReset):
        stage.hall.complete(lee)
    assert model.rowCount() == 1
    stage.hall.teach(cmd.EndSession())
    assert model.rowCount() == 0


def test_three_on_one_step_become_one_row(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    people = stage.hall.join_many(5)
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(people[0], 1)
    stage.hall.ask_help(people[1])
    stage.hall.ask_help(people[2], 1)
    assert all(isinstance(entry, Ticket) for entry in model.entries())
    stage.hall.ask_help(people[3], 1)
    group, alone = model.entries()
    assert isinstance(group, TicketGroup)
    assert [ticket.participant_id for ticket in group.tickets] == [
        people[0].id,
        people[2].id,
        people[3].id,
    ]
    assert group.urgency == "fresh"
    assert isinstance(alone, Ticket)


@pytest.mark.parametrize(
    ("waited_s", "urgency"),
    [(0, "fresh"), (119.9, "fresh"), (120, "late"), (299, "late"), (300, "overdue")],
)
def test_urgency(waited_s: float, urgency: str) -> None:
    assert urgency_of(waited_s) == urgency
