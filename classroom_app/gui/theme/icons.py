"""Our icons: SVG line drawings whose `currentColor` takes a colour of the scheme."""

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from classroom_app.gui.theme.tokens import Colours, Size
from classroom_app.system.paths import resources_dir

_SCALES = (1, 2, 3)
# For title bars and taskbars at 100 to 200 %, window switchers, and overviews of open windows.
_PROGRAM_SIZES = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def program_icon() -> QIcon:
    """Return the program's own icon, sharp in every size that systems ask for.

    Drawn here rather than read as a file, so that it needs none of Qt's image plugins.
    """
    result = QIcon()
    renderer = QSvgRenderer(str(resources_dir() / "app.svg"))
    for size in _PROGRAM_SIZES:
        drawn = QPixmap(size, size)
        drawn.fill(Qt.GlobalColor.transparent)
        painter = QPainter(drawn)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        result.addPixmap(drawn)
    return result


def icon(name: str, colours: Colours, tone: str = "text", size: int = Size.ICON) -> QIcon:
    """Return `resources/icons/<name>.svg` in the colour called `tone`; greyed when disabled.

    The checked state uses the accent colour.
    """
    return _icon(name, getattr(colours, tone), colours.border_strong, colours.accent, size)


@lru_cache(maxsize=512)
def _icon(name: str, colour: str, disabled: str, checked: str, size: int) -> QIcon:
    result = QIcon()
    for scale in _SCALES:
        drawn = pixmap(name, colour, size, scale)
        result.addPixmap(drawn, QIcon.Mode.Normal, QIcon.State.Off)
        result.addPixmap(drawn, QIcon.Mode.Active, QIcon.State.Off)
        result.addPixmap(drawn, QIcon.Mode.Selected, QIcon.State.Off)
        lit = pixmap(name, checked, size, scale)
        result.addPixmap(lit, QIcon.Mode.Normal, QIcon.State.On)
        result.addPixmap(lit, QIcon.Mode.Active, QIcon.State.On)
        grey = pixmap(name, disabled, size, scale)
        result.addPixmap(grey, QIcon.Mode.Disabled, QIcon.State.Off)
        result.addPixmap(grey, QIcon.Mode.Disabled, QIcon.State.On)
    return result


@lru_cache(maxsize=512)
def pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    """Return an icon of `size` device-independent pixels, sharp at this scale."""
    drawn = QPixmap(round(size * scale), round(size * scale))
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _renderer(name, colour).render(painter, QRectF(0, 0, drawn.width(), drawn.height()))
    painter.end()
    drawn.setDevicePixelRatio(scale)
    return drawn


@lru_cache(maxsize=512)
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


@lru_cache(maxsize=128)
def _source(name: str) -> str:
    return (resources_dir() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
