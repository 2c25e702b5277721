from PySide6.QtCore import QSettings

from classroom_app.gui.lead.chime import Chime
from classroom_app.gui.preferences import Key, Preferences
from tests.unit.gui.conftest import Stage


def test_one_sound_in_three_seconds(stage: Stage, settings: QSettings) -> None:
    rings: list[bool] = []
    preferences = Preferences(settings, stage.window)
    chime = Chime(stage.bridge, preferences, lambda: rings.append(True), stage.window)
    people = stage.hall.join_many(3)
    stage.hall.ask_help(people[0])
    stage.hall.ask_help(people[1])
    assert len(rings) == 1
    preferences.put(Key.SOUNDS, False)
    chime._since.invalidate()
    stage.hall.ask_help(people[2])
    assert len(rings) == 1
