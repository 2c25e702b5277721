import pytest
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.board.help_model import HelpModel, Ticket, TicketGroup, urgency_of
from classroom_app.gui.kit.roles import ROW_ROLE
from tests.unit.gui.conftest import Stage
from tests.unit.gui.item_models import under_test


def test_help_in_the_order_of_asking(stage: Stage, qtbot: QtBot) -> None:
    model = HelpModel(stage.board, stage.window)
    under_test(model)
    kim, lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    with qtbot.waitSignal(model.rowsInserted):
        stage.hall.ask_help(lee, 1)
    stage.hall.wait(130)
    stage.hall.ask_help(kim)
    first, second = model.ticket(0), model.ticket(1)
    assert (first.name, first.position, first.step, first.urgency) == ("Lee", 1, 1, "late")
    assert (second.name, second.step, second.urgency) == ("Kim", None, "fresh")
    assert model.index(0).data(ROW_ROLE) == first
    assert model.index(0).data() == "Lee"
    with qtbot.waitSignal(model.modelReset):
        stage.hall.complete(lee)
    assert model.rowCount() == 1
    stage.hall.teach(cmd.EndSession())
    assert model.rowCount() == 0


def test_three_on_one_step_become_one_row(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    people = stage.hall.join_many(5)
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(people[0], 1)
    stage.hall.ask_help(people[1])
    stage.hall.ask_help(people[2], 1)
    assert all(isinstance(entry, Ticket) for entry in model.entries())
    stage.hall.ask_help(people[3], 1)
    group, alone = model.entries()
    assert isinstance(group, TicketGroup)
    assert [ticket.participant_id for ticket in group.tickets] == [
        people[0].id,
        people[2].id,
        people[3].id,
    ]
    assert isinstance(alone, Ticket)


@pytest.mark.parametrize(
    ("waited_s", "urgency"),
    [(0, "fresh"), (119.9, "fresh"), (120, "late"), (299, "late"), (300, "overdue")],
)
def test_urgency(waited_s: float, urgency: str) -> None:
    assert urgency_of(waited_s) == urgency
