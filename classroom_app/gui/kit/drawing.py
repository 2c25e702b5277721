"""Shapes and fonts that several painters use."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter

from classroom_app.gui.theme.tokens import Colours


def draw_bar(
    painter: QPainter, box: QRectF, part: float, colours: Colours, tone: str = "accent"
) -> None:
    """Draw a thin bar with round ends, filled up to `part` (0 to 1)."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    radius = box.height() / 2
    painter.setBrush(QColor(colours.track))
    painter.drawRoundedRect(box, radius, radius)
    if part > 0:
        full = QRectF(box)
        full.setWidth(max(box.height(), box.width() * min(part, 1.0)))
        painter.setBrush(QColor(getattr(colours, tone)))
        painter.drawRoundedRect(full, radius, radius)
    painter.restore()


def sized(font: QFont, pixels: int, bold: bool = False) -> QFont:
    """Return the font in another size and weight."""
    other = QFont(font)
    other.setPixelSize(pixels)
    other.setBold(bold)
    return other


def elided(painter: QPainter, text: str, width: float) -> str:
    """Return the text, elided at its end to fit into `width` pixels in the painter's font."""
    metrics = QFontMetrics(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width))
