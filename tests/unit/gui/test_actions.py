import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from tests.unit.gui.conftest import Stage

LEAD = ("next_step", "pause", "end", "message_all", "lock")


def allowed(stage: Stage) -> set[str]:
    return {name for name in LEAD if getattr(stage.actions, name).isEnabled()}


def test_what_each_status_allows(stage: Stage) -> None:
    assert allowed(stage) == {"next_step", "end", "message_all", "lock"}
    stage.actions.next_step.trigger()
    assert allowed(stage) == set(LEAD)
    stage.actions.pause.trigger()
    assert allowed(stage) == {"pause", "end", "message_all", "lock"}
    assert stage.actions.pause.iconText() == "Resume"
    stage.actions.pause.trigger()
    assert stage.actions.pause.iconText() == "Pause"
    stage.hall.teach(cmd.EndSession())
    assert allowed(stage) == set()
    assert stage.actions.new_class.isEnabled()


def test_what_is_greyed_says_why(stage: Stage) -> None:
    actions = stage.actions
    assert actions.pause.toolTip() == "The class has not started: start the first step."
    assert actions.answer_help.toolTip() == "No one is asking for help."
    assert actions.new_class.toolTip() == "A class is open."
    stage.actions.next_step.trigger()
    stage.actions.pause.trigger()
    assert actions.next_step.toolTip() == "The class is paused. Resume it first."
    stage.actions.pause.trigger()
    stage.hall.teach(cmd.NextStep(5))
    assert actions.next_step.toolTip() == "This is the last step."
    stage.hall.teach(cmd.EndSession())
    assert actions.end.toolTip() == "The class has ended."
    stage.bridge.follow(None)
    assert actions.end.toolTip() == "No class is open."
    assert actions.find.toolTip() == "No class is open."


IN_CLASS = ("end", "message_all", "lock", "auto_advance", "projector", "show_qr", "remote")
OTHERWISE = ("new_class", "rehearse")
LOOKING = ("find", "switch_view", "need_first")


def why_not(stage: Stage, *names: str) -> str:
    """Return the one reason why none of these can be pressed, "" when all can."""
    actions = [getattr(stage.actions, name) for name in names]
    (why,) = {str(action.property("why_not")) for action in actions}
    assert {action.isEnabled() for action in actions} == {not why}
    assert not why or {action.toolTip() for action in actions} == {why}
    return why


def test_each_greyed_action_says_why_in_every_state(stage: Stage) -> None:
    stage.actions.rehearse.setVisible(True)
    reasons = [why_not(stage, *OTHERWISE)]
    for change in (cmd.NextStep(), cmd.PauseSession(), cmd.ResumeSession()):
        assert why_not(stage, *IN_CLASS, *LOOKING) == ""
        assert why_not(stage, *OTHERWISE) == reasons[0]
        stage.hall.teach(change)
    stage.hall.teach(cmd.EndSession())
    reasons.append(why_not(stage, *IN_CLASS, "next_step", "pause", "answer_help"))
    assert why_not(stage, *LOOKING) == "", "what is over can be looked at"
    assert why_not(stage, *OTHERWISE) == ""
    stage.bridge.follow(None)
    reasons.append(why_not(stage, *IN_CLASS, *LOOKING, "next_step", "pause", "answer_help"))
    assert why_not(stage, *OTHERWISE) == ""
    assert len(set(reasons)) == 3
    assert all(reasons)


def test_somebody_who_asks_for_help_can_be_answered(stage: Stage) -> None:
    kim = stage.hall.join("Kim")
    assert why_not(stage, "answer_help")
    stage.hall.ask_help(kim)
    assert why_not(stage, "answer_help") == ""


def test_what_can_be_taken_back_and_closed_is_offered(stage: Stage) -> None:
    for name, offer in (
        ("undo", stage.actions.offer_undo),
        ("close_projector", stage.actions.offer_projector_close),
    ):
        assert why_not(stage, name)
        offer(True)
        assert why_not(stage, name) == ""
        offer(False)
        assert why_not(stage, name)
    stage.actions.offer_projector_close(True)
    assert stage.actions.projector.isChecked()


def test_every_action_has_words_in_every_state(stage: Stage) -> None:
    for before in (stage.actions.find, stage.actions.next_step, stage.actions.pause):
        before.trigger()
        for action in stage.actions.findChildren(QAction):
            assert action.text(), action.objectName()
            assert action.toolTip(), action.objectName()
            assert "&" not in action.iconText()


def test_no_key_has_two_meanings(stage: Stage) -> None:
    keys = [
        key.toString()
        for action in stage.actions.findChildren(QAction)
        for key in action.shortcuts()
    ]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("next_step", {"PgDown", "Ctrl+Right"}),
        ("pause", {".", "Ctrl+P"}),
        ("end", {"Ctrl+E"}),
        ("projector", {"F5"}),
        ("answer_help", {"F6"}),
        ("find", {"Ctrl+F"}),
        ("close_projector", {"Esc"}),
        ("switch_view", {"V"}),
    ],
)
def test_the_keys_of_the_brief(stage: Stage, name: str, keys: set[str]) -> None:
    action: QAction = getattr(stage.actions, name)
    assert {key.toString() for key in action.shortcuts()} == keys


def test_the_lock_shows_what_is_stored(stage: Stage) -> None:
    for locked, words in ((True, "Locked"), (False, "Lock class")):
        stage.actions.lock.trigger()
        assert stage.hall.session.locked is locked
        assert stage.actions.lock.isChecked() is locked
        assert stage.actions.lock.iconText() == words


