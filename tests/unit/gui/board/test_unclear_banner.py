from classroom_app.domain import commands as cmd
from classroom_app.gui.board.unclear_banner import UnclearBanner
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import is_shown


def test_an_unclear_step_is_said_once(stage: Stage) -> None:
    banner = UnclearBanner(stage.board, stage.window)
    stage.hall.join_many(4)
    stage.hall.teach(cmd.NextStep())
    assert not is_shown(banner)
    stage.wait(200)
    assert is_shown(banner)
    assert "4 of 4" in banner._words.text()
