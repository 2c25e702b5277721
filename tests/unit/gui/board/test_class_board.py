from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.insight import StudentState
from tests.unit.gui.conftest import Stage


def test_looks_again_as_time_passes(stage: Stage, qtbot: QtBot) -> None:
    people = stage.hall.join_many(2)
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(stage.board.students_changed) as changed:
        stage.wait(200)
    assert changed.args == [frozenset(person.id for person in people)], "they are stuck now"
    with qtbot.assertNotEmitted(stage.board.students_changed):
        stage.wait(1)


def test_times_are_told_only_while_they_run(stage: Stage, qtbot: QtBot) -> None:
    """Five hundred cards that look as before are not painted anew each second."""
    board, hall = stage.board, stage.hall
    kim, _lee = hall.join_many(2)
    stage.wait(1)
    with qtbot.waitSignal(board.ticked), qtbot.assertNotEmitted(board.times_changed):
        stage.wait(1)  # no step yet
    hall.teach(cmd.NextStep())
    with qtbot.waitSignal(board.times_changed):
        stage.wait(1)
    hall.teach(cmd.PauseSession())
    stage.wait(1)
    with qtbot.assertNotEmitted(board.times_changed):
        stage.wait(1)
    hall.lose(kim)
    with qtbot.waitSignal(board.times_changed):
        stage.wait(1)  # for how long a phone is away counts on


def test_who_was_removed_a_moment_ago_is_still_answered_for(stage: Stage) -> None:
    kim = stage.hall.join("Kim")
    stage.hall.bridge = None
    stage.hall.teach(cmd.RemoveParticipant(kim.id))
    stage.board.tick()
    assert kim.id not in stage.board.insight.students
    assert stage.board.insight_of(kim).state is StudentState.LOST


def test_without_a_class_there_is_nothing_to_look_at(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.board.reset):
        stage.bridge.follow(None)
    with qtbot.assertNotEmitted(stage.board.refreshed):
        stage.board.tick()


def test_stands_still_after_the_end(stage: Stage) -> None:
    stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.EndSession())
    stage.wait(30)
    assert stage.board.insight.class_s == 0.0
