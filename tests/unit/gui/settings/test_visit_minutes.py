"""After how many minutes without a visit a student gets the sign."""

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QSettings

from classroom_app.application.visit_limit import VisitLimit
from classroom_app.domain import commands as cmd
from classroom_app.gui.console import Console
from classroom_app.gui.preferences import Key, Preferences
from classroom_app.gui.settings.visit_minutes import VisitMinutes
from tests.unit.gui.conftest import Stage


class Around:
    """What the field uses of a console."""

    def __init__(self, stage: Stage, settings: QSettings) -> None:
        self.limit = stage.board._visit_limit
        self.preferences = Preferences(settings, stage.window)
        classroom = SimpleNamespace(visit_limit=self.limit)
        self.console = cast(
            Console,
            SimpleNamespace(
                preferences=self.preferences,
                services=SimpleNamespace(classroom=classroom),
                board=stage.board,
            ),
        )


def test_what_is_chosen_counts_at_once_and_is_kept(stage: Stage, settings: QSettings) -> None:
    around = Around(stage, settings)
    field = VisitMinutes(around.console, stage.window)
    assert (field.value(), field.text()) == (25, "25 min")
    stage.hall.join("Kim")
    stage.hall.teach(cmd.NextStep())
    stage.wait(11 * 60)
    assert stage.board.insight.counters.unvisited == 0
    field.setValue(10)
    assert stage.board.insight.counters.unvisited == 1, "without a press of anything else"
    field.setValue(0)
    assert field.text() == "No sign"
    assert stage.board.insight.counters.unvisited == 0
    assert around.limit.minutes == 0
    assert VisitMinutes(around.console, stage.window).value() == 0


@pytest.mark.parametrize(("stored", "shown"), [("", 25), ("x", 25), ("-5", 25), ("999", 120)])
def test_what_somebody_wrote_into_the_file_harms_nothing(
    stage: Stage, tmp_path: Path, stored: str, shown: int
) -> None:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue(Key.VISIT_MINUTES, stored)
    around = Around(stage, settings)
    assert VisitMinutes(around.console, stage.window).value() == shown


def test_a_class_of_the_settings_limit() -> None:
    assert VisitLimit().minutes == 25
