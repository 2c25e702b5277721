from pytestqt.qtbot import QtBot

from classroom_app.gui.lead.countdown_bar import CountdownBar
from tests.unit.gui.finding import button


def test_a_countdown_can_be_stopped(qtbot: QtBot) -> None:
    bar = CountdownBar()
    qtbot.addWidget(bar)
    bar.show_seconds(3)
    assert "3 s" in bar._words.text()
    with qtbot.waitSignal(bar.stopped):
        button(bar, "stopCountdownButton").click()
