import pytest

from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.step_reason import StepReason
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.step_watch import StepWatch
from tests.unit.gui.conftest import Stage


@pytest.fixture
def watch(stage: Stage, console: Console, toast: Toast) -> StepWatch:
    return StepWatch(console, toast, stage.window)


def test_a_missed_finger_can_be_taken_back(stage: Stage, watch: StepWatch, toast: Toast) -> None:
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.actions.next_step.trigger()
    stage.hall.complete(kim)
    stage.wait(5)
    stage.actions.next_step.trigger()
    assert toast.text == "Step 2 has started. Left behind: Lee"
    toast.undo()
    assert stage.hall.given[-1:] == [cmd.NextStep(1, reason=StepReason.UNDO)]
    assert stage.hall.session.current_subtask_id == 1
    assert toast.text == "Back on step 1."
    toast.undo()
    assert stage.hall.given[-1:] == [cmd.UndoStart()]
    assert stage.hall.session.status is SessionStatus.WAITING
    assert stage.hall.session.current_subtask is None
    assert toast.text == "The class has not started."
    assert not toast.can_undo


def test_a_burst_is_taken_back_at_once(stage: Stage, watch: StepWatch, toast: Toast) -> None:
    stage.actions.next_step.trigger()
    stage.wait(60)
    for _ in range(3):  # somebody leans on the key
        stage.actions.next_step.trigger()
        stage.wait(0.9)
    assert toast.text == "Step 4 has started. Undo goes back 3 steps."
    toast.undo()
    assert stage.hall.session.current_subtask_id == 1


def test_a_press_that_did_not_count_says_why_beside_the_way_back(
    stage: Stage, watch: StepWatch, toast: Toast
) -> None:
    stage.actions.next_step.trigger()
    stage.wait(0.2)
    stage.actions.next_step.trigger()
    assert toast.text == (
        "Step 1 has started. A second press within 0.8 s did not count: keys and presenter "
        "remotes often repeat."
    )
    assert toast.can_undo
    assert stage.hall.given == [cmd.NextStep()]


def test_what_a_pause_forbids_is_not_offered(stage: Stage, watch: StepWatch, toast: Toast) -> None:
    stage.hall.teach(cmd.NextStep())
    assert toast.can_undo
    stage.hall.teach(cmd.PauseSession())
    assert not toast.can_undo


def test_many_left_behind_are_counted(stage: Stage, watch: StepWatch, toast: Toast) -> None:
    stage.hall.join_many(6)
    stage.hall.teach(cmd.NextStep())
    stage.wait(5)
    stage.hall.teach(cmd.NextStep())
    assert toast.text.endswith("학생 1, 학생 2, 학생 3, 학생 4 +2")


def test_an_undo_that_failed_is_not_told_of_the_next_step(
    stage: Stage, watch: StepWatch, toast: Toast
) -> None:
    stage.actions.next_step.trigger()
    stage.wait(5)
    stage.actions.next_step.trigger()
    stage.hall.refusal = StorageError("disk full")
    toast.undo()
    stage.hall.refusal = None
    stage.wait(5)
    stage.actions.next_step.trigger()
    assert toast.text.startswith("Step 3 has started.")
