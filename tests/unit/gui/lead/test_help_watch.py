"""Calls for help that are closed because the step was finished."""

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.help_watch import HelpWatch
from tests.unit.gui.conftest import Stage


@pytest.fixture
def watch(stage: Stage, console: Console, toast: Toast) -> HelpWatch:
    return HelpWatch(console, toast, stage.window)


def test_finishing_a_step_closes_the_call_and_can_be_undone(
    stage: Stage, watch: HelpWatch, toast: Toast
) -> None:
    kim, lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.NextStep())
    first, second = stage.hall.ask_help(kim, 1), stage.hall.ask_help(lee, 1)
    stage.hall.teach(cmd.ResolveHelp(second.id, HelpStatus.ON_THE_WAY))
    stage.hall.complete(kim)
    assert toast.text == "Step finished, help request closed: Kim"
    stage.hall.complete(lee)
    assert toast.text == "Step finished, help request closed: Kim, Lee"
    toast.undo()
    assert stage.hall.given == [cmd.ReopenHelp(first.id), cmd.ReopenHelp(second.id)]
    statuses = [request.status for request in stage.hall.session.help_queue]
    assert statuses == [HelpStatus.PENDING, HelpStatus.ON_THE_WAY]


def test_what_the_instructor_closed_is_not_told_again(
    stage: Stage, watch: HelpWatch, toast: Toast
) -> None:
    kim, lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.hall.teach(cmd.ResolveHelp(stage.hall.ask_help(kim).id, HelpStatus.RESOLVED))
    stage.hall.ask_help(lee)
    stage.hall.teach(cmd.RemoveParticipant(lee.id))
    assert toast.isHidden()
