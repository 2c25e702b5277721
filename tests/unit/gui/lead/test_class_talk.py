"""The parts of the pages that watch the class, over a class without a disk."""

from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QSettings, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.domain.help_queue import HelpStatus
from classroom_app.domain.step_reason import StepReason
from classroom_app.gui.board.help_model import HelpModel, TicketGroup
from classroom_app.gui.console import Console
from classroom_app.gui.kit.toast import Toast
from classroom_app.gui.lead.auto_advance import COUNTDOWN_S, AutoAdvance
from classroom_app.gui.lead.chime import Chime
from classroom_app.gui.lead.class_talk import ClassTalk
from classroom_app.gui.lead.step_watch import StepWatch
from classroom_app.gui.preferences import Key, Preferences
from classroom_app.gui.projector.projector import Projector
from classroom_app.gui.projector.projector_cards import JoinCard, StepCard
from classroom_app.gui.projector.projector_control import ProjectorControl
from tests.unit.gui.board.test_students_panel import Address
from tests.unit.gui.conftest import Stage


@pytest.fixture
def console(stage: Stage, settings: QSettings) -> Console:
    """What these parts use of a console."""
    made = SimpleNamespace(
        services=SimpleNamespace(
            server=Address(),
            network=SimpleNamespace(name_url="http://pc.local:8000", android_port=8001),
        ),
        preferences=Preferences(settings, stage.window),
        tasks=stage.tasks,
        bridge=stage.bridge,
        dispatcher=stage.dispatcher,
        board=stage.board,
        actions=stage.actions,
    )
    return cast(Console, made)


@pytest.fixture
def toast(stage: Stage) -> Toast:
    return Toast(stage.window, lift=80)


def dialog_button(name: str) -> QPushButton:
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    found = dialog.findChild(QPushButton, name)
    assert isinstance(found, QPushButton)
    return found


def press(stage: Stage) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(stage.window, key)


def test_a_missed_finger_can_be_taken_back(stage: Stage, console: Console, toast: Toast) -> None:
    StepWatch(console, toast, stage.window)
    kim, _lee = stage.hall.join("Kim"), stage.hall.join("Lee")
    stage.actions.next_step.trigger()
    assert not toast.can_undo, "there is no step before the first"
    stage.hall.complete(kim)
    stage.actions.next_step.trigger()
    assert toast.text == "Step 2 has started. Left behind: Lee"
    toast.take_back()
    assert stage.hall.given[-1] == cmd.NextStep(1, reason=StepReason.UNDO)
    assert stage.hall.session.current_subtask_id == 1
    assert not toast.can_undo


def test_many_left_behind_are_counted(stage: Stage, console: Console, toast: Toast) -> None:
    StepWatch(console, toast, stage.window)
    stage.hall.join_many(6)
    stage.hall.teach(cmd.NextStep())
    stage.hall.teach(cmd.NextStep())
    assert toast.text.endswith("학생 1, 학생 2, 학생 3, 학생 4 +2")


def test_goes_on_by_itself(stage: Stage, console: Console) -> None:
    auto = AutoAdvance(console, stage.window)
    people = stage.hall.join_many(10)
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(*people)
    counted = [auto.is_counting]  # off by default
    stage.actions.auto_advance.setChecked(True)
    counted.append(auto.is_counting)
    for _second in range(COUNTDOWN_S):
        auto._on_second()
    counted.append(auto.is_counting)
    assert counted == [False, True, False]
    assert stage.hall.given[-1] == cmd.NextStep(reason=StepReason.AUTO)
    assert stage.hall.session.current_subtask_id == 2


def test_any_key_stops_the_countdown_for_this_step(stage: Stage, console: Console) -> None:
    auto = AutoAdvance(console, stage.window)
    people = stage.hall.join_many(10)
    stage.hall.teach(cmd.NextStep())
    stage.actions.auto_advance.setChecked(True)
    stage.hall.complete(*people[:9])
    counted = [auto.is_counting]
    press(stage)
    stage.hall.complete(people[9])
    counted.append(auto.is_counting)
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(*people)
    counted.append(auto.is_counting)
    stage.hall.teach(cmd.PauseSession())
    counted.append(auto.is_counting)
    assert counted == [True, False, True, False]


def test_one_sound_in_three_seconds(stage: Stage, settings: QSettings) -> None:
    rings: list[bool] = []
    preferences = Preferences(settings, stage.window)
    chime = Chime(stage.bridge, preferences, lambda: rings.append(True), stage.window)
    people = stage.hall.join_many(3)
    stage.hall.ask_help(people[0])
    stage.hall.ask_help(people[1])
    assert len(rings) == 1
    preferences.put(Key.SOUNDS, False)
    chime._since.invalidate()
    stage.hall.ask_help(people[2])
    assert len(rings) == 1


