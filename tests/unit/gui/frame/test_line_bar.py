"""What the window says of a server that does not answer."""

from collections.abc import Iterator
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from classroom_app.application.ports import LineTrouble
from classroom_app.application.unsaved import Unsaved
from classroom_app.domain import commands as cmd
from classroom_app.domain.actors import Student
from classroom_app.gui.console import Console
from classroom_app.gui.frame.line_bar import BACK_MS, TICK_MS, LineBar
from classroom_app.gui.language import Language
from tests.helpers.lecture import NINE, Lecture
from tests.helpers.set_line import SetLine
from tests.unit.gui.conftest import language_change
from tests.unit.gui.finding import is_shown


class Scene:
    """The bar over a line and a clock that are as the test says."""

    def __init__(self) -> None:
        self.line, self.now = SetLine(), NINE
        self.unsaved = Unsaved()
        self.bridge = SimpleNamespace(session=Lecture().session)
        services = SimpleNamespace(
            line=self.line,
            clock=SimpleNamespace(now=lambda: self.now),
            classroom=SimpleNamespace(unsaved=self.unsaved),
        )
        console = SimpleNamespace(services=services, bridge=self.bridge)
        self.bar = LineBar(cast(Console, console))

    def wait(self, seconds: float) -> None:
        """Let time pass, and the bar look at it."""
        self.now += timedelta(seconds=seconds)
        self.bar._tick.timeout.emit()

    def be_gone(self, *, awaits_outcome: bool = False) -> None:
        gone = LineTrouble(NINE, "refused", is_refusing=True, awaits_outcome=awaits_outcome)
        self.line.be(gone)


@pytest.fixture
def scene(qtbot: QtBot, english: Language) -> Scene:
    scene = Scene()
    qtbot.addWidget(scene.bar)
    return scene


@pytest.fixture
def english(qapp: QApplication) -> Iterator[Language]:
    language = Language(qapp, "en")
    yield language
    language.choose("en")


def test_with_a_line_that_holds_there_is_no_bar(scene: Scene) -> None:
    assert not is_shown(scene.bar)
    scene.line.be(None)
    assert not is_shown(scene.bar)


def test_an_answer_that_is_late_is_said_and_forgotten(scene: Scene) -> None:
    scene.now += timedelta(seconds=1.6)
    scene.line.be(LineTrouble(NINE))
    assert is_shown(scene.bar)
    assert "slow to answer (1 s)" in scene.bar.text
    scene.wait(1)
    assert "slow to answer (2 s)" in scene.bar.text
    assert scene.bar.property("role") == "notice"
    scene.line.be(None)
    assert not is_shown(scene.bar)


def test_since_when_and_what_waits(scene: Scene) -> None:
    scene.now += timedelta(seconds=3.5)
    scene.be_gone()
    local = NINE.astimezone().strftime("%H:%M:%S")
    assert f"hasn't answered since {local} (0:03)" in scene.bar.text
    assert "Phones keep what is pressed on them" in scene.bar.text
    assert "something to send" not in scene.bar.text
    assert scene.bar.property("role") == "alarm"
    session_id = scene.bridge.session.id
    for participant_id in (1, 2, 2):
        scene.unsaved.failed(session_id, cmd.CompleteStep(1), Student(participant_id))
    scene.wait(10)
    assert "(0:13)" in scene.bar.text
    assert "Phones with something to send: 2." in scene.bar.text
    assert "is known then" not in scene.bar.text
    scene.be_gone(awaits_outcome=True)
    assert "Whether what was pressed last was saved is known then." in scene.bar.text


def test_what_to_do_after_a_minute_and_where_it_may_be_for_good(scene: Scene) -> None:
    scene.be_gone()
    scene.wait(59)
    assert "looks after the server" not in scene.bar.text
    scene.wait(1)
    assert "tell whoever looks after the server" in scene.bar.text
    scene.wait(120)
    assert "close Classroom and start it again" in scene.bar.text


def test_without_a_class_it_says_what_that_means(scene: Scene) -> None:
    scene.bridge.session = None
    scene.be_gone()
    assert "nothing can be opened or saved" in scene.bar.text
    assert "Phones" not in scene.bar.text


def test_it_says_for_a_while_that_the_server_is_back(scene: Scene) -> None:
    scene.be_gone()
    scene.wait(75)
    scene.line.be(None)
    assert scene.bar.text.startswith("The school's server answers again, after 1:15.")
    assert is_shown(scene.bar)
    assert scene.bar.property("role") == "notice"
    scene.line.be(None)  # told again: it is still the same
    assert is_shown(scene.bar)
    assert scene.bar._gone.interval() == BACK_MS
    scene.bar._gone.timeout.emit()
    assert not is_shown(scene.bar)
    scene.be_gone()
    assert is_shown(scene.bar)


def test_it_comes_back_while_that_is_still_said(scene: Scene) -> None:
    scene.be_gone()
    scene.line.be(None)
    scene.be_gone()
    assert not scene.bar._gone.isActive()
    assert scene.bar._tick.interval() == TICK_MS


def test_in_korean(scene: Scene, english: Language) -> None:
    scene.be_gone()
    english.choose("ko")
    language_change(scene.bar)
    assert "응답하지 않습니다" in scene.bar.text
    scene.line.be(None)
    assert "다시 응답합니다" in scene.bar.text
    english.choose("en")
    language_change(scene.bar)
    assert "answers again" in scene.bar.text


def test_readers_are_not_told_each_second(scene: Scene) -> None:
    scene.be_gone()
    label = scene.bar._words
    told = label.accessibleName()
    scene.wait(5)
    assert label.accessibleName() == told
    assert label.text() != told
