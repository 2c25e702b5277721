"""The window says that somebody guesses, and what to do."""

from typing import Any, cast

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.frame.guess_banner import GuessBanner
from tests.unit.gui.conftest import Stage
from tests.unit.gui.finding import button, is_shown, label


class Began(QObject):
    """The signal of a console."""

    guessing_began = Signal()


@pytest.fixture
def began(stage: Stage) -> Began:
    return Began(stage.window)


@pytest.fixture
def banner(stage: Stage, console: Console, began: Began) -> GuessBanner:
    cast(Any, console).guessing_began = began.guessing_began
    return GuessBanner(console, stage.window)


def test_it_is_said_and_a_new_code_is_one_press_away(
    stage: Stage, banner: GuessBanner, began: Began, qtbot: QtBot
) -> None:
    assert not is_shown(banner)
    began.guessing_began.emit()
    assert is_shown(banner)
    assert "guessing the class code" in label(banner, "guessText")
    with qtbot.waitSignal(stage.actions.new_code.triggered):
        button(banner, "longerCodeButton").click()
    stage.hall.teach(cmd.ChangeCode("482913507"))
    assert not is_shown(banner)


def test_it_goes_with_its_cross_and_with_the_class(
    stage: Stage, banner: GuessBanner, began: Began
) -> None:
    began.guessing_began.emit()
    button(banner, "guessCloseButton").click()
    assert not is_shown(banner)
    began.guessing_began.emit()
    stage.hall.teach(cmd.EndSession())
    assert not is_shown(banner)
    began.guessing_began.emit()
    assert not is_shown(banner), "there is no code to guess"