def test_the_projector_follows_the_class(stage: Stage, console: Console, qtbot: QtBot) -> None:
    control = ProjectorControl(console, stage.window)
    stage.actions.projector.trigger()
    projector = control.projector
    assert isinstance(projector, Projector)
    assert stage.actions.projector.isChecked()
    projector.resize(1280, 720)
    kim = stage.hall.join("비밀이름")
    console.preferences.put(Key.WIFI_NAME, "Room 3")
    assert isinstance(projector._cards.currentWidget(), JoinCard)
    assert projector._join._come.text == "1 joined"
    assert projector._join._scan_words.text.startswith("2.")
    projector.grab()
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(kim)
    assert isinstance(projector._cards.currentWidget(), StepCard)
    assert projector._step._count.text == "1 of 1 done"
    projector.grab()
    stage.hall.teach(cmd.PauseSession())
    assert projector._calm._words.text == "Please look up here"
    projector.grab()
    stage.hall.teach(cmd.EndSession())
    assert projector._calm._words.text == "Thank you for taking part"
    with qtbot.waitSignal(projector.closed):
        QTest.keyClick(projector, Qt.Key.Key_Escape)
    assert control.projector is None
    assert not stage.actions.close_projector.isEnabled()


def test_the_projector_shows_no_names(stage: Stage, console: Console) -> None:
    control = ProjectorControl(console, stage.window)
    control.toggle()
    kim = stage.hall.join("비밀이름")
    stage.hall.teach(cmd.NextStep())
    stage.hall.ask_help(kim)
    assert control.projector is not None
    for part in control.projector.findChildren(QWidget):
        assert "비밀이름" not in str(getattr(part, "text", "")), part
    control.toggle()
    assert control.projector is None


@pytest.fixture
def talk(stage: Stage, console: Console, toast: Toast) -> ClassTalk:
    return ClassTalk(console, toast, stage.window)


def test_ending_asks_first(stage: Stage, talk: ClassTalk) -> None:
    stage.actions.end.trigger()
    dialog_button("backButton").click()
    assert stage.hall.given == []
    stage.actions.end.trigger()
    dialog_button("confirmButton").click()
    assert stage.hall.given == [cmd.EndSession()]


def test_words_for_all_and_for_one(stage: Stage, talk: ClassTalk, toast: Toast) -> None:
    kim = stage.hall.join("Kim")
    for opened, receiver in (
        (stage.actions.message_all.trigger, None),
        (lambda: talk._ask_message(kim), kim.user_id),
    ):
        opened()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        field = dialog.findChild(QPlainTextEdit)
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText("Look up")
        dialog_button("sendButton").click()
        assert stage.hall.given[-1] == cmd.SendMessage("Look up", receiver)
        assert toast.text == "Message sent."


def test_f6_answers_who_has_waited_longest(stage: Stage, talk: ClassTalk) -> None:
    people = stage.hall.join_many(2)
    for person in people:
        stage.hall.ask_help(person)
    stage.actions.answer_help.trigger()
    stage.actions.answer_help.trigger()
    assert stage.hall.given == [
        cmd.ResolveHelp(1, HelpStatus.ON_THE_WAY),
        cmd.ResolveHelp(2, HelpStatus.ON_THE_WAY),
    ]


def test_help_that_is_done_can_be_undone(stage: Stage, talk: ClassTalk) -> None:
    model = HelpModel(stage.board, stage.window)
    kim = stage.hall.join("Kim")
    stage.hall.ask_help(kim)
    talk.resolve(model.ticket(0))
    assert model.rowCount() == 0
    assert stage.actions.undo.isEnabled()
    stage.actions.undo.trigger()
    assert model.rowCount() == 1
    assert not stage.actions.undo.isEnabled()


def test_a_group_is_answered_at_once(stage: Stage, talk: ClassTalk) -> None:
    model = HelpModel(stage.board, stage.window)
    people = stage.hall.join_many(3)
    for person in people:
        stage.hall.ask_help(person, 1)
    (group,) = model.entries()
    assert isinstance(group, TicketGroup)
    talk.go_to(group)
    talk.reply(group)
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    field = dialog.findChild(QPlainTextEdit)
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("Scroll down")
    dialog_button("sendButton").click()
    said = [c.user_id for c in stage.hall.given if isinstance(c, cmd.SendMessage)]
    assert said == [person.user_id for person in people]


def test_a_student_is_renamed_and_sent_out(stage: Stage, talk: ClassTalk) -> None:
    kim = stage.hall.join("Kim")
    talk.ask_rename(kim)
    dialog_button("saveButton").click()
    talk.ask_remove(kim)
    dialog_button("confirmButton").click()
    assert stage.hall.given == [
        cmd.RenameParticipant(kim.id, "Kim"),
        cmd.RemoveParticipant(kim.id),
    ]


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_the_menu_of_a_student(stage: Stage, talk: ClassTalk) -> None:
    kim = stage.hall.join("Kim")
    talk.show_student_menu(kim.id, stage.window.pos())
    menu = stage.window.findChild(QMenu, "studentMenu")
    assert isinstance(menu, QMenu)
    assert [action.text() for action in menu.actions()] == ["Message…", "Rename…", "Remove…"]
    menu.close()


def test_how_phones_join(stage: Stage, talk: ClassTalk) -> None:
    for guests in (False, True):
        stage.hall.session.guests_allowed = guests
        stage.actions.show_qr.trigger()
        dialog = QApplication.activeModalWidget()
        assert dialog is not None
        words = [str(part.property("text")) for part in dialog.findChildren(QWidget)]
        assert "http://192.168.0.12:8000\nhttp://pc.local:8000" in words
        android = dialog.findChild(QWidget, "androidLabel")
        assert isinstance(android, QWidget)
        assert android.isHidden() is not guests
        dialog_button("closeButton").click()


def test_any_step_is_started(stage: Stage, talk: ClassTalk) -> None:
    talk.start_step(4)
    assert stage.hall.session.current_subtask_id == 4
