from classroom_app.domain import commands as cmd
from classroom_app.domain.step_reason import StepReason
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.step_watch import StepWatch
from tests.unit.gui.conftest import Stage


def test_a_missed_finger_can_be_taken_back(stage: Stage, console: Console, toast: Toast) -> None:
    StepWatch(console, toast, stage.window)
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.actions.next_step.trigger()
    assert not toast.can_undo, "there is no step before the first"
    stage.hall.complete(kim)
    stage.wait(1)
    stage.actions.next_step.trigger()
    assert toast.text == "Step 2 has started. Left behind: Lee"
    toast.undo()
    assert stage.hall.given[-1] == cmd.NextStep(1, reason=StepReason.UNDO)
    assert stage.hall.session.current_subtask_id == 1
    assert not toast.can_undo


def test_many_left_behind_are_counted(stage: Stage, console: Console, toast: Toast) -> None:
    StepWatch(console, toast, stage.window)
    stage.hall.join_many(6)
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    assert toast.text.endswith("학생 1, 학생 2, 학생 3, 학생 4 +2")