def test_korean_keys_stand_in_brackets(stage: Stage) -> None:
    stage.actions._name(stage.actions.undo, "되돌리기(&U)", "")
    assert stage.actions.undo.iconText() == "되돌리기"


def press(stage: Stage, key: str) -> None:
    """Press a key in the window, as its owner does."""
    *ctrl, name = key.split("+")
    code = {".": Qt.Key.Key_Period, "PgDown": Qt.Key.Key_PageDown}.get(name)
    held = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(stage.window, code or Qt.Key[f"Key_{name}"], held)


@pytest.fixture
def front(stage: Stage) -> Stage:
    """A window with the keyboard, in a class of two who ask for help on its first step."""
    stage.window.addActions(stage.actions.findChildren(QAction))
    stage.window.show()
    stage.window.activateWindow()
    stage.hall.teach(cmd.NextStep())
    for person in stage.hall.join_many(2):
        stage.hall.ask_help(person)
    stage.wait(1)
    return stage


def test_a_press_that_bounces_moves_one_step(front: Stage, qtbot: QtBot) -> None:
    ignored: list[bool] = []
    front.actions.press_ignored.connect(lambda: ignored.append(True))
    for key in ("PgDown", "Ctrl+Right"):
        before = len(front.hall.given)
        for _ in range(4):  # 0.6 s
            press(front, key)
            front.wait(0.2)
        assert front.hall.given[before:] == [cmd.NextStep()]
        front.wait(1)
    front.actions.next_step.trigger()
    front.actions.next_step.trigger()  # the button, and then a step in the list
    front.actions.start_step(1)
    assert front.hall.given == [cmd.NextStep()] * 3
    assert len(ignored) == 8


def test_a_step_that_began_by_itself_asks_for_a_rest_too(front: Stage) -> None:
    front.hall.teach(cmd.NextStep())  # from the remote, say
    front.actions.next_step.trigger()
    assert front.hall.given == []
    front.wait(1)
    front.actions.next_step.trigger()
    assert front.hall.given == [cmd.NextStep()]


@pytest.mark.parametrize("key", [".", "Ctrl+P", "Ctrl+L"])
def test_a_bounce_switches_nothing_back(front: Stage, key: str) -> None:
    press(front, key)
    front.wait(0.15)
    press(front, key)
    assert len(front.hall.given) == 1
    front.wait(1)
    press(front, key)
    assert len(front.hall.given) == 2


@pytest.mark.parametrize("key", ["PgDown", "Ctrl+P", "Ctrl+Z"])
def test_a_repeat_that_looks_like_a_press_does_not_count(front: Stage, key: str) -> None:
    """On X11 a busy computer sees some of the repeats of a held key as new presses."""
    undone: list[bool] = []
    front.actions.offer_undo(True)
    front.actions.undo.triggered.connect(lambda: undone.append(True))
    press(front, key)
    front.wait(0.66)
    for _ in range(40):  # three seconds
        front.actions.rest_while_held(QKeySequence(key))
        front.wait(0.04)
        front.actions.rest_while_held(QKeySequence(key))
        front.wait(0.04)
        press(front, key)
    assert len(front.hall.given) + len(undone) == 1
    front.wait(1)
    press(front, key)
    assert len(front.hall.given) + len(undone) == 2


def test_a_button_that_is_held_down_leads_once(front: Stage) -> None:
    front.actions.next_step.trigger()
    for _ in range(30):
        front.actions.rest_while_held(QKeySequence("Return"))
        front.wait(0.04)
    front.actions.next_step.trigger()
    assert front.hall.given == [cmd.NextStep()]


def test_each_press_of_undo_counts_but_no_bounce(front: Stage) -> None:
    undone: list[bool] = []
    front.actions.offer_undo(True)
    front.actions.undo.triggered.connect(lambda: undone.append(True))
    for _ in range(3):  # as fast as anybody presses a key
        press(front, "Ctrl+Z")
        front.wait(0.15)
    assert len(undone) == 3
    for _ in range(4):  # the contacts of a worn key
        press(front, "Ctrl+Z")
        front.wait(0.04)
    assert len(undone) == 4


def test_no_action_repeats_while_its_key_is_held(stage: Stage) -> None:
    for action in stage.actions.findChildren(QAction):
        assert not action.autoRepeat(), action.objectName()


def test_page_keys_scroll_and_write_where_the_class_is_not_in_front(front: Stage) -> None:
    front.actions.let_page_keys_lead(False)
    press(front, "PgDown")
    press(front, ".")
    assert front.hall.given == []
    assert front.actions.next_step.toolTip() == "Start the next step (Ctrl+Right)"
    press(front, "Ctrl+P")
    assert front.hall.given == [cmd.PauseSession()]
    front.actions.let_page_keys_lead(True)
    front.actions.let_page_keys_lead(True)
    keys = [key.toString() for key in front.actions.next_step.shortcuts()]
    assert keys == ["PgDown", "Ctrl+Right"]


def test_the_class_is_led_from_every_window(front: Stage, qtbot: QtBot) -> None:
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    QTest.keyClick(other, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert front.hall.given == [cmd.PauseSession()]
    QTest.keyClick(other, Qt.Key.Key_Period)
    assert other.text() == ".", "what writes in a field is written"
    assert len(front.hall.given) == 1


def test_the_first_step_is_started_not_gone_on_to(stage: Stage) -> None:
    next_step = stage.actions.next_step
    assert next_step.iconText() == "Start class"
    stage.hall.teach(cmd.NextStep())
    assert next_step.iconText() == "Next step"
    assert next_step.toolTip().startswith("Start the next step")
