from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from classroom_app.domain import commands as cmd
from classroom_app.domain.step_reason import StepReason
from classroom_app.gui.console import Console
from classroom_app.gui.lead.auto_advance import COUNTDOWN_S, AutoAdvance
from tests.unit.gui.conftest import Stage


def press(stage: Stage) -> None:
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(stage.window, key)


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
