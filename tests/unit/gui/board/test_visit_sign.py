"""The sign at who was not visited, and what a click on it and Ctrl+Enter say."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.gui.board.matrix_model import MatrixModel
from classroom_app.gui.board.student_model import StudentModel
from classroom_app.gui.board.students_panel import StudentsPanel, View
from tests.unit.gui.conftest import Stage


@pytest.fixture
def people(stage: Stage) -> list[Participant]:
    people = stage.hall.join_many(3)
    stage.hall.teach(cmd.NextStep())
    stage.wait(30 * 60)
    return people


def noted(stage: Stage, participant_ids: list[int]) -> None:
    for participant_id in participant_ids:
        stage.dispatcher.send(cmd.MarkVisited(participant_id))


@pytest.mark.parametrize("view", list(View))
def test_a_click_on_the_sign_and_ctrl_enter(
    stage: Stage, qtbot: QtBot, view: View, people: list[Participant]
) -> None:
    panel = StudentsPanel(
        StudentModel(stage.board, stage.window),
        MatrixModel(stage.board, stage.window),
        stage.actions,
        stage.window,
    )
    panel.visited.connect(lambda ids: noted(stage, ids))
    panel.choose_view(view)
    panel.resize(700, 500)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    shown = panel._views[view]
    first, second, _third = people
    index = shown.model().index(1, 1 if view is View.CARDS else 0)
    place = shown.visit_sign_place(index)
    assert place is not None
    assert shown.visualRect(index).contains(place)
    QTest.mouseMove(shown.viewport(), place.center())
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(shown.viewport(), left, pos=place.center())
    assert stage.hall.given == [cmd.MarkVisited(second.id)]
    assert panel.selected_ids == [], "the sign is no part of the card"
    QTest.mouseClick(shown.viewport(), left, pos=place.center())
    assert stage.hall.given == [cmd.MarkVisited(second.id)], "the sign is gone"
    assert panel.selected_ids == [second.id], "and the click chooses the student"

    cell = shown.visualRect(shown.model().index(0, index.column()))
    QTest.mouseClick(shown.viewport(), left, pos=cell.topLeft() + QPoint(40, 16))
    assert panel.selected_ids == [first.id]
    QTest.keyClick(shown, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert stage.hall.given[1:] == [cmd.MarkVisited(first.id)]


def test_a_press_that_slides_off_the_sign_notes_nothing(
    stage: Stage, qtbot: QtBot, people: list[Participant]
) -> None:
    panel = StudentsPanel(
        StudentModel(stage.board, stage.window),
        MatrixModel(stage.board, stage.window),
        stage.actions,
        stage.window,
    )
    panel.visited.connect(lambda ids: noted(stage, ids))
    panel.resize(700, 500)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    view = panel._views[View.CARDS]
    place = view.visit_sign_place(view.model().index(0, 1))
    assert place is not None
    QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    QTest.mouseRelease(
        view.viewport(), Qt.MouseButton.LeftButton, pos=place.center() - QPoint(60, 0)
    )
    assert stage.hall.given == []
