import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.participant import Participant
from classroom_app.gui.lead.message_bar import NAMES_SHOWN, MessageBar
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, child, is_shown, label


@pytest.fixture
def bar(stage: Stage) -> MessageBar:
    return MessageBar(stage.board, stage.window)


def see(stage: Stage, person: Participant) -> None:
    stage.hall.say(person, cmd.MarkSeen(stage.hall.session.said[-1].number))


def shown(bar: MessageBar) -> tuple[str, str]:
    assert is_shown(bar)
    return label(bar, "messageWords"), label(bar, "messageSeen")


def test_a_message_to_all_counts_who_has_seen_it(stage: Stage, bar: MessageBar) -> None:
    kim, lee = stage.hall.join("<b>Kim</b>"), stage.hall.join("Lee")
    assert not is_shown(bar)
    stage.hall.teach(cmd.SendMessage("Look\nup"))
    assert shown(bar) == ("To all: Look up", "Seen by 0 of 2")
    see(stage, lee)
    assert shown(bar)[1] == "Seen by 1 of 2"
    assert "Not seen yet: &lt;b&gt;Kim&lt;/b&gt;." in child(bar, "messageSeen").toolTip()
    see(stage, kim)
    assert shown(bar)[1] == "Seen by all 2"
    bar._timer.timeout.emit()
    assert not is_shown(bar)


def test_a_message_to_one_and_the_same_to_some(stage: Stage, bar: MessageBar) -> None:
    people = [stage.hall.join(name) for name in ("Kim", "Lee", "Choi")]
    kim, lee, _ = people
    stage.hall.teach(cmd.SendMessage("You", kim.user_id))
    assert shown(bar) == ("To Kim: You", "Not seen yet")
    see(stage, kim)
    assert shown(bar)[1] == "Seen"
    for person in (kim, lee):
        stage.hall.teach(cmd.SendMessage("Both", person.user_id))
    assert shown(bar) == ("To 2 students: Both", "Seen by 0 of 2")


def test_a_message_that_is_closed_stays_closed_and_the_next_is_shown(
    stage: Stage, bar: MessageBar
) -> None:
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.SendMessage("a"))
    button(bar, "closeMessageButton").click()
    see(stage, kim)
    assert not is_shown(bar)
    stage.hall.teach(cmd.SendMessage("b"))
    assert shown(bar) == ("To all: b", "Not seen yet")
    stage.hall.teach(cmd.EndSession())
    assert not is_shown(bar)


def test_many_names_are_cut(stage: Stage, bar: MessageBar) -> None:
    stage.hall.join_many(NAMES_SHOWN + 3)
    stage.hall.teach(cmd.SendMessage("a"))
    tip = child(bar, "messageSeen").toolTip()
    assert f"학생 {NAMES_SHOWN} …" in tip
    assert f"학생 {NAMES_SHOWN + 1}" not in tip


def test_nobody_is_there_yet(stage: Stage, bar: MessageBar) -> None:
    stage.hall.teach(cmd.SendMessage("a"))
    assert shown(bar)[1] == "No one is in the class yet"


def test_after_a_restart_only_what_is_not_seen_is_shown(stage: Stage, bar: MessageBar) -> None:
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.SendMessage("a"))
    again = MessageBar(stage.board, stage.window)
    assert shown(again)[1] == "Not seen yet"
    see(stage, kim)
    assert not is_shown(MessageBar(stage.board, stage.window))
