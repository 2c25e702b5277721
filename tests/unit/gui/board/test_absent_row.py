"""Who of the roster is not here stands after the others, in every view, and does not count."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.domain.roster import Person, Roster
from classroom_app.gui.board.absent_row import absent_row
from classroom_app.gui.board.arrangement import Arrangement, Only, Order
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.board.matrix_model import MARK_ROLE, Mark, MatrixModel
from classroom_app.gui.board.student_model import Column, StudentModel
from classroom_app.gui.board.student_row import Sign
from classroom_app.gui.board.students_panel import StudentsPanel, View
from classroom_app.gui.kit.roles import ID_ROLE, ROW_ROLE
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button
from tests.unit.gui.item_models import SPOKEN, under_test

KIM, LEE, PARK = Person(11, 1, "김영희"), Person(12, 2, "이순자"), Person(13, 3, "박철수")


class Expecting:
    """A class that expects three people."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.hall = stage, stage.hall
        self.roster: Roster | None = Roster(7, "봄", (KIM, LEE, PARK))
        self.hall.session.roster_id = 7
        self.board = ClassBoard(
            stage.bridge,
            stage.board.clock,
            stage.window,
            roster_of=lambda roster_id: self.roster if roster_id == 7 else None,
        )
        stage.bridge.follow(self.hall.session)
        self.students = StudentModel(self.board, stage.window)
        self.matrix = MatrixModel(self.board, stage.window)
        for model in (self.students, self.matrix):
            under_test(model)

    def come(self, person: Person) -> Participant:
        """Let somebody sign in with their number, and join."""
        self.hall.system(cmd.SignIn(person.name, person_id=person.id))
        participant = self.hall.session.participants[max(self.hall.session.participants)]
        self.hall.say(participant, cmd.Join())
        return participant

    def change(self, roster: Roster | None) -> None:
        """Let the roster be another."""
        self.roster = roster
        self.board.look_at_roster(7)

    @property
    def names(self) -> list[str]:
        model = self.students
        found = [str(model.index(n, Column.NAME).data()) for n in range(model.rowCount())]
        others = [str(self.matrix.index(n, 0).data()) for n in range(self.matrix.rowCount())]
        assert found == others
        return found


@pytest.fixture
def expecting(stage: Stage) -> Expecting:
    return Expecting(stage)


def test_they_stand_after_those_who_are_here(expecting: Expecting) -> None:
    assert expecting.names == ["김영희", "이순자", "박철수"]
    resets: list[bool] = []
    expecting.students.modelReset.connect(lambda: resets.append(True))
    expecting.come(PARK)
    expecting.hall.join("Guest")
    assert expecting.names == ["박철수", "Guest", "김영희", "이순자"]
    kim = expecting.come(KIM)
    assert expecting.names == ["박철수", "Guest", "김영희", "이순자"]
    expecting.hall.teach(cmd.RemoveParticipant(kim.id))
    assert expecting.names == ["박철수", "Guest", "김영희", "이순자"]
    assert resets == [], "what is selected and where one has scrolled to stays"


@pytest.mark.parametrize(
    ("order", "names"),
    [
        (Order.JOINING, ["하나", "Guest", "김영희", "박철수"]),
        (Order.NAME, ["하나", "Guest", "김영희", "박철수"]),
        (Order.NEED, ["Guest", "하나", "김영희", "박철수"]),
    ],
)
def test_so_they_do_in_any_order(expecting: Expecting, order: Order, names: list[str]) -> None:
    expecting.come(Person(12, 2, "하나"))
    expecting.hall.ask_help(expecting.hall.join("Guest"))
    for model in (expecting.students, expecting.matrix):
        model.arrange(Arrangement(order=order))
    assert expecting.names == names


@pytest.mark.parametrize(
    ("only", "names"),
    [
        (Only.HERE, ["이순자"]),
        (Only.LOST, []),
        (Only.UNVISITED, []),
        (Only.ABSENT, ["김영희", "박철수"]),
    ],
)
def test_filters_tell_them_apart(expecting: Expecting, only: Only, names: list[str]) -> None:
    expecting.come(LEE)
    for model in (expecting.students, expecting.matrix):
        model.arrange(Arrangement(only=only))
    assert expecting.names == names


def test_they_are_searched_for_like_the_others(expecting: Expecting) -> None:
    for model in (expecting.students, expecting.matrix):
        model.arrange(Arrangement(search="영희"))
    assert expecting.names == ["김영희"]


