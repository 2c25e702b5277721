from PySide6.QtCore import QByteArray, QSettings
from pytestqt.qtbot import QtBot

from classroom_app.gui.preferences import Key, Preferences


def test_remembers_over_a_restart(settings: QSettings, qtbot: QtBot) -> None:
    preferences = Preferences(settings)
    assert preferences.text(Key.LANGUAGE) == ""
    assert preferences.flag(Key.SOUNDS, default=True)
    assert preferences.blob(Key.GEOMETRY).isEmpty()
    with qtbot.waitSignal(preferences.changed) as changed:
        preferences.put(Key.LANGUAGE, "ko")
    assert changed.args == ["language"]
    preferences.put(Key.SOUNDS, False)
    preferences.put(Key.GEOMETRY, QByteArray(b"place"))
    settings.sync()
    again = Preferences(QSettings(settings.fileName(), QSettings.Format.IniFormat))
    assert again.text(Key.LANGUAGE) == "ko"
    assert not again.flag(Key.SOUNDS, default=True)
    assert again.blob(Key.GEOMETRY) == QByteArray(b"place")
