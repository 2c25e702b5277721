"""The content of a scroll area whose text wraps: as high as the text needs at this width."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class FlowingPage(QWidget):
    """Asks for that height as its minimum: a scroll area guarantees no more."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of the wrapped text."""
        smallest, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return smallest
        return QSize(smallest.width(), layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Ask for another height when the width has changed."""
        super().resizeEvent(qevent)
        if qevent.size().width() != qevent.oldSize().width():
            self.updateGeometry()


def scrolled(page: FlowingPage, parent: QWidget) -> QScrollArea:
    """Return an area that scrolls vertically where a page is higher than the area."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
