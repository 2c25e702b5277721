"""The page where a class is opened, over services without a disk."""

from types import SimpleNamespace
from typing import cast

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QVBoxLayout
from pytestqt.qtbot import QtBot

from classroom_app.application.lesson_library import LessonSummary
from classroom_app.application.ports import SessionSummary
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.pages.console import Console
from classroom_app.gui.pages.open_panel import OpenPanel
from classroom_app.gui.preferences import Preferences
from tests.helpers.lecture import NINE
from tests.unit.gui.conftest import Stage


class NoLessons:
    """A library with nothing in it."""

    async def lessons(self) -> list[LessonSummary]:
        return []


def test_an_interrupted_class_is_described_in_full(
    stage: Stage, settings: QSettings, qtbot: QtBot
) -> None:
    title = "알림 켜기 " * 8
    summary = SessionSummary(7, "482913", title, 1, SessionStatus.PAUSED, 5, NINE)
    made = SimpleNamespace(
        services=SimpleNamespace(
            classroom=SimpleNamespace(unfinished=[summary]), lessons=NoLessons()
        ),
        preferences=Preferences(settings, stage.window),
        tasks=stage.tasks,
    )
    panel = OpenPanel(cast(Console, made), stage.window)
    QVBoxLayout(stage.window).addWidget(panel)
    stage.window.resize(1160, 700)
    with qtbot.waitExposed(stage.window):
        stage.window.show()
    panel.refresh()
    words = panel._banners[0]._words
    qtbot.waitUntil(
        lambda: words.isVisible() and words.height() >= words.heightForWidth(words.width())
    )
    assert words.heightForWidth(words.width()) > 3 * words.fontMetrics().height()
