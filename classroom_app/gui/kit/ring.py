"""A ring that fills as students finish."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.gui.theme.tokens import colours_of


class Ring(QWidget):
    """Shows a part of a whole, in a size that only `resize_to` changes."""

    def __init__(self, diameter: int, thickness: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._diameter, self._thickness = diameter, thickness
        self._done = self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def resize_to(self, diameter: int, thickness: float) -> None:
        """Change the size, in pixels."""
        self._diameter, self._thickness = diameter, thickness
        self.updateGeometry()
        self.update()

    def show_part(self, done: int, total: int) -> None:
        """Fill the ring to `done` of `total`."""
        if (done, total) != (self._done, self._total):
            self._done, self._total = done, total
            self.setAccessibleName(f"{done}/{total}")
            self.update()

    def sizeHint(self) -> QSize:
        """Return the diameter both ways."""
        return QSize(self._diameter, self._diameter)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the ring."""
        colours = colours_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        half = self._thickness / 2 + 1
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        pen = QPen(QColor(colours.track), self._thickness)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawEllipse(box)
        part = self._done / self._total if self._total else 0.0
        if part > 0:
            pen.setColor(QColor(colours.done if part >= 1 else colours.accent))
            painter.setPen(pen)
            painter.drawArc(box, 90 * 16, -round(360 * 16 * min(part, 1.0)))
