"""The replay shows the moment at the slider, however the reads of moments end."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from classroom_app.domain.class_report import class_report
from classroom_app.domain.class_session import ClassSession
from classroom_app.domain.timeline import Timeline
from classroom_app.gui.history.replay_panel import ReplayPanel
from tests.unit.gui.finding import label
from tests.unit.gui.held_tasks import HeldTasks
from tests.unit.gui.history.conftest import a_lecture


class Reading(Timeline):
    """A class whose moments can be unreadable."""

    is_broken = False

    def at(self, moment: datetime) -> ClassSession:
        """Return the class at a moment, unless it cannot be read."""
        if self.is_broken:
            raise ValueError("broken")
        return super().at(moment)


class Shown:
    """A replay on its first read."""

    def __init__(self, window: QWidget) -> None:
        self.tasks = HeldTasks()
        lecture = a_lecture()
        self.timeline = Reading(lecture.history, lecture.lesson)
        self.report = class_report(lecture.history, lecture.lesson)
        self.panel = ReplayPanel(self.tasks, window)
        window.show()
        self.panel.show_class(self.timeline, self.report)

    @property
    def is_up_to_date(self) -> bool:
        """Whether the board shows the moment at the slider."""
        moment = self.panel.moment
        assert moment is not None
        return label(self.panel, "replayTime") == f"{moment.astimezone():%H:%M:%S}"


@pytest.fixture
def replay(window: QWidget) -> Iterator[Shown]:
    shown = Shown(window)
    yield shown
    shown.tasks.drop()
    shown.panel.forget()


def test_a_move_at_the_end_of_a_read_is_not_lost(replay: Shown, qtbot: QtBot) -> None:
    shown: list[bool] = []
    replay.panel.shown.connect(lambda: shown.append(replay.is_up_to_date))
    replay.tasks.finish(before_callbacks=lambda: replay.panel.line.setValue(1_000))
    assert shown == [], "the board has not caught up"
    assert replay.tasks.count == 1
    replay.tasks.finish()
    assert shown == [True]
    assert replay.tasks.count == 0


def test_a_failed_read_leaves_the_slider_alive(replay: Shown) -> None:
    replay.timeline.is_broken = True
    replay.tasks.finish()
    replay.timeline.is_broken = False
    replay.panel.line.setValue(1_000)
    replay.tasks.finish()
    assert replay.is_up_to_date


def test_a_move_while_a_read_fails_is_not_lost(replay: Shown) -> None:
    replay.timeline.is_broken = True

    def move() -> None:
        replay.timeline.is_broken = False
        replay.panel.line.setValue(1_000)

    replay.tasks.finish(before_callbacks=move)
    replay.tasks.finish()
    assert replay.is_up_to_date


def test_a_move_while_hidden_waits_until_the_replay_is_seen(replay: Shown, window: QWidget) -> None:
    def move() -> None:
        window.hide()
        replay.panel.line.setValue(9)

    replay.tasks.finish(before_callbacks=move)
    assert replay.tasks.count == 0
    window.show()
    replay.tasks.finish()
    assert replay.is_up_to_date
