"""What this window remembers between starts, with a type for each value."""

from enum import StrEnum

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal


class Preferences(QObject):
    """Typed access to `QSettings`; `changed` has the key."""

    changed = Signal(str)

    def __init__(self, settings: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._settings = settings

    def text(self, key: "Key") -> str:
        """Return the stored text, or "" if there is none."""
        return str(self._settings.value(key, "", str))

    def number(self, key: "Key", default: int) -> int:
        """Return a stored whole number, or `default` if there is none."""
        text = self.text(key)
        return int(text) if text.isascii() and text.isdigit() else default

    def flag(self, key: "Key", default: bool = False) -> bool:
        """Return a stored boolean, or `default` if there is none."""
        return str(self._settings.value(key, default)).lower() in ("true", "1")

    def blob(self, key: "Key") -> QByteArray:
        """Return the stored bytes, or an empty `QByteArray`."""
        value = self._settings.value(key, QByteArray())
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: "Key", value: str | bool | QByteArray) -> None:
        """Store a value and emit `changed`."""
        self._settings.setValue(key, value)
        self.changed.emit(str(key))


class Key(StrEnum):
    """The names under which values are stored."""

    LANGUAGE = "language"
    SCHEME = "theme"
    SOUNDS = "sounds"
    GUESTS = "guests"
    ROSTER = "roster"
    VISIT_MINUTES = "visits/minutes"
    WELCOMED = "welcomed"
    WIFI_NAME = "wifi/name"
    WIFI_PASSWORD = "wifi/password"  # noqa: S105 - the name of a field
    PAGE = "window/page"
    VIEW = "window/view"
    GEOMETRY = "window/geometry"
