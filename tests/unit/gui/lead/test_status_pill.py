from classroom_app.domain import commands as cmd
from classroom_app.gui.lead.status_pill import StatusPill
from tests.unit.gui.conftest import Stage


def test_the_status_with_its_clock(stage: Stage) -> None:
    pill = StatusPill(stage.board, stage.window)
    pill.refresh()
    assert pill.text == "Waiting"
    stage.hall.teach(cmd.NextStep())
    stage.wait(761)
    assert pill.text == "In progress 12:41"
    assert pill.accessibleName() == pill.text
    narrow = pill.sizeHint().width()
    for command in (cmd.PauseSession(), cmd.EndSession()):
        stage.hall.teach(command)
        pill.grab()
    assert pill.text == "Ended 12:41"
    assert pill.sizeHint().width() != narrow
