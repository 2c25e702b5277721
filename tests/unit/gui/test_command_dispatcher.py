import pytest
from pytestqt.qtbot import QtBot

from classroom_app.application.live_sessions import NotOpenError
from classroom_app.application.ports import Leader, LedElsewhereError, StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.errors import RefusalCode, Refused
from classroom_app.gui.command_dispatcher import refusal_text
from tests.unit.gui.conftest import Stage


def test_gives_the_command_to_the_class(stage: Stage) -> None:
    stage.dispatcher.send(cmd.NextStep())
    assert stage.hall.session.current_subtask_id == 1


def test_without_a_class_nothing_happens(stage: Stage) -> None:
    stage.dispatcher.session_id = None
    stage.dispatcher.send(cmd.NextStep())
    assert stage.hall.given == []


def test_says_a_refusal_in_words(stage: Stage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(stage.dispatcher.refused) as refused:
        stage.dispatcher.send(cmd.ResumeSession())
    assert refused.args == ["You can't do that right now."]


def test_says_what_the_disk_said(stage: Stage, qtbot: QtBot) -> None:
    stage.hall.refusal = StorageError("disk full")
    with qtbot.waitSignal(stage.dispatcher.storage_failed) as failed:
        stage.dispatcher.send(cmd.NextStep())
    assert failed.args == ["disk full"]


@pytest.mark.parametrize("error", [LedElsewhereError(7, Leader("ROOM-2")), NotOpenError(7)])
def test_says_nothing_of_a_class_that_goes_on_elsewhere(
    stage: Stage, qtbot: QtBot, error: Exception
) -> None:
    """It is closed here, and the page of the class says where it is."""
    stage.hall.refusal = error
    with (
        qtbot.assertNotEmitted(stage.dispatcher.storage_failed),
        qtbot.assertNotEmitted(stage.dispatcher.refused),
    ):
        stage.dispatcher.send(cmd.NextStep())


def test_says_any_other_expected_error(stage: Stage, qtbot: QtBot) -> None:
    stage.hall.refusal = ValueError("odd")
    with qtbot.waitSignal(stage.dispatcher.refused) as refused:
        stage.dispatcher.send(cmd.NextStep())
    assert refused.args == ["odd"]


@pytest.mark.parametrize("code", list(RefusalCode))
def test_every_code_has_words(code: RefusalCode) -> None:
    assert refusal_text(Refused(code, "as said"))
