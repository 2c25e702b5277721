from classroom_app.gui.board.group_head import GroupHead
from classroom_app.gui.board.help_model import HelpModel, TicketGroup
from classroom_app.gui.kit.label import ElidedLabel
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, label


def test_it_says_how_many_there_are(stage: Stage) -> None:
    model = HelpModel(stage.board, stage.window)
    for person in stage.hall.join_many(4):
        stage.hall.ask_help(person, 2)
    (group,) = model.entries()
    assert isinstance(group, TicketGroup)
    head = GroupHead(group, stage.window)
    assert label(head, "groupName") == "Step 2 (4)"
    head.show_group(group._replace(tickets=group.tickets[:3]))
    assert label(head, "groupName") == "Step 2 (3)"
    name = head.findChild(ElidedLabel, "groupName")
    assert name is not None
    assert name.accessibleName() == name.toolTip() == "Step 2: 3 people"
    assert button(head, "replyAllButton").text() == "Reply to all…"
