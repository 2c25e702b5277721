"""Where classes are kept: this computer, or a server that was tried before it is used."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QRadioButton
from pytestqt.qtbot import QtBot

from classroom_app.application.server_place import AS_IT_COMES, ENCRYPTED, ServerPlace, ServerReport
from classroom_app.application.start_service import DataPlace, RestartRequest
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.language import Language
from classroom_app.gui.settings.place_panel import PlacePanel
from classroom_app.system.start_faults import Fault, FaultKind
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import Stage, language_change
from tests.unit.gui.finding import button, child, is_shown, label
from tests.unit.gui.held_tasks import HeldTasks
from tests.unit.gui.settings.conftest import FakeServer, all_words

PLACE = ServerPlace("db.school", "room1")


def click(panel: PlacePanel, name: str) -> None:
    QTest.mouseClick(button(panel, name), Qt.MouseButton.LeftButton)


def choose(panel: PlacePanel, name: str) -> None:
    choice = child(panel, name)
    assert isinstance(choice, QRadioButton)
    choice.click()


def write(panel: PlacePanel, **texts: str) -> None:
    for name, text in texts.items():
        field = child(panel, f"server{name.capitalize()}")
        assert isinstance(field, QLineEdit)
        field.selectAll()
        QTest.keyClicks(field, text)


def confirm(name: str) -> None:
    dialog = shown_dialog()
    assert dialog is not None
    assert dialog.objectName() == name
    QTest.keyClick(dialog, Qt.Key.Key_Return)


@pytest.fixture
def at_rest(stage: Stage) -> Stage:
    """No class is open."""
    stage.hall.teach(cmd.EndSession())
    return stage


@pytest.fixture
def panel(at_rest: Stage, console: Console) -> PlacePanel:
    return PlacePanel(console, at_rest.window)


def with_place(console: Console, stage: Stage, place: DataPlace) -> PlacePanel:
    console.services.start.place = place
    return PlacePanel(console, stage.window)


def test_this_computer_is_what_is_usual(panel: PlacePanel) -> None:
    assert not is_shown(panel.form)
    assert not is_shown(button(panel, "tryServerButton"))
    assert not button(panel, "usePlaceButton").isEnabled(), "it is so already"


def test_a_server_is_tried(panel: PlacePanel, database_server: FakeServer) -> None:
    choose(panel, "serverChoice")
    assert is_shown(panel.form)
    assert not button(panel, "tryServerButton").isEnabled()
    write(panel, host=" db.school ", user="room1", password="secret")
    click(panel, "tryServerButton")
    assert database_server.tried == [(PLACE, "secret")]
    assert label(panel, "placeAnswer") == (
        "PostgreSQL 15.9 answers. Lessons there: 12, classes: 40."
    )
    database_server.report = ServerReport("14.1", is_encrypted=False, is_empty=True)
    click(panel, "tryServerButton")
    assert "still empty" in label(panel, "placeAnswer")
    assert "not encrypted" in label(panel, "placeAnswer")


def test_what_a_server_refuses_is_said(panel: PlacePanel, database_server: FakeServer) -> None:
    database_server.fault = Fault(
        FaultKind.SERVER_PASSWORD, "English", "db.school/classroom", "no password supplied"
    )
    choose(panel, "serverChoice")
    write(panel, host="db.school", user="room1")
    click(panel, "usePlaceButton")
    assert "Can't log in to db.school/classroom" in label(panel, "placeFault")
    assert "Type the password." in label(panel, "placeFault")
    assert shown_dialog() is None, "nothing is changed"
    write(panel, password="x")
    assert not is_shown(panel.fault), "something else is meant now"


def test_a_server_is_chosen(
    panel: PlacePanel, database_server: FakeServer, tmp_path: Path, qtbot: QtBot
) -> None:
    choose(panel, "serverChoice")
    write(panel, host="db.school", user="room1", password="s3cret")
    click(panel, "usePlaceButton")
    dialog = shown_dialog()
    assert dialog is not None
    assert "Lessons there: 12" in all_words(dialog)
    assert "are not copied to the server" in all_words(dialog)
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("placeDialog")
    assert asked.args == [RestartRequest(8_000, tmp_path, tls=False, database=PLACE.url)]
    assert database_server.kept == {PLACE.login: "s3cret"}
    assert "s3cret" not in asked.args[0].database


@pytest.fixture
def held(console: Console) -> Iterator[HeldTasks]:
    """A server that takes its time to answer."""
    console.tasks = HeldTasks()
    yield console.tasks
    console.tasks.drop()


def test_the_password_that_was_tried_is_the_one_that_is_kept(
    at_rest: Stage, console: Console, held: HeldTasks, database_server: FakeServer, qtbot: QtBot
) -> None:
    panel = PlacePanel(console, at_rest.window)
    choose(panel, "serverChoice")
    write(panel, host="db.school", user="room1", password="tried")
    click(panel, "usePlaceButton")
    for part in ("serverForm", "hereChoice", "serverChoice"):
        assert not child(panel, part).isEnabled(), "what is tried is what is used"
    panel.form.show_place(PLACE)  # as when the page is shown again: it clears the password
    held.finish()
    assert database_server.tried == [(PLACE, "tried")]
    assert child(panel, "serverForm").isEnabled()
    write(panel, password="another")
    confirm("placeDialog")
    with qtbot.waitSignal(panel.restart_requested):
        held.finish()
    assert database_server.kept == {PLACE.login: "tried"}


def test_a_refused_trial_can_be_corrected(
    at_rest: Stage, console: Console, held: HeldTasks, database_server: FakeServer
) -> None:
    panel = PlacePanel(console, at_rest.window)
    database_server.fault = Fault(FaultKind.SERVER_PASSWORD, "English", "db.school", "no")
    choose(panel, "serverChoice")
    write(panel, host="db.school", user="room1", password="wrong")
    at_rest.window.show()
    field = child(panel, "serverPassword")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Return)
    held.finish()
    assert at_rest.window.focusWidget() is field, "it can be typed again at once"
    assert child(panel, "serverForm").isEnabled()
    assert panel.form.password == "wrong"


def test_without_a_keyring_it_is_said_what_to_do(
    panel: PlacePanel, database_server: FakeServer, qtbot: QtBot
) -> None:
    database_server.has_keyring = False
    choose(panel, "serverChoice")
    write(panel, host="db.school", user="room1", password="secret")
    click(panel, "usePlaceButton")
    confirm("placeDialog")
    dialog = shown_dialog()
    assert dialog is not None
    assert "db.school:5432:classroom:room1:PASSWORD" in all_words(dialog)
    assert "secret" not in all_words(dialog)
    with qtbot.waitSignal(panel.restart_requested):
        confirm("notKeptDialog")


def test_back_to_this_computer(
    at_rest: Stage, console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = with_place(console, at_rest, DataPlace(PLACE.url))
    assert panel.form.place == PLACE
    assert not button(panel, "usePlaceButton").isEnabled(), "it is so already"
    choose(panel, "hereChoice")
    click(panel, "usePlaceButton")
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("placeDialog")
    assert asked.args == [RestartRequest(8_000, tmp_path, tls=False)]


def test_another_password_for_the_same_server(
    at_rest: Stage, console: Console, database_server: FakeServer
) -> None:
    panel = with_place(console, at_rest, DataPlace(PLACE.url))
    write(panel, password="newer")
    click(panel, "usePlaceButton")
    confirm("placeDialog")
    assert database_server.kept == {PLACE.login: "newer"}


def test_a_server_that_was_passed_over(
    at_rest: Stage, console: Console, tmp_path: Path, qtbot: QtBot
) -> None:
    panel = with_place(console, at_rest, DataPlace(passed_over=PLACE.url))
    assert "this time, classes are kept on this computer" in label(panel, "placeNow")
    assert panel.form.place == PLACE
    click(panel, "usePlaceButton")
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("placeDialog")
    assert asked.args == [RestartRequest(8_000, tmp_path, tls=False, database=PLACE.url)]
    choose(panel, "hereChoice")
    click(panel, "usePlaceButton")
    with qtbot.waitSignal(panel.restart_requested) as asked:
        confirm("placeDialog")
    assert asked.args == [RestartRequest(8_000, tmp_path, tls=False)], "for good"


@pytest.mark.parametrize("url", [PLACE.url, "sqlite:///x", "postgresql://?service=school"])
def test_what_the_command_line_says_is_not_changed_here(
    at_rest: Stage, console: Console, url: str
) -> None:
    panel = with_place(console, at_rest, DataPlace(url, is_given=True))
    assert "--database" in label(panel, "placeNow")
    for name in ("hereChoice", "serverChoice", "usePlaceButton", "serverForm"):
        assert not child(panel, name).isEnabled()


def test_nothing_is_changed_while_a_class_is_open(stage: Stage, console: Console) -> None:
    panel = PlacePanel(console, stage.window)
    assert not child(panel, "serverChoice").isEnabled()
    assert button(panel, "usePlaceButton").toolTip() == "A class is open. End it first."
    stage.hall.teach(cmd.EndSession())
    assert child(panel, "serverChoice").isEnabled()


def test_the_guide_is_at_hand(panel: PlacePanel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(panel.guide_requested):
        click(panel, "serverGuideButton")


def test_it_speaks_korean(panel: PlacePanel) -> None:
    choose(panel, "serverChoice")
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    language = Language(app, "ko")
    language_change(panel)
    language_change(panel.form)
    assert {"학교 서버", "암호화된 연결만 사용"} <= set(all_words(panel).splitlines())
    language.choose("en")


def test_what_is_typed_becomes_a_place(panel: PlacePanel) -> None:
    choose(panel, "serverChoice")
    form = panel.form
    assert not button(panel, "tryServerButton").isEnabled()
    write(panel, host="db.school", user="room1")
    assert form.place == PLACE
    assert form.password is None
    for host in ("db school", "room1@db", "db/x", "a,b"):
        write(panel, host=host)
        assert not button(panel, "tryServerButton").isEnabled(), host
    write(panel, host="fd00::5", port="5433", database="our class")
    assert form.place == ServerPlace("fd00::5", "room1", "our class", 5433, ENCRYPTED)
    encrypted = child(form, "encryptedServerSetting")
    assert isinstance(encrypted, QCheckBox)
    encrypted.click()
    assert form.place == ServerPlace("fd00::5", "room1", "our class", 5433, AS_IT_COMES)
