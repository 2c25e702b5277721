"""The projector's screen comes and goes, as cables do."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.projector.projector_control import ProjectorControl
from tests.unit.gui.conftest import Stage


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


def test_the_projector_leaves_the_console_when_its_screen_has_a_place_of_its_own_again(
    stage: Stage, control: ProjectorControl, qapp: QApplication, qtbot: QtBot
) -> None:
    """After mirroring, some window managers keep it where it was: over the console."""
    own = qapp.primaryScreen()
    stage.actions.projector.trigger()
    assert control.projector is not None
    whole = own.geometry()
    own.geometryChanged.emit(whole)
    control.projector.setWindowState(Qt.WindowState.WindowNoState)
    control.projector.setGeometry(QRect(10, 20, 640, 480))
    qtbot.waitUntil(control.projector.isFullScreen)
    assert control.projector.geometry() == whole
    control.toggle()
