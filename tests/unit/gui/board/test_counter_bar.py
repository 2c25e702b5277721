import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.counter_bar import CounterBar
from classroom_app.gui.language import Language
from classroom_app.gui.theme.theme import Theme
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


def chips(bar: CounterBar) -> list[str]:
    return [button.text() for button in bar.findChildren(QPushButton) if not button.isHidden()]


def test_who_was_not_visited_is_counted_while_there_is_somebody(stage: Stage, qtbot: QtBot) -> None:
    bar = CounterBar(stage.board, stage.window)
    bar.resize(900, 40)
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    chip = button(bar, "unvisitedCounter")
    assert chip.isHidden(), "whoever notes no visits has a first half hour without it"
    stage.wait(25 * 60)
    assert not chip.isHidden()
    assert (chip.text(), chip.accessibleName()) == ("Not visited 2", "Not visited 2")
    assert not chip.icon().isNull(), "not by colour alone"
    stage.hall.teach(cmd.MarkVisited(kim.id))
    assert chip.text() == "Not visited 1"
    with qtbot.waitSignal(bar.only_chosen) as chosen:
        chip.click()
    assert chosen.args == ["unvisited"]
    stage.hall.teach(cmd.MarkVisited(_lee.id))
    assert (chip.isHidden(), chip.text()) == (False, "Not visited 0"), "what is filtered is seen"
    button(bar, "allCounter").click()
    assert chip.isHidden()


@pytest.mark.parametrize(("language", "width"), [("ko", 473), ("en", 446)])
def test_it_takes_no_other_counter_away(
    stage: Stage, qapp: QApplication, light: Theme, language: str, width: int
) -> None:
    """So wide is the bar in a window of 910 x 510."""
    spoken = Language(qapp, language, stage.window)
    try:
        bar = CounterBar(stage.board, stage.window)
        bar.resize(width, 40)
        people = stage.hall.join_many(15)
        stage.hall.teach(cmd.NextStep())
        stage.window.show()
        for person in people[:3]:
            stage.hall.complete(person)
        stage.wait(24 * 60)
        qapp.processEvents()
        before = len(chips(bar))
        stage.wait(2 * 60)
        qapp.processEvents()
        assert chips(bar)[-1] == "15", "the sign and the number alone"
        assert button(bar, "unvisitedCounter").accessibleName().endswith(" 15")
        assert len(chips(bar)) == before + 1
    finally:
        spoken.choose("en")
