"""The window's helpers: invited, seen, taken away from a call, ended; and who goes to whom."""

from types import SimpleNamespace

import pytest

from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Helper
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.help_model import HelpModel
from classroom_app.gui.board.help_panel import HelpPanel
from classroom_app.gui.board.ticket_card import TicketCard
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from classroom_app.gui.lead.helper_row import HelperRow
from classroom_app.gui.lead.helpers_dialog import VALID_S, HelpersDialog
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import Stage, language_change
from tests.unit.gui.finding import button, is_shown, label


class Invited:
    """Who is connected, as the test says; codes are counted."""

    def __init__(self) -> None:
        self.given, self.withdrawn = 0, 0
        self.connected: set[int] = set()
        self.has_network = True

    def new_url(self, session_id: int) -> str:
        if not self.has_network:
            return ""
        self.given += 1
        return f"http://192.168.0.12:8000/helper/{session_id}/{self.given}"

    def withdraw(self, session_id: int) -> None:
        self.withdrawn += 1

    def is_connected(self, session_id: int, helper_id: int) -> bool:
        return helper_id in self.connected


@pytest.fixture
def invited(console: Console) -> Invited:
    made = Invited()
    services = SimpleNamespace(**vars(console.services), helpers=made)
    console.services = services  # type: ignore[assignment]
    return made


@pytest.fixture
def dialogs(stage: Stage, console: Console, toast: Toast, invited: Invited) -> ClassDialogs:
    return ClassDialogs(console, toast, stage.window)


@pytest.fixture
def minji(stage: Stage) -> Helper:
    return stage.hall.let_helper_in("Minji")


def opened(stage: Stage) -> HelpersDialog:
    stage.actions.invite_helper.trigger()
    dialog = shown_dialog()
    assert isinstance(dialog, HelpersDialog)
    return dialog


def rows(dialog: HelpersDialog) -> list[HelperRow]:
    return [row for row in dialog.findChildren(HelperRow) if is_shown(row)]


def going(stage: Stage, helper: Helper, name: str = "Kim") -> int:
    call = stage.hall.ask_help(stage.hall.join(name))
    stage.hall.do(cmd.ResolveHelp(call.id, HelpStatus.ON_THE_WAY), helper)
    return call.id


def test_a_code_is_for_one_helper(stage: Stage, dialogs: ClassDialogs, invited: Invited) -> None:
    dialog = opened(stage)
    assert not dialog.isModal()
    assert dialog._time.text() == "For one helper, within 5 min"
    assert is_shown(dialog._nobody)
    stage.hall.let_helper_in("Minji")
    assert invited.given == 2, "the next helper needs another"
    assert [label(row, "helperState") for row in rows(dialog)] == ["not connected"]
    for _second in range(VALID_S):
        dialog._on_second()
    assert dialog._time.text() == "This code has expired."
    dialog._renew.click()
    assert invited.given == 3
    invited.has_network = False
    dialog.renew()
    assert "in no network" in dialog._time.text()
    dialog._close.click()


def test_who_helps_is_seen(
    stage: Stage, dialogs: ClassDialogs, invited: Invited, minji: Helper
) -> None:
    dialog = opened(stage)
    invited.connected.add(minji.user_id)
    dialog._on_second()
    (row,) = rows(dialog)
    assert label(row, "helperState") == "connected"
    assert not is_shown(button(row, "takeAwayButton"))
    call = going(stage, minji)
    assert label(row, "helperState") == "connected · on the way to Kim"
    button(row, "takeAwayButton").click()
    assert stage.hall.given == [cmd.WithdrawAnswer(call, minji.user_id)]
    assert label(row, "helperState") == "connected"
    language_change(dialog)
    dialog.close()


def test_a_part_is_ended_and_its_invitations_with_it(
    stage: Stage, dialogs: ClassDialogs, invited: Invited, minji: Helper, toast: Toast
) -> None:
    call = going(stage, minji)
    dialog = opened(stage)
    (row,) = rows(dialog)
    button(row, "endHelperButton").click()
    assert stage.hall.given == [cmd.EndHelper(minji.user_id)]
    assert rows(dialog) == []
    assert invited.withdrawn == 1
    assert toast.text == "Minji is no longer a helper."
    request = stage.hall.session.help_queue.get(call)
    assert request is not None
    assert request.status is HelpStatus.PENDING


def test_who_comes_in_is_told(stage: Stage, dialogs: ClassDialogs, toast: Toast) -> None:
    stage.bridge.session_changed.emit()
    stage.hall.let_helper_in("Minji")
    assert toast.text == "Minji is a helper now."


def test_f6_asks_where_a_helper_goes(stage: Stage, dialogs: ClassDialogs, minji: Helper) -> None:
    call = going(stage, minji)
    stage.actions.answer_help.trigger()
    dialog = shown_dialog()
    assert dialog is not None
    assert dialog.windowTitle() == "Go to Kim too?"
    button(dialog, "confirmButton").click()
    request = stage.hall.session.help_queue.get(call)
    assert request is not None
    assert request.going == (minji.user_id, None)


def test_f6_asks_nothing_where_nobody_goes(stage: Stage, dialogs: ClassDialogs) -> None:
    call = stage.hall.ask_help(stage.hall.join("Kim"))
    stage.actions.answer_help.trigger()
    assert shown_dialog() is None
    assert call.going == (None,)


def test_the_card_names_who_goes_and_takes_the_call_back(
    stage: Stage, dialogs: ClassDialogs, minji: Helper
) -> None:
    panel = HelpPanel(HelpModel(stage.board, stage.window), stage.board, stage.window)
    panel.on_the_way_requested.connect(dialogs.go_to)
    panel.take_back_requested.connect(dialogs.helpers.take_back)
    call = going(stage, minji)
    (card,) = panel.findChildren(TicketCard)
    assert card._where.text() == "on the way: Minji · not seen yet"
    walk, take = button(card, "onTheWayButton"), button(card, "takeBackButton")
    assert walk.isEnabled()
    walk.click()
    assert shown_dialog() is None, "the card had said who goes"
    assert card._where.text() == "you are on the way · on the way: Minji · not seen yet"
    assert not walk.isEnabled()
    take.click()
    assert stage.hall.given[-1] == cmd.WithdrawAnswer(call)
    assert card._where.text() == ""
    assert not is_shown(take)
