from classroom_app.domain import commands as cmd
from classroom_app.gui.lead.bottom_bar import BottomBar
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, child, is_shown, label


def test_the_bottom_bar(stage: Stage) -> None:
    bar = BottomBar(stage.board, stage.actions, stage.window)
    people = stage.hall.join_many(7)
    assert label(bar, "doneLabel") == "7 here"
    stage.hall.teach(cmd.NextStep())
    stage.hall.wait(48)
    stage.hall.complete(*people[:2])
    stage.wait(12)
    assert label(bar, "doneLabel") == "2 of 7 done"
    assert label(bar, "stepTimeLabel") == "on this step 1:00"
    assert "typical 0:48" in label(bar, "detailLabel")
    assert "working: 학생 3, 학생 4, 학생 5 +2" in label(bar, "detailLabel")
    assert not is_shown(child(bar, "newClassButton"))
    stage.hall.teach(cmd.EndSession())
    assert is_shown(child(bar, "newClassButton"))
    assert not button(bar, "nextStepButton").isEnabled()


def test_the_ring_fills_though_some_have_left(stage: Stage) -> None:
    bar = BottomBar(stage.board, stage.actions, stage.window)
    people = stage.hall.join_many(5)
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(*people[:2])
    for person in people[2:]:
        stage.hall.lose(person)
    assert label(bar, "doneLabel") == "2 of 2 done"
    assert child(bar, "readyRing").accessibleName() == "2/2"


def test_a_class_that_ended_before_its_first_step_asks_for_none(stage: Stage) -> None:
    bar = BottomBar(stage.board, stage.actions, stage.window)
    stage.hall.join_many(2)
    assert label(bar, "detailLabel") == "When everyone is here, press Start class."
    stage.hall.teach(cmd.EndSession())
    assert label(bar, "detailLabel") == ""
