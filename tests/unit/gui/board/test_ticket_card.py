from classroom_app.domain import commands as cmd
from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.help_panel import HelpPanel
from classroom_app.gui.board.ticket_card import TicketCard
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import child, label


def test_a_long_message_leaves_room_for_others(stage: Stage) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.say(kim, cmd.RequestHelp(None, "<long> " * 70))
    (card,) = panel.findChildren(TicketCard)
    assert len(label(card, "ticketMessage")) < 130
    assert child(card, "ticketMessage").toolTip().count("&lt;long&gt;") == 70
