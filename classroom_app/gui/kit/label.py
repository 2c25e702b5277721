"""Labels that show text verbatim, never as markup."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from classroom_app.gui.kit.texts import plain_tooltip


class Label(QLabel):
    """A plain-text label; `role` sets its style, `wraps` allows several lines."""

    def __init__(
        self, text: str = "", role: str = "", *, wraps: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        if role:
            self.setProperty("role", role)
        self.setWordWrap(wraps)
        self.setText(text)


class ElidedLabel(Label):
    """One line that ends in … when there is no room; the tooltip has the whole text.

    It asks for room for at least `letters` average letters.
    """

    def __init__(
        self, text: str = "", role: str = "", parent: QWidget | None = None, *, letters: int = 6
    ) -> None:
        self._letters = letters
        super().__init__(text, role, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setToolTip(plain_tooltip(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        """Ask for room for a few letters, or for the whole text if it is shorter."""
        whole = super().minimumSizeHint()
        few = self.fontMetrics().averageCharWidth() * self._letters
        return QSize(min(few, whole.width()), whole.height())

    def paintEvent(self, _qevent: QPaintEvent) -> None:
        """Draw the text, elided to the width."""
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        box = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, box.width())
        painter.setPen(self.palette().windowText().color())
        painter.drawText(box, self.alignment() | Qt.AlignmentFlag.AlignVCenter, text)
