import pytest
from PySide6.QtGui import QAction

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
