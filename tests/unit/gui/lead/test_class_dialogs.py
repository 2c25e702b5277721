"""What the instructor says and does to students, and what is asked first."""

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QPushButton, QWidget

from classroom_app.application.ports import StorageError
from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.gui.board.help_model import HelpModel, TicketGroup
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.class_dialogs import ClassDialogs
from tests.helpers.dialogs import shown_dialog
from tests.unit.gui.conftest import Stage


def dialog_button(name: str) -> QPushButton:
    dialog = shown_dialog()
    assert dialog is not None
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


@pytest.fixture
def dialogs(stage: Stage, console: Console, toast: Toast) -> ClassDialogs:
    stage.actions.undo.triggered.connect(toast.undo)
    toast.undo_offered.connect(stage.actions.offer_undo)
    return ClassDialogs(console, toast, stage.window)


def test_ending_asks_first(stage: Stage, dialogs: ClassDialogs) -> None:
    stage.actions.end.trigger()
    dialog_button("backButton").click()
    assert stage.hall.given == []
    stage.actions.end.trigger()
    dialog_button("confirmButton").click()
    assert stage.hall.given == [cmd.EndSession()]


def test_words_for_all_and_for_one(stage: Stage, dialogs: ClassDialogs, toast: Toast) -> None:
    kim = stage.hall.join("Kim")
    for opened, receiver in (
        (stage.actions.message_all.trigger, None),
        (lambda: dialogs._ask_message(kim), kim.user_id),
    ):
        opened()
        dialog = shown_dialog()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText("Look up")
        dialog_button("sendButton").click()
        assert stage.hall.given[-1] == cmd.SendMessage("Look up", receiver)
        assert toast.text == "Message sent."


def test_f6_answers_who_has_waited_longest(stage: Stage, dialogs: ClassDialogs) -> None:
    people = stage.hall.join_many(2)
    for person in people:
        stage.hall.ask_help(person)
    stage.actions.answer_help.trigger()
    stage.actions.answer_help.trigger()
    assert stage.hall.given == [
        cmd.ResolveHelp(1, HelpStatus.ON_THE_WAY, too=False),
        cmd.ResolveHelp(2, HelpStatus.ON_THE_WAY, too=False),
    ]


def test_help_that_is_done_can_be_undone(stage: Stage, dialogs: ClassDialogs) -> None:
    model = HelpModel(stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.ask_help(kim)
    dialogs.resolve(model.ticket(0))
    assert model.rowCount() == 0
    assert stage.actions.undo.isEnabled()
    stage.actions.undo.trigger()
    assert model.rowCount() == 1
    assert not stage.actions.undo.isEnabled()


def test_help_whose_end_could_not_be_stored_is_not_told_as_given(
    stage: Stage, dialogs: ClassDialogs, toast: Toast
) -> None:
    model = HelpModel(stage.board, stage.window)
    stage.hall.ask_help(stage.hall.join("Kim"))
    stage.hall.refusal = StorageError("disk full")
    dialogs.resolve(model.ticket(0))
    assert toast.text == ""
    stage.hall.refusal = None
    dialogs.resolve(model.ticket(0))
    assert toast.text == "Help given: Kim"


def test_a_group_is_answered_at_once(stage: Stage, dialogs: ClassDialogs) -> None:
    model = HelpModel(stage.board, stage.window)
    people = stage.hall.join_many(3)
    for person in people:
        stage.hall.ask_help(person, 1)
    (group,) = model.entries()
    assert isinstance(group, TicketGroup)
    dialogs.reply(group)
    dialog = shown_dialog()
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Scroll down")
    dialog_button("sendButton").click()
    said = [c.user_id for c in stage.hall.given if isinstance(c, cmd.SendMessage)]
    assert said == [person.user_id for person in people]


def test_a_student_is_renamed_and_sent_out(stage: Stage, dialogs: ClassDialogs) -> None:
    kim = stage.hall.join("Kim")
    dialogs.ask_rename(kim)
    dialog_button("saveButton").click()
    dialogs.ask_remove(kim)
    dialog_button("confirmButton").click()
    assert stage.hall.given == [
        cmd.RenameParticipant(kim.id, "Kim"),
        cmd.RemoveParticipant(kim.id),
    ]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_student(stage: Stage, dialogs: ClassDialogs) -> None:
    kim = stage.hall.join("Kim")
    dialogs.show_student_menu(kim.id, stage.window.pos())
    menu = stage.window.findChild(QMenu, "studentMenu")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Message…", "Rename…", "Remove…"]
    menu.close()


def test_how_phones_join(stage: Stage, dialogs: ClassDialogs) -> None:
    for guests in (False, True):
        stage.hall.session.guests_allowed = guests
        stage.actions.show_qr.trigger()
        dialog = shown_dialog()
        assert dialog is not None
        words = [str(part.property("text")) for part in dialog.findChildren(QWidget)]
        assert "http://192.168.0.12:8000\nhttp://pc.local:8000" in words
        android = dialog.findChild(QWidget, "androidLabel")
        assert isinstance(android, QWidget)
        assert android.isHidden() is not guests
        dialog_button("closeButton").click()


def test_any_step_is_started(stage: Stage, dialogs: ClassDialogs) -> None:
    dialogs.start_step(4)
    assert stage.hall.session.current_subtask_id == 4


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_a_step_is_noted_for_a_student_and_taken_back(
    stage: Stage, dialogs: ClassDialogs, toast: Toast
) -> None:
    kim = stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())

    def entries() -> list[QAction]:
        dialogs.show_student_menu(kim.id, stage.window.pos())
        menu = stage.window.findChild(QMenu, "studentMenu")
        assert isinstance(menu, QMenu)
        menu.setObjectName("")
        menu.close()
        return menu.actions()

    mark = entries()[0]
    assert mark.text() == "Mark step 1 as done"
    mark.trigger()
    assert stage.hall.given == [cmd.MarkDone(kim.id, 1)]
    assert toast.text == "Kim: step 1 marked as done."
    mark, others = entries()[:2]
    assert mark.text() == "Step 1: not yet"
    steps = others.menu()
    assert isinstance(steps, QMenu)
    assert [action.isChecked() for action in steps.actions()] == [True, *[False] * 4]
    toast.undo()
    assert stage.hall.given[1:] == [cmd.MarkNotDone(kim.id, 1)]
    steps.actions()[2].trigger()
    assert stage.hall.given[2:] == [cmd.MarkDone(kim.id, 3)]
