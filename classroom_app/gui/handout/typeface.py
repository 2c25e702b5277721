"""A font for paper, with the same metrics on every paint device."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from classroom_app.gui.kit.wrapped_text import wrapped

# Font features that substitute glyphs: a PDF could not map those back to characters, and searching
# would fail.
_FEATURES = ("liga", "clig", "calt", "locl")
# Text is measured at this multiple of its size: on some systems widths are whole pixels.
_FINER = 10


class Typeface:
    """A font of `points`; all lengths are in points. A line is `leading` high."""

    def __init__(self, families: Sequence[str], points: float, *, bold: bool = False) -> None:
        font = QFont()
        if families:
            font.setFamilies(list(families))
        font.setPixelSize(round(points * _FINER))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        for feature in _FEATURES:
            font.setFeature(QFont.Tag(feature), 0)
        self._font, self._metrics = font, QFontMetricsF(font)
        self.points = points
        self.leading = points * 1.42
        self._ascent = self._metrics.ascent() / _FINER
        self._height = self._metrics.height() / _FINER

    def width(self, text: str) -> float:
        """Return the width of a line."""
        return self._metrics.horizontalAdvance(text) / _FINER

    def lines(self, text: str, width: float) -> list[str]:
        """Break text into lines no wider than `width`: between words, in Korean too."""
        return wrapped(text, width, self.width)

    def shortened(self, text: str, width: float) -> str:
        """Return the text cut to one line no wider than `width`, ending in … if it was cut."""
        if self.width(text) <= width:
            return text
        while text and self.width(f"{text}…") > width:
            text = text[:-1]
        return f"{text.rstrip()}…"

    def paint(self, painter: QPainter, left: float, top: float, text: str, colour: str) -> None:
        """Paint a line from its top left corner, vertically centered in `leading`."""
        painter.save()
        painter.scale(1 / _FINER, 1 / _FINER)
        painter.setFont(self._font)
        painter.setPen(QColor(colour))
        base = top + (self.leading - self._height) / 2 + self._ascent
        painter.drawText(QPointF(left, base) * _FINER, text)
        painter.restore()