def test_they_count_for_those_who_are_expected_alone(
    expecting: Expecting, window: QWidget, qtbot: QtBot
) -> None:
    bar = CounterBar(expecting.board, window)
    window.show()
    expecting.come(LEE)
    expecting.hall.teach(cmd.NextStep())
    heads = expecting.board.insight.counters
    assert (heads.total, heads.here, heads.working) == (1, 1, 1)
    assert (expecting.board.expected, len(expecting.board.absent)) == (3, 2)
    absent = button(bar, "absentCounter")
    assert (absent.text(), button(bar, "allCounter").text()) == ("Not here 2", "All 3")
    assert absent.isVisible()
    expecting.come(KIM)
    expecting.come(PARK)
    assert not absent.isVisible()


def test_a_changed_roster_is_followed(expecting: Expecting) -> None:
    expecting.come(LEE)
    changed: list[tuple[bool, int]] = []
    expecting.students.dataChanged.connect(
        lambda a, b, _r: changed.append((a.isValid() and b.isValid(), b.column()))
    )
    roster = expecting.roster
    assert roster is not None
    expecting.change(roster.with_person(Person(11, 1, "김 영희")))
    assert expecting.names == ["이순자", "김 영희", "박철수"]
    assert changed == [(True, max(Column))], "the name is painted anew, in cards too"
    changed.clear()
    for model in (expecting.students, expecting.matrix):
        model.arrange(Arrangement(search="nobody"))
    expecting.change(roster.with_person(Person(11, 1, "김  영희")))
    assert changed == [], "nobody is shown"
    for model in (expecting.students, expecting.matrix):
        model.arrange(Arrangement())
    expecting.change(roster.with_person(Person(11, 1, "김 영희")))
    expecting.change(roster.without({11}))
    assert expecting.names == ["이순자", "박철수"]
    expecting.change(None)
    assert expecting.names == ["이순자"]


def test_a_row_says_the_number_and_nothing_of_steps(expecting: Expecting) -> None:
    index = expecting.students.index(0, Column.NAME)
    assert index.data(ROW_ROLE) == absent_row(KIM, 5)
    assert index.data(SPOKEN) == "김영희 · number 1 · Not here"
    assert index.data(ID_ROLE) == -11
    texts = [str(expecting.students.index(0, n).data()) for n in Column]
    assert texts == ["Not here", "김영희", "", "not here yet", ""]
    cell = expecting.matrix.index(0, 2)
    assert (cell.data(MARK_ROLE), cell.data(SPOKEN)) == (Mark.AHEAD, index.data(SPOKEN))


def test_a_long_name_leaves_the_number_in_sight(expecting: Expecting, qtbot: QtBot) -> None:
    stage = expecting.stage
    panel = StudentsPanel(expecting.students, expecting.matrix, stage.actions, stage.window)
    panel.resize(900, 600)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    cards = panel._views[View.CARDS]
    seen = []
    for number in (1, 4, 4, 8):  # the first is laid out anew
        expecting.change(Roster(7, "봄", (Person(11, number, "Choi Jungsook of Hangbok-dong"),)))
        seen.append(cards.viewport().grab().toImage())
    assert seen[1] == seen[2] != seen[3]


@pytest.mark.parametrize("view", list(View))
def test_nothing_can_be_done_with_them(expecting: Expecting, qtbot: QtBot, view: View) -> None:
    stage = expecting.stage
    panel = StudentsPanel(expecting.students, expecting.matrix, stage.actions, stage.window)
    panel.resize(900, 600)
    panel.choose_view(view)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    asked: list[int] = []
    panel.menu_requested.connect(lambda who, _at: asked.append(who))
    lee = expecting.come(LEE)
    shown = panel._views[view]
    shown.selectAll()
    assert panel.selected_ids == [lee.id]
    shown.clearSelection()
    for row in range(3):
        panel._ask_menu(shown, shown.visualRect(shown.model().index(row, 1)).center())
    panel._ask_menu(shown, QPoint(5, 5))
    assert set(asked) == {lee.id}
    assert not panel.grab().toImage().isNull()
    rows = [shown.model().index(n, 1).data(ROW_ROLE).sign for n in range(3)]
    assert rows == [Sign.READY, Sign.ABSENT, Sign.ABSENT]


def test_who_is_renamed_may_be_the_one_who_was_missing(expecting: Expecting) -> None:
    guest = expecting.hall.join("게스트 1")
    assert expecting.names == ["게스트 1", "김영희", "이순자", "박철수"]
    expecting.hall.teach(cmd.RenameParticipant(guest.id, "이순자"))
    assert expecting.names == ["이순자", "김영희", "박철수"]


def test_many_who_come_at_once_are_read_as_a_whole(expecting: Expecting) -> None:
    people = tuple(Person(n, n, f"사람 {n}") for n in range(1, 101))
    expecting.change(Roster(7, "봄", people))
    hall = expecting.hall
    hall.bridge = None  # told when all have come
    for person in people[:60]:
        hall.system(cmd.SignIn(person.name, person_id=person.id))
    expecting.stage.bridge.flush()
    assert len(expecting.names) == 100
    assert expecting.names[60:] == [person.name for person in people[60:]]
