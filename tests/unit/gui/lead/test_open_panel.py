"""The page where a class is opened, over services without a disk."""

from types import SimpleNamespace
from typing import cast

import pytest
from msgspec import structs
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QPushButton, QVBoxLayout
from pytestqt.qtbot import QtBot

from classroom_app.application.lesson_ports import LessonSummary
from classroom_app.application.ports import SessionSummary
from classroom_app.application.shared_lists import SharedLists
from classroom_app.domain.transitions import SessionStatus
from classroom_app.gui.console import Console
from classroom_app.gui.lead.open_panel import OpenPanel
from classroom_app.gui.preferences import Preferences
from classroom_app.gui.theme.theme import Theme
from classroom_app.gui.theme.tokens import Space
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
            classroom=SimpleNamespace(unfinished=[summary]),
            lessons=NoLessons(),
            rosters=SimpleNamespace(rosters=[]),
            changes=SharedLists(),
            stranded=SimpleNamespace(classes=()),
        ),
        stranded_changed=SimpleNamespace(connect=lambda _listener: None),
        roster_id=None,
        preferences=Preferences(settings, stage.window),
        tasks=stage.tasks,
        language=SimpleNamespace(code="en"),
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


class Shelf:
    """A library of the test's choice."""

    def __init__(self) -> None:
        self.held: list[LessonSummary] = []

    async def lessons(self) -> list[LessonSummary]:
        return self.held


def lesson(number: int, *, is_unfinished: bool = False) -> LessonSummary:
    fields = dict.fromkeys(LessonSummary.__struct_fields__)
    known = {"id": number, "title": f"Lesson {number}", "step_count": 3, "description": ""}
    made: LessonSummary = LessonSummary(
        **{**fields, **known, "is_unfinished": is_unfinished}  # type: ignore[arg-type]
    )
    return made


class Card:
    """The panel, over a library."""

    def __init__(self, stage: Stage, settings: QSettings) -> None:
        self.shelf = Shelf()
        services = SimpleNamespace(
            lessons=self.shelf,
            classroom=SimpleNamespace(unfinished=[]),
            instructor=None,
            rosters=SimpleNamespace(rosters=[]),
            changes=SharedLists(),
            stranded=SimpleNamespace(classes=()),
        )
        console = SimpleNamespace(
            roster_id=None,
            stranded_changed=SimpleNamespace(connect=lambda _listener: None),
            services=services,
            tasks=stage.tasks,
            preferences=Preferences(settings, stage.window),
            language=SimpleNamespace(code="en"),
        )
        self.panel = OpenPanel(cast(Console, console), stage.window)

    def show(self, *lessons: LessonSummary) -> QPushButton:
        """Read these lessons; return the button."""
        self.shelf.held = list(lessons)
        self.panel.refresh()
        button = self.panel.findChild(QPushButton, "openSessionButton")
        assert isinstance(button, QPushButton)
        return button


@pytest.fixture
def card(stage: Stage, settings: QSettings) -> Card:
    return Card(stage, settings)


def test_without_a_lesson_nothing_is_opened_and_it_says_why(card: Card) -> None:
    button = card.show()
    assert not button.isEnabled()
    reason = button.toolTip()
    assert reason
    assert card.panel._about.text() == reason, "also for who has no pointer"
    card.panel.open_class()  # Return in the code's field: nothing happens


def test_a_lesson_that_is_not_finished_is_none(card: Card) -> None:
    assert not card.show(lesson(1, is_unfinished=True)).isEnabled()


def test_with_a_lesson_it_can_be_pressed(card: Card) -> None:
    button = card.show(lesson(1), lesson(2, is_unfinished=True))
    assert button.isEnabled()
    assert button.toolTip() == ""
    assert card.panel.lesson is not None
    assert "3" in card.panel._about.text()
    assert not card.show().isEnabled(), "the last lesson was deleted"


def test_a_description_of_two_lines_leaves_the_fields_their_space(
    card: Card, stage: Stage, light: Theme, qtbot: QtBot
) -> None:
    described = structs.replace(
        lesson(1), description="Get your phone ready to call for help. " * 3
    )
    card.show(described)
    panel = card.panel
    QVBoxLayout(stage.window).addWidget(panel)
    stage.window.resize(1160, 900)
    with qtbot.waitExposed(stage.window):
        stage.window.show()
    about, field = panel._about, panel._lesson
    qtbot.waitUntil(lambda: about.height() >= about.heightForWidth(about.width()))
    assert about.height() > 1.5 * about.fontMetrics().height()
    qtbot.waitUntil(lambda: about.geometry().top() - field.geometry().bottom() > Space.S)
    above, below = panel._code.geometry().bottom(), panel._guests.geometry().top()
    assert below - above > Space.S
