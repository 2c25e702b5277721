import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.preferences import Key
from classroom_app.gui.projector.projector import Projector
from classroom_app.gui.projector.projector_cards import JoinCard, StepCard
from classroom_app.gui.projector.projector_control import ProjectorControl
from tests.unit.gui.conftest import Stage


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
def control(stage: Stage, console: Console, qapp: QApplication) -> ProjectorControl:
    """An open projector on a screen of its own, as far as one screen allows that.

    What the system tells of its screens is told by hand.
    """
    stage.hall.join("Kim")
    return ProjectorControl(console, stage.window, lambda _window: qapp.primaryScreen())


def test_the_projector_goes_with_its_screen_and_comes_back(
    stage: Stage, control: ProjectorControl, qapp: QApplication, qtbot: QtBot
) -> None:
    own = qapp.primaryScreen()
    stage.actions.projector.trigger()
    with qtbot.waitSignal(control.screen_lost):
        qapp.screenRemoved.emit(own)
    assert not stage.actions.projector.isChecked()
    with qtbot.waitSignal(control.screen_returned):
        qapp.screenAdded.emit(own)
    projector = control.projector
    assert projector is not None
    assert projector.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert stage.actions.projector.isChecked()
    control.toggle()


def test_a_screen_brings_no_projector_that_was_closed(
    stage: Stage, control: ProjectorControl, qapp: QApplication
) -> None:
    own = qapp.primaryScreen()
    lost: list[None] = []
    control.screen_lost.connect(lambda: lost.append(None))
    stage.actions.projector.trigger()
    control.close()
    qapp.screenRemoved.emit(own)
    qapp.screenAdded.emit(own)
    assert (control.projector, lost) == (None, [])


def test_a_class_that_ended_meanwhile_brings_no_projector(
    stage: Stage, control: ProjectorControl, qapp: QApplication
) -> None:
    own = qapp.primaryScreen()
    stage.actions.projector.trigger()
    qapp.screenRemoved.emit(own)
    stage.hall.teach(cmd.EndSession())
    qapp.screenAdded.emit(own)
    assert control.projector is None


def test_the_projector_follows_its_screen(
    stage: Stage, control: ProjectorControl, qapp: QApplication
) -> None:
    stage.actions.projector.trigger()
    assert control.projector is not None
    qapp.primaryScreen().geometryChanged.emit(QRect(10, 20, 640, 480))
    assert control.projector.geometry() == QRect(10, 20, 640, 480)
    control.toggle()
