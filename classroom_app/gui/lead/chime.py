"""One soft sound per new help request, at most every three seconds."""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QObject

from classroom_app.gui.event_bridge import EventBridge
from classroom_app.gui.preferences import Key, Preferences

PAUSE_MS = 3_000


class Chime(QObject):
    """Rings unless sounds are turned off in the settings."""

    def __init__(
        self,
        bridge: EventBridge,
        preferences: Preferences,
        ring: Callable[[], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._preferences, self._ring = preferences, ring
        self._since = QElapsedTimer()
        bridge.help_arrived.connect(self._on_help_arrived)

    def _on_help_arrived(self) -> None:
        if not self._preferences.flag(Key.SOUNDS, default=True):
            return
        if self._since.isValid() and self._since.elapsed() < PAUSE_MS:
            return
        self._since.restart()
        self._ring()
