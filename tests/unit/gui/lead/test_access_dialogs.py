"""A new code with one press, and several students who are sent out at once."""

from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QTimeEdit

from classroom_app.domain import commands as cmd
from classroom_app.domain.class_session import ClassSession
from classroom_app.gui.board.class_board import ClassBoard
from classroom_app.gui.console import Console
from classroom_app.gui.kit.label import Label
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.access_dialogs import NAMES_SHOWN, AccessDialogs
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from classroom_app.gui.lead.top_bar import TopBar
from classroom_app.gui.projector.projector import Projector
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import HallClock, Stage
from tests.unit.gui.finding import button, label


class Codes:
    """Gives the codes that the test names."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.asked = stage, list[bool]()
        self.next = "913507"

    async def new_code(self, session_id: int, *, longer: bool = False) -> ClassSession:
        assert session_id == self.stage.hall.session.id
        self.asked.append(longer)
        self.stage.hall.teach(cmd.ChangeCode(self.next))
        return self.stage.hall.session


@pytest.fixture
def codes(stage: Stage, console: Console) -> Codes:
    codes = Codes(stage)
    services = cast(Any, console.services)
    services.guess_detector = SimpleNamespace(is_guessed=False)
    services.instructor, services.clock = codes, HallClock(stage.hall)
    return codes


@pytest.fixture
def dialogs(stage: Stage, console: Console, codes: Codes, toast: Toast) -> AccessDialogs:
    return AccessDialogs(console, toast, stage.window)


def words_of(dialog: object) -> str:
    return "\n".join(label.text() for label in cast(Any, dialog).findChildren(Label))


def test_one_press_and_all_that_shows_the_code_follows(
    stage: Stage, console: Console, codes: Codes, dialogs: AccessDialogs, toast: Toast
) -> None:
    top = TopBar(stage.board, stage.actions, console.services.server, stage.window)
    stage.bridge.code_changed.connect(top.refresh)
    shows = ClassDialogs(console, toast, stage.window)
    stage.actions.show_qr.trigger()
    qr = shown_dialog()
    assert qr is not None
    (picture,) = qr.findChildren(QrCode)
    before = picture.accessibleName()
    button(qr, "newCodeButton").click()
    assert codes.asked == [False]
    assert label(top, "sessionCode") == label(qr, "qrCodeLabel") == "913 507"
    assert picture.accessibleName() != before
    assert picture.accessibleName().endswith("/join/913507")
    assert "913 507" in toast.text
    assert "stay connected" in toast.text
    assert shows.parent() is stage.window
    qr.close()


def test_the_projector_follows(stage: Stage, console: Console, dialogs: AccessDialogs) -> None:
    projector = Projector(console, stage.window)
    stage.actions.new_code.trigger()
    assert projector._join._code.text == "913 507"
    scanned = [code.accessibleName() for code in projector._join.findChildren(QrCode)]
    assert any(text.endswith("/join/913507") for text in scanned)
    projector.close()


@pytest.mark.parametrize("is_long_now", [False, True])
def test_a_longer_one_while_somebody_guesses(
    console: Console, stage: Stage, codes: Codes, dialogs: AccessDialogs, is_long_now: bool
) -> None:
    if is_long_now:
        stage.hall.teach(cmd.ChangeCode("482913507"))
    else:
        cast(Any, console.services.guess_detector).is_guessed = True
    stage.actions.new_code.trigger()
    assert codes.asked == [True]


def test_there_is_no_new_code_for_a_class_that_is_over(
    stage: Stage, dialogs: AccessDialogs
) -> None:
    stage.hall.teach(cmd.EndSession())
    assert not stage.actions.new_code.isEnabled()
    assert not stage.actions.remove_since.isEnabled()


def test_several_are_removed_after_a_question(
    stage: Stage, dialogs: AccessDialogs, toast: Toast
) -> None:
    people = stage.hall.join_many(NAMES_SHOWN + 3)
    ids = [person.id for person in people]
    dialogs.ask_remove_several(ids)
    dialog = shown_dialog()
    assert dialog is not None
    words = words_of(dialog)
    assert f"Remove {len(ids)} students?" in words
    assert people[0].name in words
    assert "and 3 more" in words
    button(dialog, "backButton").click()
    assert stage.hall.given == []
    dialogs.ask_remove_several(ids[:2])
    dialog = shown_dialog()
    assert dialog is not None
    button(dialog, "confirmButton").click()
    assert stage.hall.given == [cmd.RemoveParticipants(tuple(ids[:2]))]
    assert toast.text == "Removed from the class: 2"


def test_one_of_them_has_the_question_of_one(stage: Stage, dialogs: AccessDialogs) -> None:
    kim = stage.hall.join("Kim")
    dialogs.ask_remove_several([])
    assert shown_dialog() is None
    dialogs.ask_remove_several([kim.id])
    dialog = shown_dialog()
    assert dialog is not None
    assert "Remove Kim?" in words_of(dialog)
    dialog.close()


def rows(dialog: object) -> list[tuple[str, bool]]:
    people = cast(Any, dialog).findChild(QListWidget)
    items = [people.item(n) for n in range(people.count())]
    return [
        (item.text().split()[-1], bool(item.data(Qt.ItemDataRole.UserRole + 1))) for item in items
    ]


def test_everyone_who_joined_since(stage: Stage, dialogs: AccessDialogs, board: ClassBoard) -> None:
    stage.hall.join("Kim")
    stage.wait(600)
    stage.hall.join("Lee")
    stage.wait(60)
    stage.actions.remove_since.trigger()
    dialog = shown_dialog()
    assert dialog is not None
    assert rows(dialog) == [("Lee", True), ("Kim", False)]
    assert label(dialog, "removeCount") == "1 selected"
    stranger = stage.hall.join("Stranger")
    assert rows(dialog) == [("Stranger", True), ("Lee", True), ("Kim", False)]
    people, time = dialog.findChild(QListWidget), dialog.findChild(QTimeEdit)
    assert isinstance(people, QListWidget)
    assert isinstance(time, QTimeEdit)
    people.itemClicked.emit(people.item(0))
    assert rows(dialog) == [("Stranger", True), ("Lee", False), ("Kim", False)]
    time.setTime(time.time().addSecs(-700))
    assert rows(dialog) == [("Stranger", True), ("Lee", True), ("Kim", True)]
    time.setTime(time.time().addSecs(701))  # in the future: it was yesterday
    assert [on for _, on in rows(dialog)] == [True, True, True]
    people.itemClicked.emit(people.item(0))
    button(dialog, "confirmButton").click()
    assert stage.hall.given == [cmd.RemoveParticipants((stranger.id,))]


def test_nobody_is_removed_when_nobody_came_since(stage: Stage, dialogs: AccessDialogs) -> None:
    stage.hall.join("Kim")
    stage.wait(3_600)
    stage.actions.remove_since.trigger()
    dialog = shown_dialog()
    assert dialog is not None
    assert not button(dialog, "confirmButton").isEnabled()
    dialog.close()


@pytest.fixture
def board(stage: Stage) -> ClassBoard:
    return stage.board
