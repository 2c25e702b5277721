from PySide6.QtCore import QEvent, QPointF, QSettings, Qt
from PySide6.QtGui import QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.kit.qr_code import QrCode
from classroom_app.gui.preferences import Key
from classroom_app.gui.projector.projector import Projector
from classroom_app.gui.projector.projector_cards import JoinCard, StepCard
from classroom_app.gui.projector.projector_control import ProjectorControl
from tests.helpers.lecture import QUESTION
from tests.unit.gui.conftest import Address, Hall, Moving, Stage, console_of
from tests.unit.gui.finding import child, is_shown


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


def test_a_picture_that_comes_after_the_end_is_passed_over(stage: Stage, console: Console) -> None:
    projector = Projector(console, stage.window)
    projector.show()
    projector._picture_url = url = "/pictures/abc"
    projector.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    projector._take_picture(url, QImage(9, 9, QImage.Format.Format_RGB32))


def test_the_projector_follows_the_address_at_once(
    stage: Stage, console: Console, moving: Moving
) -> None:
    projector = Projector(console, stage.window)
    codes = projector._join.findChildren(QrCode)

    def scanned() -> list[str]:
        return [code.accessibleName() for code in codes if code.isVisibleTo(projector)]

    code = stage.hall.session.code
    assert scanned() == [f"http://192.168.0.12:8000/join/{code}"]
    moving.move("http://10.0.0.5:8000")
    assert scanned() == [f"http://10.0.0.5:8000/join/{code}"]
    moving.move()
    assert scanned() == [], "a code that leads nowhere is worse than none"
    moving.move("http://192.168.0.12:8000")
    assert scanned() == [f"http://192.168.0.12:8000/join/{code}"]
    projector.close()


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


def test_the_projector_counts_as_the_desk_does(stage: Stage, console: Console) -> None:
    control = ProjectorControl(console, stage.window)
    stage.hall.join("Kim")
    control.toggle()
    lee, park = stage.hall.join("Lee"), stage.hall.join("Park")
    stage.hall.teach(cmd.NextStep())
    stage.hall.complete(lee)
    stage.hall.lose(park)
    assert control.projector is not None
    assert control.projector._step._count.text == "1 of 2 done"
    control.toggle()


def test_the_way_out_is_shown_at_first_and_when_the_mouse_moves(
    stage: Stage, console: Console
) -> None:
    projector = Projector(console, stage.window)
    hint = child(projector, "projectorWayOut")
    projector.resize(1280, 720)
    projector.show()
    assert not hint.isHidden()
    assert projector.rect().contains(hint.geometry())
    projector._hint_timer.timeout.emit()
    assert hint.isHidden()
    # Where the pointer is cannot be set on every system.
    at, no_button = QPointF(300, 300), Qt.MouseButton.NoButton
    moved = QMouseEvent(
        QEvent.Type.MouseMove, at, at, no_button, no_button, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(projector, moved)
    assert not hint.isHidden()
    projector.close()


def test_a_rehearsal_is_marked_on_the_wall(stage: Stage, console: Console) -> None:
    stage.hall.session.rehearsal = True
    stage.hall.teach(cmd.NextStep())
    projector = Projector(console, stage.window)
    assert not child(projector, "watermark").isHidden()
    stage.hall.session.rehearsal = False
    projector.refresh()
    assert child(projector, "watermark").isHidden()
    projector.close()


def test_a_question_stands_there_and_its_bars_once_they_are_shown(
    window: QWidget, settings: QSettings, address: Address, moving: Moving
) -> None:
    hall = Hall(asking=(2,))
    stage = Stage(hall, window)
    projector = Projector(console_of(stage, settings, address, moving), window)
    projector.resize(1280, 720)
    projector.show()
    kim = hall.join("비밀이름")
    hall.teach(cmd.NextStep(1))
    card = projector._step

    def open_now() -> bool:
        return card._bars.is_open

    assert not is_shown(card._bars)
    hall.teach(cmd.NextStep(2))
    assert is_shown(card._bars)
    assert card._question.text == QUESTION.text
    hall.say(kim, cmd.CompleteStep(2, 1))
    assert not open_now()
    projector.grab()
    hall.teach(cmd.ShowAnswers(2, shown=True))
    assert open_now()
    assert [bar.count for bar in card._bars.bars] == [0, 1, 0]
    hall.say(kim, cmd.CompleteStep(2, 2))
    assert [bar.count for bar in card._bars.bars] == [0, 0, 1]
    assert "비밀이름" not in card._bars.accessibleDescription()
    projector.grab()
    hall.teach(cmd.ShowAnswers(2, shown=False))
    assert not open_now()
    hall.teach(cmd.NextStep(3))
    assert not is_shown(card._question)
    assert is_shown(card._guide)
    stage.bridge.follow(None)
    stage.bridge.close()
