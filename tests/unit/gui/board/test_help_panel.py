import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.group_head import GroupHead
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup
from classroom_app.gui.board.help_panel import CARDS_SHOWN, HelpPanel
from classroom_app.gui.board.ticket_card import TicketCard
from classroom_app.gui.kit.label import ElidedLabel
from classroom_app.gui.language import Language
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, label


def test_help_cards_and_their_wishes(stage: Stage, qtbot: QtBot) -> None:
    model = HelpModel(stage.board, stage.window)
    panel = HelpPanel(model, stage.board, stage.window)
    assert label(panel, "helpCount") == "0"
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.hall.say(kim, cmd.RequestHelp(1, "<i>where?</i>", "shots/1.png"))
    (card,) = panel.findChildren(TicketCard)
    assert label(card, "ticketMessage") == "“<i>where?</i>”"
    assert label(card, "ticketName") == "1  Kim"
    for name, signal in (
        ("onTheWayButton", panel.on_the_way_requested),
        ("helpDoneButton", panel.done_requested),
        ("replyButton", panel.reply_requested),
        ("pictureButton", panel.picture_requested),
    ):
        with qtbot.waitSignal(signal) as asked:
            button(card, name).click()
        assert asked.args is not None
        assert isinstance(asked.args[0], Ticket)
    stage.wait(130)
    assert card.property("urgency") == "late"
    stage.wait(200)
    assert card.property("urgency") == "overdue"
    stage.hall.teach(cmd.ResolveHelp(1, HelpStatus.ON_THE_WAY))
    assert not button(card, "onTheWayButton").isEnabled()
    stage.hall.complete(kim)
    assert label(panel, "helpCount") == "0"
    assert card.isHidden()


def test_a_flood_of_help_stays_readable(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    panel = HelpPanel(model, stage.board, stage.window)
    people = stage.hall.join_many(20)
    stage.hall.teach(cmd.NextStep())
    for person in people:
        stage.hall.ask_help(person)
    assert len(panel.findChildren(TicketCard)) == CARDS_SHOWN
    assert panel._more.text() == "More requests: 8"


def test_those_who_have_no_card_are_counted_by_heads(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    panel = HelpPanel(model, stage.board, stage.window)
    people = stage.hall.join_many(CARDS_SHOWN + 3)
    stage.hall.teach(cmd.NextStep())
    for person in people[:-3]:
        stage.hall.ask_help(person)
    assert panel._more.isHidden()
    for person in people[-3:]:
        stage.hall.say(person, cmd.RequestHelp(1))
    assert len(panel._model.entries()) == CARDS_SHOWN + 1
    assert panel._more.text() == "More requests: 3"


def test_several_on_one_step_are_answered_singly(stage: Stage, qtbot: QtBot) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    names = ("Kim", "Lee", "Park")
    people = [stage.hall.join(name) for name in names]
    stage.hall.teach(cmd.NextStep())
    for person in people:
        stage.hall.say(person, cmd.RequestHelp(1, f"{person.name} is lost"))
        stage.wait(60)
    (head,) = panel.findChildren(GroupHead)
    assert label(head, "groupName") == "Step 1 (3)"
    cards = panel.findChildren(TicketCard)
    assert [label(card, "ticketName") for card in cards] == ["1  Kim", "2  Lee", "3  Park"]
    assert [label(card, "ticketMessage") for card in cards] == [f"“{n} is lost”" for n in names]
    assert [card._time.text() for card in cards] == ["3:00", "2:00", "1:00"]
    with qtbot.waitSignal(panel.done_requested) as asked:
        button(cards[1], "helpDoneButton").click()
    assert asked.args is not None
    assert asked.args[0].participant_id == people[1].id
    with qtbot.waitSignal(panel.reply_requested) as asked:
        button(head, "replyAllButton").click()
    assert asked.args is not None
    assert isinstance(asked.args[0], TicketGroup)
    stage.hall.teach(cmd.ResolveHelp(2, HelpStatus.RESOLVED))
    assert head.isHidden(), "two are no group"
    assert label(cards[2], "ticketName") == "2  Park"


def test_more_counts_people_and_not_groups(stage: Stage) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    for person in stage.hall.join_many(20):
        stage.hall.ask_help(person, 1)
    assert panel._more.text() == f"More requests: {20 - CARDS_SHOWN}"
    assert len(panel.findChildren(TicketCard)) == CARDS_SHOWN


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_long_queue_is_not_cut_at_its_side(
    stage: Stage, qapp: QApplication, qtbot: QtBot, language: str
) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    spoken = Language(qapp, language, stage.window)
    stage.window.show()
    qtbot.waitExposed(stage.window)
    try:
        for number, person in enumerate(stage.hall.join_many(8)):
            if number == 4:
                stage.hall.teach(cmd.NextStep())
            stage.hall.say(person, cmd.RequestHelp(message="where?", screenshot_path="shots/1.png"))
        area = panel._scroll
        panel.resize(250, 300)
        qtbot.waitUntil(lambda: area.verticalScrollBar().isVisible())
        panel.resize(max(250, panel.minimumSizeHint().width()), 300)
        qtbot.waitUntil(lambda: panel._list.width() <= area.viewport().width())
        for head in panel.findChildren(GroupHead):
            name = head.findChild(ElidedLabel, "groupName")
            assert name is not None
            assert name.fontMetrics().horizontalAdvance(name.text()) <= name.width()
    finally:
        spoken.choose("en")
