import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.help_panel import HelpPanel
from classroom_app.gui.board.ticket_card import TicketCard
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, child, label


def test_a_long_message_leaves_room_for_others(stage: Stage) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.say(kim, cmd.RequestHelp(None, "<long> " * 70))
    (card,) = panel.findChildren(TicketCard)
    assert len(label(card, "ticketMessage")) < 130
    assert child(card, "ticketMessage").toolTip().count("&lt;long&gt;") == 70


@pytest.mark.parametrize(
    "word",
    [
        "글자가너무작아서안보여요어디를눌러야하는지",
        "https://example.com/a/very/long/address?with=everything&and=more",
        "👩‍👩‍👧‍👦" * 30,
    ],
)
def test_a_word_without_spaces_widens_nothing(stage: Stage, word: str) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    stage.window.show()
    kim = stage.hall.join("글자가너무작아서안보여요어디를눌러야하는지말해줘")
    stage.hall.say(kim, cmd.RequestHelp(None, word, "shots/1.png"))
    panel.resize(250, 500)
    panel.show()
    QApplication.processEvents()
    (card,) = panel.findChildren(TicketCard)
    viewport = panel._scroll.viewport()
    assert card.width() <= viewport.width()
    for name in ("onTheWayButton", "helpDoneButton", "replyButton", "pictureButton"):
        part = button(card, name)
        assert card.rect().contains(QRect(part.mapTo(card, QPoint()), part.size())), name
    assert child(card, "ticketMessage").accessibleName().startswith(f"“{word[:40]}")


def test_on_my_way_is_known_once_it_was_seen(stage: Stage) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    kim = stage.hall.join("Kim")
    request = stage.hall.ask_help(kim)
    stage.hall.teach(cmd.ResolveHelp(request.id, HelpStatus.ON_THE_WAY))
    (card,) = panel.findChildren(TicketCard)
    assert card._where.text() == "you are on the way · not seen yet"
    assert "once it wakes" in button(card, "onTheWayButton").toolTip()
    stage.hall.say(kim, cmd.MarkSeen(request.answer_number))
    assert card._where.text() == "you are on the way"
    assert "knows" in button(card, "onTheWayButton").toolTip()
