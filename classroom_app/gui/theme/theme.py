"""Light and dark: follows the system, or is fixed to one of the two."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from classroom_app.gui.theme import icons
from classroom_app.gui.theme.style_sheet import style_sheet
from classroom_app.gui.theme.tokens import DARK, LIGHT, Colours, Type

_FAMILIES = (
    "Pretendard",
    "Inter",
    "Segoe UI",
    "Malgun Gothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Apple SD Gothic Neo",
    "Noto Sans",
    "DejaVu Sans",
)


class Scheme(StrEnum):
    """The scheme that the instructor chose."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Styles the whole application, and again when the system's scheme changes."""

    changed = Signal()

    def __init__(self, app: QApplication, scheme: Scheme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app, self._scheme = app, scheme
        self._pictures = QTemporaryDir()
        app.setStyle("Fusion")
        font = QFont(app.font())
        self._families = families_beside(font)
        if self._families:
            font.setFamilies(list(self._families))
        font.setPixelSize(Type.BODY)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self.set_scheme(scheme)

    def close(self) -> None:
        """Stop following the system, and delete the image files."""
        self._app.styleHints().colorSchemeChanged.disconnect(self._dress)
        self._pictures.remove()

    @property
    def scheme(self) -> Scheme:
        """The scheme that was chosen, which may be the system's."""
        return self._scheme

    @property
    def colours(self) -> Colours:
        """The colours in use."""
        if self._scheme is Scheme.SYSTEM:
            dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        else:
            dark = self._scheme is Scheme.DARK
        return DARK if dark else LIGHT

    def set_scheme(self, scheme: Scheme) -> None:
        """Choose light, dark or the system's scheme; takes effect at once."""
        self._scheme = scheme
        wanted = {
            Scheme.SYSTEM: Qt.ColorScheme.Unknown,
            Scheme.LIGHT: Qt.ColorScheme.Light,
            Scheme.DARK: Qt.ColorScheme.Dark,
        }[scheme]
        self._app.styleHints().setColorScheme(wanted)
        self._dress()

    def _dress(self) -> None:
        colours = self.colours
        self._app.setPalette(palette_of(colours))
        self._app.setStyleSheet(
            style_sheet(
                colours,
                self._picture("chevron-down", colours.muted),
                self._picture("chevron-up", colours.muted),
                self._picture("check", colours.on_accent),
                self._families,
            )
        )
        self.changed.emit()

    def _picture(self, name: str, colour: str) -> str:
        """Return the path of an icon's image file: a style sheet takes images only from files."""
        path = Path(self._pictures.path()) / f"{name}-{colour[1:]}.png"
        if not path.exists():
            icons.pixmap(name, colour, 18, 3).save(str(path))
        return path.as_posix()


def families_beside(system: QFont) -> tuple[str, ...]:
    """Return the font families to use, the best first; none to keep the system's own font.

    The system font of macOS has no name under which it could be requested.
    """
    return () if system.family() == ".AppleSystemUIFont" else _FAMILIES


def palette_of(colours: Colours) -> QPalette:
    """Return the palette of one scheme."""
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.surface,
        role.AlternateBase: colours.raised,
        role.Text: colours.text,
        role.PlaceholderText: colours.muted,
        role.Button: colours.surface,
        role.ButtonText: colours.text,
        role.ToolTipBase: colours.text,
        role.ToolTipText: colours.window,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Link: colours.accent,
        role.Accent: colours.accent,
    }.items():
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.border_strong))
    return palette
