"""What a scroll area shows when its words wrap: as high as they need at the present width."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget


class FlowingPage(QWidget):
    """A scroll area asks only for the smallest height, in which wrapped words would be cut."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "page")

    def minimumSizeHint(self) -> QSize:
        """Ask for the height of all words."""
        smallest, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return smallest
        return QSize(smallest.width(), layout.totalHeightForWidth(self.width()))

    def resizeEvent(self, qevent: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(qevent)
        if qevent.size().width() != qevent.oldSize().width():
            self.updateGeometry()


def scrolled(page: FlowingPage, parent: QWidget) -> QScrollArea:
    """Return an area that scrolls up and down where a page is higher than its room."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
