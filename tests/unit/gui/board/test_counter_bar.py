from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.counter_bar import CounterBar
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, child


def test_counters_count_and_choose(stage: Stage, qtbot: QtBot) -> None:
    bar = CounterBar(stage.board, stage.window)
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    stage.hall.ask_help(kim, 2)
    shown = [button(bar, f"{name}Counter").text() for name in ("all", "here", "done", "help")]
    assert shown == ["All 2", "Here 2", "Done 1", "Help 1"]
    with qtbot.waitSignal(bar.only_chosen) as chosen:
        button(bar, "helpCounter").click()
    assert chosen.args == ["help"]
    assert child(bar, "helpCounter").property("tone") == "alarm"
    bar.reset()
    assert button(bar, "allCounter").isChecked()
