"""The students in three views, searched and put in order."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QListView, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.arrangement import Order
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_panel import StudentsPanel, View
from classroom_app.gui.language import Language
from tests.helpers.composing import compose
from tests.unit.gui.conftest import Hall, Stage
from tests.unit.gui.finding import button, child, label


def students_panel(stage: Stage) -> StudentsPanel:
    students = StudentModel(stage.board, stage.window)
    matrix = MatrixModel(stage.board, stage.window)
    return StudentsPanel(students, matrix, stage.actions, stage.window)


def test_two_views_one_key_apart(stage: Stage, qtbot: QtBot) -> None:
    panel = students_panel(stage)
    stage.hall.join("Kim")
    for expected in (View.MATRIX, View.CARDS, View.MATRIX):
        with qtbot.waitSignal(panel.view_changed):
            panel.switch_view()
        assert panel.view is expected
        panel.grab()
    button(panel, "cardsViewButton").click()
    assert panel.view is View.CARDS


def test_the_next_class_shows_everybody(stage: Stage) -> None:
    panel = students_panel(stage)
    stage.hall.join("Kim")
    button(panel, "helpCounter").click()
    search = panel.findChild(QLineEdit)
    assert search is not None
    search.setText("Lee")
    stage.bridge.follow(stage.hall.session)
    assert search.text() == "Lee", "the same class, read again"
    assert panel._students.rowCount() == 0
    another = Hall()
    another.join("Park")
    another.session.id = stage.hall.session.id + 1
    stage.bridge.follow(another.session)
    assert (search.text(), button(panel, "allCounter").isChecked()) == ("", True)
    assert panel._students.rowCount() == 1


class Paintings(QObject):
    """Counts how often a widget is painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.count = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, qevent: QEvent) -> bool:
        self.count += qevent.type() is QEvent.Type.Paint
        return False


@pytest.mark.parametrize("view", list(View))
def test_students_are_painted_anew_when_they_look_different(
    stage: Stage, qtbot: QtBot, qapp: QApplication, view: View
) -> None:
    panel = students_panel(stage)
    panel.resize(800, 600)
    panel.choose_view(view)
    stage.hall.join_many(3)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    paintings = Paintings(panel._views[view].viewport())

    def rests() -> bool:
        before = paintings.count
        for _ in range(3):
            stage.wait(1)
            qapp.processEvents()
        return paintings.count == before

    # The system may ask a new window for more than one painting, some of them late.
    qtbot.waitUntil(rests)  # no step has begun: no time runs
    language = Language(qapp, "ko")
    qtbot.waitUntil(lambda: paintings.count > 0)
    language.choose("en")
    stage.hall.teach(cmd.NextStep())
    stage.bridge.flush()
    for _ in range(5):  # what was due before is painted once, not each second
        before = paintings.count
        stage.wait(1)
        qtbot.waitUntil(lambda before=before: paintings.count > before)  # type: ignore[misc]


def test_a_name_is_found_while_it_is_composed(stage: Stage) -> None:
    panel = students_panel(stage)
    for name in ("김영희", "강감찬", "박순자"):
        stage.hall.join(name)
    search = child(panel, "searchField")
    for composed, found in (("ㄱ", 2), ("기", 1), ("김", 1), ("길", 0), ("", 3)):
        compose(search, composed)
        assert panel._students.rowCount() == found, composed
    compose(search, "김")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert panel._students.rowCount() == 3, "Esc takes back what is composed too"


