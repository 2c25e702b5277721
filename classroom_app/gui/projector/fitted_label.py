"""Text as large as its box allows, for people who sit far away."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from classroom_app.gui.kit.drawing import sized
from classroom_app.gui.theme.tokens import colours_of

_SMALLEST = 14
_STEP = 0.94


class FittedLabel(QWidget):
    """Shrinks its font from `largest` (a share of the window's height) until all lines fit."""

    def __init__(
        self,
        largest: float,
        *,
        bold: bool = False,
        tone: str = "text",
        align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignVCenter,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._largest, self._bold, self._tone = "", largest, bold, tone
        self._align = align
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def text(self) -> str:
        """The text shown."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line of the largest font."""
        return QSize(200, round(self._largest_px() * 1.3))

    def minimumSizeHint(self) -> QSize:
        """Accept one line of the smallest font."""
        return QSize(60, _SMALLEST * 2)

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the text in the largest size that fits."""
        painter = QPainter(self)
        align = self._align
        if align is Qt.AlignmentFlag.AlignHCenter:
            align = Qt.AlignmentFlag.AlignCenter
        flags = int(align) | int(Qt.TextFlag.TextWordWrap)
        pixels = self._largest_px()
        while True:
            font = sized(self.font(), round(pixels), self._bold)
            box = QFontMetrics(font).boundingRect(QRect(self.rect()), flags, self._text)
            fits = box.height() <= self.height() and box.width() <= self.width()
            if fits or pixels <= _SMALLEST:
                break
            pixels *= _STEP
        painter.setFont(font)
        painter.setPen(getattr(colours_of(self.palette()), self._tone))
        painter.drawText(self.rect(), flags, self._text)

    def _largest_px(self) -> float:
        return max(_SMALLEST, self.window().height() * self._largest)