def test_search_and_order(stage: Stage) -> None:
    panel = students_panel(stage)
    for name in ("Kim", "Lee", "Park"):
        stage.hall.join(name)
    search, order = child(panel, "searchField"), child(panel, "orderBox")
    assert isinstance(search, QLineEdit)
    assert isinstance(order, QComboBox)
    search.setText("le")
    assert panel._students.rowCount() == 1
    search.setText("nobody")
    assert label(panel, "emptyStudents").startswith("No matches.")
    QTest.keyClick(search, Qt.Key.Key_Escape)
    assert panel._students.rowCount() == 3
    panel.put_need_first(True)
    assert stage.actions.need_first.isChecked()
    assert panel._students.arrangement.order is Order.NEED
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(stage.hall.session.present_participants[2])
    assert panel._students.row(0).name == "Kim", "rows do not jump by themselves"
    panel._rearrange_calmly()
    assert panel._students.row(0).name == "Park"
    panel.put_need_first(False)
    assert panel._students.row(0).name == "Kim"
    button(panel, "helpCounter").click()
    assert panel._students.rowCount() == 1
    panel.start_search()


def test_a_student_has_a_menu(stage: Stage, qtbot: QtBot) -> None:
    panel = students_panel(stage)
    kim = stage.hall.join("Kim")
    view = child(panel, "cardsView")
    assert isinstance(view, QListView)
    stage.window.show()
    at = view.visualRect(panel._students.index(0, 1)).center()
    with qtbot.waitSignal(panel.menu_requested) as asked:
        view.customContextMenuRequested.emit(at)
    assert asked.args is not None
    assert asked.args[0] == kim.id
    with qtbot.assertNotEmitted(panel.menu_requested):
        view.customContextMenuRequested.emit(QPoint(5, 5_000))


def test_where_there_is_little_height_the_selection_takes_the_place_of_the_advice(
    stage: Stage,
) -> None:
    panel = students_panel(stage)
    stage.hall.join_many(4)
    stage.hall.teach(cmd.NextStep())
    stage.wait(200)
    bar, advice = child(panel, "selectionBar"), child(panel, "unclearBanner")
    panel._views[panel.view].selectAll()
    assert [bar.isHidden(), advice.isHidden()] == [False, False]
    panel.set_low(True)
    assert [bar.isHidden(), advice.isHidden()] == [False, True]
    stage.wait(1)
    assert advice.isHidden()
    panel._views[panel.view].clearSelection()
    assert [bar.isHidden(), advice.isHidden()] == [True, False]


@pytest.mark.parametrize("view", list(View))
def test_several_are_selected_and_removed_at_once(stage: Stage, qtbot: QtBot, view: View) -> None:
    panel = students_panel(stage)
    panel.resize(800, 600)
    people = stage.hall.join_many(4)
    panel.choose_view(view)
    shown = panel._views[view]
    bar = child(panel, "selectionBar")
    model = shown.model()
    column = 1 if view is View.CARDS else 0
    places = [shown.visualRect(model.index(row, column)).center() for row in range(4)]
    left, control = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier
    QTest.mouseClick(shown.viewport(), left, Qt.KeyboardModifier.NoModifier, places[0])
    assert bar.isHidden()
    QTest.mouseClick(shown.viewport(), left, control, places[2])
    assert not bar.isHidden()
    assert label(panel, "selectedLabel") == "2 selected"
    with qtbot.waitSignal(panel.removal_requested) as asked:
        button(panel, "removeSelectedButton").click()
    assert asked.args == [[people[0].id, people[2].id]]
    with qtbot.waitSignal(panel.removal_requested):
        QTest.keyClick(shown, Qt.Key.Key_Delete)
    QTest.keyClick(shown, Qt.Key.Key_A, control)
    assert label(panel, "selectedLabel") == "4 selected"
    stage.hall.teach(cmd.RemoveParticipants((people[1].id, people[3].id)))
    assert bar.isHidden() or label(panel, "selectedLabel") == "2 selected"
    shown.selectAll()
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert bar.isHidden()
    assert panel.selected_ids == []


def test_a_search_among_those_who_are_expected_says_that_nobody_matches(stage: Stage) -> None:
    panel = students_panel(stage)
    assert label(panel, "emptyStudents").startswith("No one has joined yet.")
    search = child(panel, "searchField")
    assert isinstance(search, QLineEdit)
    search.setText("nobody")
    assert label(panel, "emptyStudents").startswith("No matches.")
    search.clear()
    assert label(panel, "emptyStudents").startswith("No one has joined yet.")
